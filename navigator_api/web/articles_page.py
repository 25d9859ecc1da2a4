"""The reviewed answers: found by topic and words, with their texts and what these cost."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Security
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.responses import HTMLResponse

from bot.text.segments import measure
from knowledge.directory import queries
from knowledge.directory.results import AnswerEntry
from knowledge.workspace.edits import edits
from navigator_api.reading import reading
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.care_parts import CARE, DOOR
from navigator_api.web.site import Site

ARTICLES = f"{CARE}/articles"
PER_PAGE = 10
LONGEST_ASKED = 80


def router(site: Site, guard: Guard, engine: Engine) -> APIRouter:
    """GET /navigator/care/articles."""
    routes = APIRouter(tags=["workspace"], default_response_class=HTMLResponse)

    @routes.get(ARTICLES, summary="The reviewed answers and what they cost as texts")
    def articles(
        request: Request,
        actor: Annotated[Actor, Security(guard.page, scopes=["directory.edit"])],
        q: Annotated[str, Query(max_length=LONGEST_ASKED)] = "",
        page: Annotated[int, Query(ge=1, le=1000)] = 1,
    ) -> HTMLResponse:
        with reading(engine, DOOR) as session:
            found = [one for one in queries.answers(session) if _speaks_of(one, q)]
            waiting = _waiting(session)
        pages = max(1, -(-len(found) // PER_PAGE))
        page = min(page, pages)
        return site.html(
            request,
            "care/articles.html",
            actor=actor,
            q=q,
            found=found[(page - 1) * PER_PAGE : page * PER_PAGE],
            total=len(found),
            waiting=waiting,
            measure=measure,
            page=page,
            pages=pages,
            done="",
            errors=[],
        )

    return routes


def _waiting(session: Session) -> set[tuple[str, str]]:
    return {(one.entity_id, one.field) for one in edits(session, ["proposed"]) if one.entity == "answer"}


def _speaks_of(answer: AnswerEntry, asked: str) -> bool:
    wanted = asked.casefold().strip()
    texts = (answer.id, answer.topic, answer.web.en, answer.web.es or "", answer.sms.en, answer.sms.es or "")
    return not wanted or any(wanted in text.casefold() for text in (*texts, *answer.questions_en))
