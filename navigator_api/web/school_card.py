"""`/card`: what school staff do, one sheet for each role, on the page and as a PDF."""

from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from bot.text.language import Language
from knowledge.guides import Point, Role, SchoolCard, points
from navigator_api.web.pdf import Paper
from navigator_api.web.public import TAG, Public, Values, pdf_response, printed

# The parts of a role, in the order of the sheet.
PARTS = ("calls", "writes", "not_told", "asks", "after")
COMMON = ("threshold", "signs", "next")
FILE = "info-line-sheet"


def router(public: Public, card: SchoolCard, now: Callable[[], datetime]) -> APIRouter:
    """`GET /card` (which role?), `/card/{role}` and `/card/{role}.pdf`."""
    routes = APIRouter(tags=[TAG], default_response_class=HTMLResponse)
    roles = {role.id: role for role in card.roles}

    @routes.get("/card", summary="The school card: choose a role")
    def get_card(request: Request) -> HTMLResponse:
        shown = [*card.steps, *card.never, *card.threshold, *card.signs, *card.next]
        keys = _keys(shown)
        return public.html(request, "card.html", card=card, role=None, **_numbered(card, keys))

    @routes.get("/card/{role_id}.pdf", summary="The sheet of a role as a PDF")
    def get_pdf(request: Request, role_id: str) -> Response:
        if role_id not in roles:
            return public.missing(request)
        language = public.language(request)
        return pdf_response(_paper(public, card, roles[role_id], language, now()), FILE)

    @routes.get("/card/{role_id}", summary="The sheet of a role")
    def get_role(request: Request, role_id: str) -> HTMLResponse:
        if role_id not in roles:
            return public.missing(request)
        role = roles[role_id]
        return public.html(request, "card.html", card=card, role=role, **_numbered(card, keys_of(card, role)))

    return routes


def keys_of(card: SchoolCard, role: Role) -> list[str]:
    """The sources of the sheet of a role, each once, in the order in which the sheet names them."""
    shown = [*card.steps, *card.never, *points(role), *card.threshold, *card.signs, *card.next]
    return _keys(shown)


def _keys(shown: list[Point]) -> list[str]:
    return list(dict.fromkeys(key for point in shown for key in point.sources))


def _numbered(card: SchoolCard, keys: list[str]) -> Values:
    return {
        "number": {key: place for place, key in enumerate(keys, 1)},
        "citations": card.citations(keys),
    }


def _paper(public: Public, card: SchoolCard, role: Role, language: Language, made: datetime) -> bytes:
    """One sheet, both sides: what to do first, then the signs, what happens next, and the sources."""
    say = public.site.words(language)
    keys = keys_of(card, role)
    number = {key: place for place, key in enumerate(keys, 1)}

    def lines(shown: tuple[Point, ...]) -> list[str]:
        return [f"{one.of(language)} [{', '.join(str(number[key]) for key in one.sources)}]" for one in shown]

    paper = Paper(
        title=say("public.card.title"),
        language=language,
        footer=public.numbers(language),
        page_word=say("public.page_word"),
        made=made,
    )
    paper.heading(f"{say('public.card.title')}: {role.name.of(language)}", 1)
    paper.items(lines(card.steps), numbered=True)
    for part in PARTS:
        paper.heading(say(f"public.card.{part}"))
        paper.items(lines(getattr(role, part)))
    paper.heading(say("public.card.never"))
    paper.items(lines(card.never))
    for part in COMMON:
        paper.heading(say(f"public.card.{part}"))
        paper.items(lines(getattr(card, part)))
    paper.heading(say("public.sources"))
    checked = say("layout.checked")
    for place, line in enumerate(public.sources(card.citations(keys), language), 1):
        paper.text(f"{place}. {printed(line, checked)}", small=True)
    paper.text(say("public.not_advice"), small=True)
    return paper.done()
