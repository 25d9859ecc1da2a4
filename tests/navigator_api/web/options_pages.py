"""The options and compare pages over the workspace of a test, and what a reader makes of their HTML."""

import re
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from knowledge.meaning import encoder
from knowledge.rules.load import Rules
from navigator_api.web import compare, options
from tests.navigator_api.web.conftest import FormToken, Workspace

MORNING = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("America/Los_Angeles"))
_CARD = re.compile(r'id="service-(\w+)">')


def add_pages(workspace: Workspace, rules: Rules) -> None:
    desk = options.OptionsDesk(rules, workspace.site, encoder, lambda: MORNING)
    for one in (options, compare):
        workspace.app.include_router(one.router(workspace.site, workspace.guard, workspace.engine, desk))


class Browser:
    """Somebody signed in who sends the form."""

    def __init__(self, client: httpx.AsyncClient, token: FormToken) -> None:
        self.client = client
        self._token = token(client)

    async def post(self, path: str = options.PATH, *, in_part: bool = False, **form: Any) -> httpx.Response:
        """`__` in a name stands for a dot."""
        data = {name.replace("__", "."): value for name, value in form.items()}
        headers = {"X-Fragment": "1"} if in_part else {}
        return await self.client.post(path, data={**data, "form_token": self._token}, headers=headers)


def services(html: str) -> list[str]:
    """The ids of the cards, in order."""
    return _CARD.findall(html)


class Page(HTMLParser):
    """Addresses, and inputs by name, of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self.addresses += [
            value for name in ("href", "action", "formaction", "src") if (value := found.get(name))
        ]

    def named(self, name: str) -> list[dict[str, str | None]]:
        return [found for _, found in self.tags if found.get("name") == name]

    def ids(self) -> list[str]:
        return [value for _, found in self.tags if (value := found.get("id"))]
