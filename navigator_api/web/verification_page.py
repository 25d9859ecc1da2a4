"""What to call about next: the number, what to say, and one click for what was heard."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Security
from pydantic import BaseModel
from sqlalchemy import Engine
from starlette.responses import HTMLResponse, Response

from knowledge.errors import FactsError
from knowledge.workspace.owners import Owners
from knowledge.workspace.problems import ENTITIES, ReportRefused, report
from knowledge.workspace.verifying import CheckRefused, confirm, queue
from navigator_api.errors import Problem
from navigator_api.reading import reading, writing
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.care_parts import CARE, DOOR, Care, go
from navigator_api.web.site import Site

QUEUE = f"{CARE}/verification"
PER_PAGE = 20
_HEARD = {"wrong": "wrong_number", "no_answer": "no_answer"}


class Heard(BaseModel):
    """What the form of one row sends; `heard` is confirmed, wrong or no_answer."""

    entity: str
    id: str
    kind: str
    heard: str
    page: int = 1


def router(site: Site, guard: Guard, engine: Engine, now: Callable[[], datetime]) -> APIRouter:
    """/navigator/care/verification."""
    care = Care(site, guard, engine, now)
    routes = APIRouter(tags=["workspace"], default_response_class=HTMLResponse)
    _queue(routes, care)
    _heard(routes, care)
    return routes


def _queue(routes: APIRouter, care: Care) -> None:
    @routes.get(QUEUE, summary="What to call about next, the most urgent first")
    def due(
        request: Request,
        actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.verify"])],
        page: Annotated[int, Query(ge=1, le=1000)] = 1,
    ) -> HTMLResponse:
        return _page(care, request, actor, page)


def _page(
    care: Care, request: Request, actor: Actor, page: int, errors: list[tuple[str, str]] | None = None
) -> HTMLResponse:
    with reading(care.engine, DOOR) as session:
        due = queue(session, care.today())
    pages = max(1, -(-len(due) // PER_PAGE))
    page = min(page, pages)
    shown = due[(page - 1) * PER_PAGE : page * PER_PAGE]
    return care.html(
        request,
        actor,
        "verification",
        status=422 if errors else 200,
        due=shown,
        total=len(due),
        page=page,
        pages=pages,
        errors=errors or [],
    )


def _heard(routes: APIRouter, care: Care) -> None:
    @routes.post(QUEUE, summary="Note what a call found")
    def heard(
        request: Request,
        actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.verify"])],
        form: Annotated[Heard, Form()],
    ) -> Response:
        try:
            done = _note(care, actor, form)
        except (CheckRefused, ReportRefused):
            raise Problem(404, "There is no such field to check.") from None
        except FactsError:
            errors = care.errors(request, actor, [("queue", "care.error.facts")])
            return _page(care, request, actor, form.page, errors)
        return go(request, QUEUE, done=done, page=str(form.page))


def _note(care: Care, actor: Actor, form: Heard) -> str:
    act = care.act(actor)
    with writing(care.engine, DOOR) as session:
        if form.heard == "confirmed":
            confirm(session, form.entity, form.id, form.kind, id=care.new_id(), act=act)
            return "confirmed"
        owner = Owners(session).of(form.entity, form.id)
        if owner is None or owner.entity not in ENTITIES:
            raise CheckRefused("Nobody has this field.")
        kind = _HEARD.get(form.heard, "")
        report(session, kind, owner.entity, owner.id, "", id=care.new_id(), act=act)
        return "reported"
