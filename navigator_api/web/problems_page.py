"""Reports of mistakes: a short form for everybody who refers people, a list for editors."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Security
from pydantic import BaseModel
from sqlalchemy import Engine
from starlette.responses import HTMLResponse, Response

from knowledge.workspace.account_names import account_names
from knowledge.workspace.care_tables import CareProblem
from knowledge.workspace.owners import Owner, Owners
from knowledge.workspace.problems import LONGEST_NOTE, ReportRefused, kinds, problems, report, resolve
from navigator_api.errors import Problem
from navigator_api.reading import reading, writing
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.care_parts import CARE, DOOR, Care, go
from navigator_api.web.site import Site

PROBLEMS = f"{CARE}/problems"
NEW = f"{PROBLEMS}/new"
_RESOLVED_SHOWN = 20


class ProblemForm(BaseModel):
    """What the form sends: one of service, organization and line; a kind; a note."""

    service: str = ""
    organization: str = ""
    line: str = ""
    kind: str = ""
    note: str = ""

    def whose(self) -> tuple[str, str]:
        """The table and id; two empty texts for none."""
        given = (("service", self.service), ("organization", self.organization), ("hotline", self.line))
        return next(((entity, id) for entity, id in given if id), ("", ""))


@dataclass(frozen=True)
class Listed:
    """A report as the list shows it."""

    problem: CareProblem
    owner: Owner | None
    by: str


def router(site: Site, guard: Guard, engine: Engine, now: Callable[[], datetime]) -> APIRouter:
    """/navigator/care/problems, /new and /{id}/resolve."""
    care = Care(site, guard, engine, now)
    routes = APIRouter(tags=["workspace"], default_response_class=HTMLResponse)
    _form(routes, care)
    _list(routes, care)
    return routes


def _form(routes: APIRouter, care: Care) -> None:
    @routes.get(NEW, summary="The form to report a mistake in the directory")
    def new(
        request: Request,
        actor: Annotated[Actor, Security(care.guard.page, scopes=["problems.write"])],
        service: Annotated[str, Query(max_length=100)] = "",
        organization: Annotated[str, Query(max_length=100)] = "",
        line: Annotated[str, Query(max_length=100)] = "",
    ) -> HTMLResponse:
        return _form_page(
            care, request, actor, ProblemForm(service=service, organization=organization, line=line)
        )

    @routes.post(NEW, summary="Report a mistake in the directory")
    def send(
        request: Request,
        actor: Annotated[Actor, Security(care.guard.page, scopes=["problems.write"])],
        form: Annotated[ProblemForm, Form()],
    ) -> Response:
        note, whose = " ".join(form.note.split()), form.whose()
        _owner(care, form)
        try:
            with writing(care.engine, DOOR) as session:
                report(session, form.kind, *whose, note, id=care.new_id(), act=care.act(actor))
        except ReportRefused as refused:
            found = [(refused.field, f"care.error.note.{refused.why}")]
            return _form_page(care, request, actor, form, care.errors(request, actor, found))
        back = {"service": form.service, "organization": form.organization, "line": form.line}
        return go(request, NEW, done="reported", **back)


def _owner(care: Care, form: ProblemForm) -> Owner:
    """Raises Problem 404 for a report about nothing in the directory."""
    with reading(care.engine, DOOR) as session:
        entity, id = form.whose()
        owner = Owners(session).of(entity, id) if entity else None
    if owner is None:
        raise Problem(404, "There is no such service, organization or line.")
    return owner


def _form_page(
    care: Care,
    request: Request,
    actor: Actor,
    form: ProblemForm,
    errors: list[tuple[str, str]] | None = None,
) -> HTMLResponse:
    return care.html(
        request,
        actor,
        "problem",
        status=422 if errors else 200,
        form=form,
        owner=_owner(care, form),
        kinds=kinds()["problems"],
        longest=LONGEST_NOTE,
        errors=errors or [],
        wrong=dict(errors or []),
    )


def _list(routes: APIRouter, care: Care) -> None:
    @routes.get(PROBLEMS, summary="Mistakes that were reported")
    def listed(
        request: Request, actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.edit"])]
    ) -> HTMLResponse:
        return _list_page(care, request, actor)

    @routes.post(f"{PROBLEMS}/{{id}}/resolve", summary="Close a report")
    def resolved(
        request: Request,
        actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.edit"])],
        id: str,
        resolution: Annotated[str, Form()] = "",
    ) -> Response:
        try:
            with writing(care.engine, DOOR) as session:
                resolve(session, id, resolution, care.act(actor))
        except ReportRefused as refused:
            found = [("open", f"care.error.note.{refused.why}")]
            return _list_page(care, request, actor, care.errors(request, actor, found))
        return go(request, PROBLEMS, done="resolved")


def _list_page(
    care: Care, request: Request, actor: Actor, errors: list[tuple[str, str]] | None = None
) -> HTMLResponse:
    with reading(care.engine, DOOR) as session:
        owners, names = Owners(session), account_names(session)
        groups = {
            status: [
                Listed(one, owners.of(one.entity, one.entity_id), names.get(one.reported_by, one.reported_by))
                for one in problems(session, status)
            ]
            for status in ("open", "resolved")
        }
        session.expunge_all()
    return care.html(
        request,
        actor,
        "problems",
        status=422 if errors else 200,
        open=groups["open"],
        resolved=groups["resolved"][:_RESOLVED_SHOWN],
        resolutions=kinds()["resolutions"],
        errors=errors or [],
    )
