"""Taking in somebody's HSDS file: upload, a preview that writes nothing, a run with progress, the result."""

import json
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, Security, UploadFile
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.responses import HTMLResponse, Response

from knowledge.directory.hsds.report import ImportRefused
from knowledge.meaning import Encoder
from knowledge.workspace.care_tables import CareImport
from knowledge.workspace.import_files import LARGEST_UPLOAD, FileRefused
from knowledge.workspace.import_runs import Runner, claim, drop, end_cut_off, preview, runs
from navigator_api import log
from navigator_api.errors import Problem
from navigator_api.limits import IMPORTS
from navigator_api.reading import reading, writing
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.care_parts import DOOR, Care, go
from navigator_api.web.site import Site

# The form around the file: its other fields and the boundaries.

Start = Callable[[Callable[[], None]], None]


def in_background(work: Callable[[], None]) -> None:
    """Do it in a thread of its own; what goes wrong stands in the run's row, and by its kind in the log."""

    def guarded() -> None:
        try:
            work()
        except Exception as error:
            log.logger().error("import_failed", error=type(error).__name__)

    threading.Thread(target=guarded, name="import", daemon=True).start()


def router(
    site: Site,
    guard: Guard,
    engine: Engine,
    now: Callable[[], datetime],
    encode: Callable[[], Encoder],
    start: Start = in_background,
) -> APIRouter:
    """/navigator/care/imports, /{id}, /{id}/confirm and /{id}/drop; limits.py says how large."""
    care = Care(site, guard, engine, now)
    runner = Runner(engine, encode, now)
    routes = APIRouter(tags=["workspace"], default_response_class=HTMLResponse)
    _upload(routes, care)
    _run(routes, care, runner, start)
    return routes


def _upload(routes: APIRouter, care: Care) -> None:
    @routes.get(IMPORTS, summary="The form to upload an HSDS file, and earlier imports")
    def form(
        request: Request, actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.import"])]
    ) -> HTMLResponse:
        return _form_page(care, request, actor)

    @routes.post(IMPORTS, summary="Upload an HSDS file for a preview")
    def upload(
        request: Request,
        actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.import"])],
        file: Annotated[UploadFile, File()],
        origin: Annotated[str, Form()] = "",
    ) -> Response:
        content = file.file.read(LARGEST_UPLOAD + 1)
        name, id = origin.strip().lower(), care.new_id()
        try:
            with writing(care.engine, DOOR) as session:
                preview(session, content, name, id=id, account=actor.account, now=care.now())
        except FileRefused as refused:
            part = "origin" if refused.why == "origin" else "file"
            return _form_page(care, request, actor, name, [(part, f"care.import.error.{refused.why}")])
        except ImportRefused:
            return _form_page(care, request, actor, name, [("file", "care.import.error.no_hsds")])
        return go(request, f"{IMPORTS}/{id}")


def _form_page(
    care: Care,
    request: Request,
    actor: Actor,
    origin: str = "",
    refused: list[tuple[str, str]] | None = None,
) -> HTMLResponse:
    errors = care.errors(request, actor, refused or [])
    with reading(care.engine, DOOR) as session:
        end_cut_off(session, care.now())
        earlier = list(runs(session))
        session.expunge_all()
    return care.html(
        request,
        actor,
        "imports",
        status=422 if errors else 200,
        origin=origin,
        runs=earlier,
        errors=errors,
        wrong=dict(errors),
    )


def _run(routes: APIRouter, care: Care, runner: Runner, start: Start) -> None:
    @routes.get(f"{IMPORTS}/{{id}}", summary="An import: its preview, its progress or its result")
    def one(
        request: Request,
        actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.import"])],
        id: str,
    ) -> HTMLResponse:
        with reading(care.engine, DOOR) as session:
            end_cut_off(session, care.now())
            run = _found(session, id)
            session.expunge_all()
        return care.html(request, actor, "import", run=run, result=json.loads(run.result))

    @routes.post(f"{IMPORTS}/{{id}}/confirm", summary="Take the previewed file in")
    def confirm(
        request: Request,
        actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.import"])],
        id: str,
    ) -> Response:
        with writing(care.engine, DOOR) as session:
            _found(session, id)
            claimed = claim(session, id, account=actor.account, now=care.now())
        if claimed:
            start(lambda: runner.run(id))
        return go(request, f"{IMPORTS}/{id}", done=None if claimed else "busy")

    @routes.post(f"{IMPORTS}/{{id}}/drop", summary="Let the previewed file go")
    def dropped(
        request: Request,
        actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.import"])],
        id: str,
    ) -> Response:
        with writing(care.engine, DOOR) as session:
            _found(session, id)
            drop(session, id, account=actor.account, now=care.now())
        return go(request, IMPORTS, done="dropped")


def _found(session: Session, id: str) -> CareImport:
    run = session.get(CareImport, id)
    if run is None:
        raise Problem(404, "There is no such import.")
    return run
