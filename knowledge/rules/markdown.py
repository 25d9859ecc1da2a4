"""The little Markdown that the pages for reviewers are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from knowledge.rules.criteria import Citation

_MARKS = re.compile(r"([|$*<\[\]])")


def plain(text: str) -> str:
    """A text with nothing in it that Markdown would read as more than letters."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table, a blank one after it; the cells are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(line)} |" for line in lines] + [""]


class Sources:
    """Numbers the sources of a page as they are named, for a list at its end."""

    def __init__(self) -> None:
        self._numbers: dict[Citation, int] = {}

    def named(self, citations: Iterable[Citation]) -> str:
        """The numbers of some citations, each linked to its page if it has one."""
        return ", ".join(self._link(one) for one in citations)

    def _link(self, citation: Citation) -> str:
        number = self._numbers.setdefault(citation, len(self._numbers) + 1)
        return f"[S{number}](<{citation.url}>)" if citation.url else f"S{number}"

    def listed(self) -> list[str]:
        """The table of all sources named so far, with the date of each and of our check."""
        rows = [
            (f"S{number}", _named(citation), plain(citation.as_of), citation.checked)
            for citation, number in self._numbers.items()
        ]
        return table(("No.", "Source · Fuente", "Its date · Su fecha", "Checked · Revisada"), rows)


def _named(citation: Citation) -> str:
    parts = [plain(citation.title)] if citation.title else []
    return "<br>".join([*parts, f"<{citation.url}>"] if citation.url else parts)
