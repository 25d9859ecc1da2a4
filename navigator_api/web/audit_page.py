"""The audit log: who changed what, and when; by action, in pages, and as CSV."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Security
from starlette.responses import HTMLResponse, Response

from knowledge.workspace import audit
from navigator_api.reading import reading, writing
from navigator_api.staff.actor import Actor
from navigator_api.staff.desk import DOOR, Desk
from navigator_api.staff.guard import Guard
from navigator_api.web.csv_export import csv_response
from navigator_api.web.site import Site
from navigator_api.web.staff_pages import StaffPages

AUDIT = "/navigator/audit"
READ = ["audit.read"]
_COLUMNS = ("at", "who", "action", "entity", "entity_id", "detail")
_MOST_PAGES = 1_000_000


def router(site: Site, guard: Guard, desk: Desk) -> APIRouter:
    """The log, and its export."""
    routes = APIRouter(tags=["workspace"], default_response_class=HTMLResponse)
    pages = StaffPages(site)

    @routes.get(AUDIT, summary="The audit log")
    def show(
        request: Request,
        action: str = "",
        page: Annotated[int, Query(ge=1, le=_MOST_PAGES)] = 1,
        actor: Actor = Security(guard.page, scopes=READ),
    ) -> HTMLResponse:
        with reading(desk.engine, DOOR) as session:
            count = audit.count(session, action or None)
            last = max(1, -(-count // audit.PAGE_ROWS))
            page = min(page, last)
            return pages.html(
                request,
                "audit",
                actor=actor,
                entries=audit.page(session, action or None, page),
                actions=audit.actions(session),
                action=action,
                count=count,
                page=page,
                pages=last,
            )

    @routes.post(f"{AUDIT}/export", summary="The audit log as CSV", response_class=Response)
    def export(
        action: Annotated[str, Form()] = "", actor: Actor = Security(guard.page, scopes=READ)
    ) -> Response:
        with writing(desk.engine, DOOR) as session:
            rows = [
                (one.at, one.who, one.action, one.entity, one.entity_id, _detail(one))
                for one in audit.everything(session, action or None)
            ]
            audit.record(
                session,
                at=desk.now(),
                account=actor.account,
                action="audit.exported",
                entity="audit",
                detail={"rows": len(rows)},
            )
        return csv_response("audit", _COLUMNS, rows)

    return routes


def _detail(entry: audit.Entry) -> str:
    return "; ".join(f"{name}: {value}" for name, value in entry.detail.items())
