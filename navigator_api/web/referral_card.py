"""`/navigator/services/{id}`: one service for staff, and its card to hand over: page, PDF and plain text.

The card's language is asked for by `?card=` and is apart from the page's. Nothing of a case stands on a card.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Security
from sqlalchemy import Engine
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bot.text.language import Language
from bot.text.responses import Responses
from bot.text.segments import measure
from knowledge.directory.card_reads import ServiceCard, service_card
from knowledge.directory.checked_reads import for_professionals
from navigator_api.clock import CALIFORNIA
from navigator_api.reading import reading
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.card_content import CardContent, card_content
from navigator_api.web.card_forms import card_pdf, card_text, qr_picture
from navigator_api.web.local_time import day_and_time
from navigator_api.web.site import Say, Site
from navigator_api.web.sources import dated, source_lines

PATH = "/navigator/services/{service_id}"
PERMISSION = "directory.read"
_OPEN = {True: "refcard.open", False: "refcard.closed", None: "refcard.open_unknown"}
# Statements that are shown under headings of their own, in the order of the page.
_REMARKS = ("sources_disagree", "not_verified")

CardLanguage = Annotated[Literal["en", "es"] | None, Query(alias="card")]
Now = Callable[[], datetime]


class _Cards:
    def __init__(self, site: Site, engine: Engine, responses: Responses, now: Now) -> None:
        self._site = site
        self._engine = engine
        self._responses = responses
        self._now = now

    def read(self, service_id: str) -> ServiceCard | None:
        with reading(self._engine, "referral_card") as session:
            return service_card(session, service_id, self._now().astimezone(CALIFORNIA))

    def to_hand_over(self, service_id: str, language: Language) -> CardContent | None:
        """None for a service that is not there, or that nobody checked for too long."""
        card = self.read(service_id)
        if card is None or card.too_old:
            return None
        return card_content(card, language, self._site.words(language), self._responses)

    def service_page(self, request: Request, actor: Actor, service_id: str) -> Response:
        card = self.read(service_id)
        if card is None:
            return self.missing(request, actor)
        language = self._site.language(request, actor)
        say = self._site.words(language)
        return self._site.html(
            request,
            "refcard/service.html",
            actor=actor,
            card=card,
            content=card_content(card, language, say, self._responses),
            sources=source_lines(card.service.sources, language, say),
            professionals=for_professionals(card.checks),
            remarks=[(topic, [one for one in card.statements if one.topic == topic]) for topic in _REMARKS],
            said=[one for one in card.statements if one.topic not in _REMARKS],
            lines_of=lambda citations: source_lines(citations, language, say),
            when=lambda iso: dated(iso, language, say),
            **self._open(card, language),
        )

    def card_page(self, request: Request, actor: Actor, service_id: str, wanted: Language | None) -> Response:
        language = wanted or self._site.language(request, actor)
        card = self.to_hand_over(service_id, language)
        if card is None:
            return self.missing(request, actor)
        say = self._site.words(language)
        return self._site.html(
            request,
            "refcard/card.html",
            actor=actor,
            service_id=service_id,
            content=card,
            in_card=say,
            qr=qr_picture(card.qr) if card.qr else None,
            text=card_text(card, say),
            size=measure(card.sms),
        )

    def missing(self, request: Request, actor: Actor) -> HTMLResponse:
        return self._site.html(request, "refcard/missing.html", status=404, actor=actor)

    def file(
        self,
        request: Request,
        actor: Actor,
        service_id: str,
        wanted: Language | None,
        form: Callable[[CardContent, Say], Response],
    ) -> Response:
        language = wanted or self._site.language(request, actor)
        found = self.to_hand_over(service_id, language)
        return form(found, self._site.words(language)) if found else self.missing(request, actor)

    def _open(self, card: ServiceCard, language: Language) -> dict[str, Any]:
        return {"open_word": _OPEN[card.open_now], "at": day_and_time(self._now(), language)}


def router(site: Site, guard: Guard, engine: Engine, responses: Responses, now: Now) -> APIRouter:
    """The service page and the three forms of its card."""
    routes = APIRouter(tags=["workspace"])
    cards = _Cards(site, engine, responses, now)
    _add_pages(routes, guard, cards)
    _add_files(routes, guard, cards)
    return routes


def _add_pages(routes: APIRouter, guard: Guard, cards: _Cards) -> None:
    may_read = Security(guard.page, scopes=[PERMISSION])

    @routes.get(PATH, summary="One service, for staff", response_class=HTMLResponse)
    def get_service(request: Request, service_id: str, actor: Actor = may_read) -> Response:
        return cards.service_page(request, actor, service_id)

    @routes.get(f"{PATH}/card", summary="The card of a service", response_class=HTMLResponse)
    def get_card(
        request: Request, service_id: str, card: CardLanguage = None, actor: Actor = may_read
    ) -> Response:
        return cards.card_page(request, actor, service_id, card)


def _add_files(routes: APIRouter, guard: Guard, cards: _Cards) -> None:
    may_read = Security(guard.page, scopes=[PERMISSION])

    @routes.get(f"{PATH}/card.pdf", summary="The card of a service as PDF", response_class=Response)
    def get_card_pdf(
        request: Request, service_id: str, card: CardLanguage = None, actor: Actor = may_read
    ) -> Response:
        return cards.file(request, actor, service_id, card, _as_pdf)

    @routes.get(f"{PATH}/card.txt", summary="The card as plain text", response_class=PlainTextResponse)
    def get_card_text(
        request: Request, service_id: str, card: CardLanguage = None, actor: Actor = may_read
    ) -> Response:
        return cards.file(request, actor, service_id, card, _as_text)


def _as_pdf(card: CardContent, say: Say) -> Response:
    name = f'inline; filename="card-{card.language}.pdf"'
    return Response(card_pdf(card, say), 200, {"Content-Disposition": name}, "application/pdf")


def _as_text(card: CardContent, say: Say) -> Response:
    return PlainTextResponse(card_text(card, say))
