"""A page as a test looks at it: its elements in order, and its text."""

import re
from html import unescape
from html.parser import HTMLParser


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]

    @property
    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.found if re.fullmatch(r"h[1-6]", tag)]

    @property
    def text(self) -> str:
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.html)).split())

    @property
    def addresses(self) -> list[str]:
        """Whatever leads or loads: href, src, action, formaction."""
        names = ("href", "src", "action", "formaction")
        return [
            str(attributes[name]) for _, attributes in self.found for name in names if attributes.get(name)
        ]
