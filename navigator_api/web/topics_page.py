"""What people asked and nobody had an answer for: topics and counts, no words."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Security
from sqlalchemy import Engine
from starlette.responses import HTMLResponse

from knowledge.workspace.topics import months, topics
from navigator_api.reading import reading
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.care_parts import CARE, DOOR
from navigator_api.web.site import Site

TOPICS = f"{CARE}/unanswered"


def router(site: Site, guard: Guard, engine: Engine) -> APIRouter:
    """GET /navigator/care/unanswered."""
    routes = APIRouter(tags=["workspace"], default_response_class=HTMLResponse)

    @routes.get(TOPICS, summary="Topics without an answer, by month")
    def counted(
        request: Request,
        actor: Annotated[Actor, Security(guard.page, scopes=["unanswered.read"])],
        month: Annotated[str, Query(max_length=7)] = "",
    ) -> HTMLResponse:
        with reading(engine, DOOR) as session:
            known = list(months(session))
            shown = month if month in known else next(iter(known), "")
            rows = topics(session, shown) if shown else []
        return site.html(
            request, "care/topics.html", actor=actor, months=known, month=shown, rows=rows, done="", errors=[]
        )

    return routes
