"""`/navigator/compare`: two to four services side by side, for what is known of the situation."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request, Security
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.responses import HTMLResponse

from bot.text.language import Language
from navigator_api.reading import reading
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.option_cards import Card
from navigator_api.web.options import PERMISSION, TAG, Asked, OptionsDesk, Posted
from navigator_api.web.site import Site
from navigator_api.web.situation_form import Given

PATH = "/navigator/compare"
LEAST, MOST = 2, 4


def router(site: Site, guard: Guard, engine: Engine, desk: OptionsDesk) -> APIRouter:
    """`GET /navigator/compare` by ids alone; `POST` with a situation, which stands in no address."""
    routes = APIRouter(tags=[TAG], default_response_class=HTMLResponse)

    def page(request: Request, actor: Actor, given: Given, services: Sequence[str]) -> HTMLResponse:
        chosen = list(dict.fromkeys(services))
        language = site.language(request, actor)
        cards: tuple[Card, ...] = ()
        if LEAST <= len(chosen) <= MOST:
            with reading(engine, "compare") as session:
                cards = _cards(session, desk, desk.read(given), chosen, language)
        wrong = len(cards) < LEAST
        return site.html(
            request,
            "options/compare.html",
            actor=actor,
            status=422 if wrong else 200,
            cards=cards,
            wrong=wrong,
            kept=_kept(given),
        )

    @routes.get(PATH, summary="Compare services by what is known of them")
    def get_compare(
        request: Request,
        actor: Annotated[Actor, Security(guard.page, scopes=[PERMISSION])],
        services: Annotated[list[str], Query(max_length=20)] = [],  # noqa: B006  FastAPI copies it
    ) -> HTMLResponse:
        return page(request, actor, {}, services)

    @routes.post(PATH, summary="Compare services for a situation; nothing of it is kept")
    def post_compare(
        request: Request,
        given: Posted,
        actor: Annotated[Actor, Security(guard.page, scopes=[PERMISSION])],
    ) -> HTMLResponse:
        return page(request, actor, given, given.get("services", ()))

    return routes


def _cards(
    session: Session, desk: OptionsDesk, asked: Asked, chosen: Sequence[str], language: Language
) -> tuple[Card, ...]:
    """In the order chosen, what the rules lead elsewhere last."""
    ranked = [one for one in desk.rank(session, asked, named=chosen).ranked if one.service in chosen]
    return desk.cards(session, ranked, desk.showing(session, language, asked, ranked))


def _kept(given: Given) -> list[tuple[str, str]]:
    """The situation and the ticks, for the way back."""
    return [
        (name, value)
        for name, values in given.items()
        if name not in ("form_token", "page")
        for value in values
    ]
