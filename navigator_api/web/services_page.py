"""`/services`: the directory for everybody. Words are POSTed, so that none stands in a URL or a log."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from babel import Locale
from fastapi import APIRouter, Form, Request
from sqlmodel import Session
from starlette.responses import HTMLResponse

from bot.text.language import Language
from knowledge.directory import queries
from knowledge.directory.public_reads import languages_spoken
from knowledge.directory.query_parts import labels
from knowledge.directory.results import ServiceHit
from knowledge.directory.search.find import search
from knowledge.directory.search.open_now import open_states
from knowledge.directory.search.query import Query as Search
from knowledge.meaning import Encoder
from navigator_api.web.public import TAG, Public, Values
from navigator_api.web.ways_in import WayLink, way_links

PER_PAGE = 10
LONGEST = 400
SURVIVOR = "survivor"
# Navigators have their workspace; the others are told of services here. The most careful first.
AUDIENCES = (SURVIVOR, "community", "school_staff")

Now = Callable[[], datetime]


@dataclass(frozen=True)
class Asked:
    """What the page was asked for; a value that no vocabulary has counts as not asked."""

    q: str
    need: str
    language: str
    audience: str
    open_now: bool
    page: int


@dataclass(frozen=True)
class Card:
    """A service with what is shown of it; `is_open` is None where the hours are not known."""

    service: ServiceHit
    ways: tuple[WayLink, ...]
    pages: tuple[WayLink, ...]
    is_open: bool | None


class ServicesPage:
    """Finds services as of `now`, an aware time in California."""

    def __init__(self, encoder: Callable[[], Encoder], now: Now) -> None:
        self._encoder = encoder
        self._now = now

    def found(self, session: Session, given: Mapping[str, str], language: Language) -> Values:
        """The vocabularies for the filters, and the page of services that fit."""
        choices = _choices(session, language)
        asked = _asked(given, choices)
        now = self._now()
        page = search(session, _search(asked), encode=self._encoder(), on=now)
        ids = [hit.service_id for hit in page.hits]
        shown = queries.services(session, ids, audience=asked.audience, on=now.date())
        states = open_states(session, ids, now)
        return {
            "asked": asked,
            "choices": choices,
            "filters": {name: value for name, value in _kept(asked).items() if value},
            "cards": [_card(service, states.get(service.id)) for service in shown],
            "total": page.total,
            "pages": -(-page.total // PER_PAGE),
        }

    def one(self, session: Session, service_id: str) -> Values | None:
        """A service that may be told to anybody, with the lines behind it; None when there is none."""
        now = self._now()
        for audience in AUDIENCES:
            if hits := queries.services(session, [service_id], audience=audience, on=now.date()):
                hit = hits[0]
                return {
                    "card": _card(hit, open_states(session, [service_id], now).get(service_id)),
                    "lines": queries.hotlines(session, hit.hotline_ids, on=now.date()),
                    "beside": queries.hotlines(session, hit.pair_with, on=now.date()),
                    "way_links": way_links,
                }
        return None


def router(public: Public, encoder: Callable[[], Encoder], now: Now) -> APIRouter:
    """`GET` and `POST /services`, `GET /services/{id}`."""
    routes = APIRouter(tags=[TAG], default_response_class=HTMLResponse)
    page = ServicesPage(encoder, now)

    def results(request: Request, given: Mapping[str, str]) -> HTMLResponse:
        language = public.language(request)
        return public.from_directory(
            request, "services.html", lambda session: page.found(session, given, language)
        )

    @routes.get("/services", summary="The services, by filters")
    def get_services(request: Request) -> HTMLResponse:
        given = {name: value for name, value in request.query_params.items() if name != "q"}
        return results(request, given)

    @routes.post("/services", summary="Search the services by words")
    def post_services(
        request: Request,
        q: Annotated[str, Form()] = "",
        need: Annotated[str, Form()] = "",
        language: Annotated[str, Form()] = "",
        audience: Annotated[str, Form()] = "",
        open_now: Annotated[str, Form()] = "",
        page: Annotated[str, Form()] = "",
    ) -> HTMLResponse:
        given = {"q": q, "need": need, "language": language, "audience": audience}
        return results(request, {**given, "open_now": open_now, "page": page})

    @routes.get("/services/{service_id}", summary="One service")
    def get_service(request: Request, service_id: str) -> HTMLResponse:
        return public.from_directory(request, "service.html", lambda session: page.one(session, service_id))

    return routes


def _choices(session: Session, language: Language) -> dict[str, list[tuple[str, str]]]:
    """(id, label) for each filter, in the order of the vocabulary."""
    audiences = labels(session, "audiences")
    names = Locale(language).languages
    return {
        "need": [(id, words.of(language)) for id, words in labels(session, "needs").items()],
        "language": [(code, names.get(code, code)) for code in languages_spoken(session)],
        "audience": [(id, audiences[id].of(language)) for id in AUDIENCES],
    }


def _asked(given: Mapping[str, str], choices: Mapping[str, list[tuple[str, str]]]) -> Asked:
    known = {name: {id for id, _ in pairs} for name, pairs in choices.items()}

    def chosen(name: str) -> str:
        value = given.get(name, "")
        return value if value in known[name] else ""

    page = given.get("page", "")
    return Asked(
        q=given.get("q", "").replace("\x00", " ").strip()[:LONGEST],
        need=chosen("need"),
        language=chosen("language"),
        audience=chosen("audience") or SURVIVOR,
        open_now=given.get("open_now", "") == "1",
        page=int(page) if page.isascii() and page.isdigit() and 1 <= len(page) <= 3 and int(page) else 1,
    )


def _search(asked: Asked) -> Search:
    return Search(
        text=asked.q,
        needs=(asked.need,) if asked.need else (),
        audience=asked.audience,
        language=asked.language or None,
        open_now=asked.open_now,
        page=asked.page,
        per_page=PER_PAGE,
    )


def _kept(asked: Asked) -> dict[str, Any]:
    """The filters as a query; never the words."""
    return {
        "need": asked.need,
        "language": asked.language,
        "audience": asked.audience if asked.audience != SURVIVOR else "",
        "open_now": "1" if asked.open_now else "",
    }


def _card(service: ServiceHit, is_open: bool | None) -> Card:
    return Card(service, way_links(service.phones), way_links(service.pages), is_open)
