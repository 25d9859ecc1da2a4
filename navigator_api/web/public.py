"""What every public page has: the crisis numbers, sources in words, and a page when the directory is down.

No sign-in, no cookie, nothing kept of who looks at what.
"""

from collections.abc import Callable, Iterable
from typing import Any

from fastapi import Request
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.responses import HTMLResponse, Response

from bot.text.language import Language
from bot.text.responses import Responses
from knowledge.directory.results import Citation
from navigator_api.errors import Problem
from navigator_api.reading import reading
from navigator_api.web.site import Site
from navigator_api.web.sources import SourceLine, source_lines

NUMBERS = "utter_safety_short"
TAG = "public"

Values = dict[str, Any]


class Public:
    """Renders the public pages."""

    def __init__(self, site: Site, responses: Responses, engine: Engine) -> None:
        self.site = site
        self.engine = engine
        self._responses = responses

    def language(self, request: Request) -> Language:
        return self.site.language(request)

    def numbers(self, language: Language) -> str:
        """The crisis numbers in one sentence, the one that is texted too."""
        return self._responses.reply(NUMBERS, language).text

    def html(self, request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """A page. `source_lines` turns citations into lines for the reader's language."""
        language = self.language(request)
        return self.site.html(
            request,
            f"public/{template}",
            status=status,
            numbers=self.numbers(language),
            source_lines=lambda citations: self.sources(citations, language),
            **values,
        )

    def sources(self, citations: Iterable[Citation], language: Language) -> tuple[SourceLine, ...]:
        return source_lines(citations, language, self.site.words(language))

    def missing(self, request: Request) -> HTMLResponse:
        """There is no such page: the numbers stand there all the same."""
        return self.html(request, "missing.html", status=404)

    def from_directory(
        self, request: Request, template: str, read: Callable[[Session], Values | None]
    ) -> HTMLResponse:
        """A page of what `read` finds; None is a 404. When the database fails, a 503 with the numbers."""
        try:
            with reading(self.engine, TAG) as session:
                values = read(session)
        except Problem as problem:
            return self.html(request, "down.html", status=problem.status_code)
        return self.missing(request) if values is None else self.html(request, template, **values)


def pdf_response(content: bytes, name: str) -> Response:
    """A PDF to be seen in the browser; `name` is neutral, for it shows in the list of downloads."""
    return Response(
        content,
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )


def printed(line: SourceLine, checked_word: str) -> str:
    """A source in one line of a paper."""
    return f"{line.title}, {line.dated}. {checked_word} {line.checked}"
