"""`/api/v1/services`: the directory's one search, with why each service was found."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.responses import JSONResponse, Response

from knowledge.directory import queries
from knowledge.directory.query_parts import labels
from knowledge.directory.search.find import search
from knowledge.directory.search.open_now import open_states
from knowledge.directory.search.query import Query as Search
from knowledge.directory.search.query import places
from knowledge.meaning import Encoder
from navigator_api.api.service_cards import card
from navigator_api.api.service_schemas import ServicesOut
from navigator_api.errors import problem_response
from navigator_api.reading import reading

PATH = "/api/v1/services"
NAVIGATOR = "navigator"
LONGEST = 400
Now = Callable[[], datetime]


class Asked(BaseModel):
    """The parameters; they add up. What is unknown of a service leaves it in, after those known to fit."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field("", max_length=LONGEST, pattern=r"^[^\x00]*$", description="Words, in either language.")
    need: list[str] = Field([], max_length=20, description="Needs (taxonomy ids); one of them is met.")
    language: str | None = Field(None, pattern="^[a-z]{2}$", description="Spoken by the service; ISO 639-1.")
    county: str | None = Field(None, description="Where the person is; a key of the places.")
    audience: str = Field(
        NAVIGATOR, description="Who is to be told of it; navigators also of what has no number."
    )
    age: int | None = Field(None, ge=0, le=120, description="In years.")
    open_now: bool = Field(False, description="Leaves out what is known to be closed.")
    cost: Literal["free"] | None = None
    mode: Literal["call", "text", "tty", "fax", "web", "chat", "email"] | None = None
    page: int = Field(1, ge=1, le=10_000)
    per_page: int = Field(10, ge=1, le=50)


class Services:
    """Searches the directory as of `now`, an aware time."""

    def __init__(self, engine: Engine, encoder: Callable[[], Encoder], now: Now) -> None:
        self._engine = engine
        self._encoder = encoder
        self._now = now

    def find(self, asked: Asked) -> dict[str, Any] | list[dict[str, str]]:
        """A ServicesOut, or what does not fit. Raises Problem 503 while the database cannot be read."""
        with reading(self._engine, "api") as session:
            return _misfits(session, asked) or self._found(session, asked)

    def _found(self, session: Session, asked: Asked) -> dict[str, Any]:
        now = self._now()
        page = search(session, _query(asked), encode=self._encoder(), on=now)
        ids = [hit.service_id for hit in page.hits]
        is_open = open_states(session, ids, now)
        shown = queries.services(
            session, ids, audience=asked.audience, on=now.date(), reachable=asked.audience != NAVIGATOR
        )
        by_id = {one.id: one for one in shown}
        cards = [
            card(by_id[hit.service_id], hit, is_open=is_open.get(hit.service_id))
            for hit in page.hits
            if hit.service_id in by_id
        ]
        return {"page": page.page, "per_page": page.per_page, "total": page.total, "results": cards}


def router(services: Services) -> APIRouter:
    """`GET /api/v1/services`."""
    routes = APIRouter(tags=["services"])

    @routes.get(PATH, summary="Find services", responses={200: {"model": ServicesOut}})
    def get_services(asked: Annotated[Asked, Query()]) -> Response:
        found = services.find(asked)
        if isinstance(found, list):
            return problem_response(422, "Some parameters do not fit; see errors.", errors=found)
        return JSONResponse(found)

    return routes


def _query(asked: Asked) -> Search:
    return Search(
        text=asked.q,
        needs=tuple(asked.need),
        place=asked.county,
        audience=None if asked.audience == NAVIGATOR else asked.audience,
        age=asked.age,
        language=asked.language,
        open_now=asked.open_now,
        cost=asked.cost,
        mode=asked.mode,
        page=asked.page,
        per_page=asked.per_page,
    )


def _misfits(session: Session, asked: Asked) -> list[dict[str, str]]:
    """Parameters whose value is in none of the directory's vocabularies."""
    given: dict[str, list[str]] = {
        "need": asked.need,
        "audience": [asked.audience],
        "county": [asked.county] if asked.county is not None else [],
    }
    known: dict[str, list[str]] = {
        "need": list(labels(session, "needs")),
        "audience": list(labels(session, "audiences")),
        "county": list(places()),
    }
    return [
        {"pointer": f"query/{name}", "detail": f"Use one of {', '.join(known[name])}."}
        for name, values in given.items()
        if not set(values) <= set(known[name])
    ]
