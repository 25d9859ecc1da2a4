"""The start of the care of the directory: what waits, and a way to any record; a record and its history."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Security
from sqlalchemy import Engine
from starlette.responses import HTMLResponse

from knowledge.workspace.edits import edits
from knowledge.workspace.histories import history
from knowledge.workspace.owners import Owners
from knowledge.workspace.problems import problems
from knowledge.workspace.verifying import queue
from navigator_api.errors import Problem
from navigator_api.reading import reading
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.care_parts import CARE, DOOR, Care
from navigator_api.web.care_view import blocks, found
from navigator_api.web.site import Site

LONGEST_ASKED = 80
_RECORDS = ("organization", "service", "hotline")


def router(site: Site, guard: Guard, engine: Engine, now: Callable[[], datetime]) -> APIRouter:
    """GET /navigator/care, /navigator/care/records/{entity}/{id} and its /history."""
    care = Care(site, guard, engine, now)
    routes = APIRouter(tags=["workspace"], default_response_class=HTMLResponse)
    _start(routes, care)
    _records(routes, care)
    return routes


def _start(routes: APIRouter, care: Care) -> None:
    @routes.get(CARE, summary="What waits in the care of the directory")
    def start(
        request: Request,
        actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.verify"])],
        q: Annotated[str, Query(max_length=LONGEST_ASKED)] = "",
    ) -> HTMLResponse:
        with reading(care.engine, DOOR) as session:
            due = queue(session, care.today())
            waiting = edits(session, ["proposed"])
            superseded = edits(session, ["superseded"])
            reported = problems(session, "open")
            hits = found(Owners(session), q)
        counts = {
            "due": sum(one.urgency in {"hidden", "flagged"} for one in due),
            "uncalled": sum(one.urgency == "uncalled" for one in due),
            "waiting": len(waiting),
            "superseded": len(superseded),
            "problems": len(reported),
        }
        return care.html(request, actor, "home", q=q, hits=hits, counts=counts)


def _records(routes: APIRouter, care: Care) -> None:
    @routes.get(f"{CARE}/records/{{entity}}/{{id}}", summary="A record of the directory, field by field")
    def record(
        request: Request,
        actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.edit"])],
        entity: str,
        id: str,
    ) -> HTMLResponse:
        with reading(care.engine, DOOR) as session:
            owners = Owners(session)
            owner = owners.of(entity, id) if entity in _RECORDS else None
            if owner is None:
                raise Problem(404, "There is no such record.")
            shown = list(blocks(owners, entity, id))
            waiting = {(one.entity, one.entity_id, one.field) for one in edits(session, ["proposed"])}
        return care.html(request, actor, "record", owner=owner, blocks=shown, waiting=waiting)

    @routes.get(
        f"{CARE}/records/{{entity}}/{{id}}/history", summary="What changed in a record, field by field"
    )
    def changes(
        request: Request,
        actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.edit"])],
        entity: str,
        id: str,
    ) -> HTMLResponse:
        with reading(care.engine, DOOR) as session:
            owner = Owners(session).of(entity, id) if entity in _RECORDS else None
            if owner is None:
                raise Problem(404, "There is no such record.")
            steps = history(session, entity, id)
        return care.html(request, actor, "history", owner=owner, steps=steps)
