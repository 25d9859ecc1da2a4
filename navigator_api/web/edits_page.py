"""Changes of the directory: the form to propose one, and the list where another person approves it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Security
from pydantic import BaseModel
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.responses import HTMLResponse, Response

from bot.text.segments import Segments, measure
from knowledge.errors import FactsError
from knowledge.workspace.account_names import account_names
from knowledge.workspace.care_tables import CareEdit
from knowledge.workspace.edit_checks import Asked, EditRefused, Source, field_of, row_of
from knowledge.workspace.editable import EditableField
from knowledge.workspace.edits import approve, edits, open_edit, propose, refuse, said
from knowledge.workspace.mentions import mentions
from knowledge.workspace.owners import Owner, Owners
from navigator_api.errors import Problem
from navigator_api.reading import reading, writing
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.care_parts import CARE, DOOR, Care, day_or_none, go, text_or_none
from navigator_api.web.site import Site

EDITS = f"{CARE}/edits"
NEW = f"{EDITS}/new"
MOST_PARTS = 2
_SMS = ("sms", "sms_en", "sms_name")


class EditForm(BaseModel):
    """What the form sends. `step` is save, or nothing while it is still written."""

    entity: str
    id: str
    field: str
    value_en: str = ""
    value_es: str = ""
    source_title: str = ""
    source_url: str = ""
    source_on: str = ""
    called: str = ""
    step: str = ""

    def asked(self) -> Asked:
        """The change, without blanks around it."""
        return Asked(
            self.entity, self.id, self.field, text_or_none(self.value_en), text_or_none(self.value_es)
        )

    def source(self) -> Source:
        """Raises EditRefused for what is no day."""
        on = day_or_none(self.source_on)
        if on is None:
            raise EditRefused("source_on", "source_on")
        return Source(self.source_title.strip(), text_or_none(self.source_url), on, bool(self.called))


@dataclass(frozen=True)
class Listed:
    """A change as the list shows it."""

    edit: CareEdit
    owner: Owner | None
    by: str
    decided_by: str
    own: bool


def router(site: Site, guard: Guard, engine: Engine, now: Callable[[], datetime]) -> APIRouter:
    """/navigator/care/edits, /new, /{id}/approve, /{id}/refuse and /{id}/withdraw."""
    care = Care(site, guard, engine, now)
    routes = APIRouter(tags=["workspace"], default_response_class=HTMLResponse)
    _list(routes, care)
    _form(routes, care)
    _decisions(routes, care)
    return routes


def _list(routes: APIRouter, care: Care) -> None:
    @routes.get(EDITS, summary="Changes that wait, that the facts overtook, and the newest ones")
    def listed(
        request: Request, actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.edit"])]
    ) -> HTMLResponse:
        return _list_page(care, request, actor)


def _list_page(
    care: Care, request: Request, actor: Actor, errors: list[tuple[str, str]] | None = None
) -> HTMLResponse:
    with reading(care.engine, DOOR) as session:
        names, owners = account_names(session), Owners(session)
        groups = {
            "waiting": _listed(session, ["proposed"], owners, names, actor),
            "superseded": _listed(session, ["superseded"], owners, names, actor),
            "decided": _listed(
                session, ["applied", "refused", "withdrawn", "replaced", "in_facts"], owners, names, actor
            )[:30],
        }
        session.expunge_all()
    status = 422 if errors else 200
    return care.html(request, actor, "edits", status=status, groups=groups, errors=errors or [])


def _listed(
    session: Session, statuses: list[str], owners: Owners, names: dict[str, str], actor: Actor
) -> list[Listed]:
    return [
        Listed(
            one,
            owners.of(one.entity, one.entity_id),
            names.get(one.proposed_by, one.proposed_by),
            names.get(one.decided_by or "", ""),
            one.proposed_by == actor.account,
        )
        for one in edits(session, statuses)
    ]


def _form(routes: APIRouter, care: Care) -> None:
    @routes.get(NEW, summary="The form to change one field")
    def new(
        request: Request,
        actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.edit"])],
        entity: Annotated[str, Query(max_length=40)],
        id: Annotated[str, Query(max_length=200)],
        field: Annotated[str, Query(max_length=60)],
    ) -> HTMLResponse:
        with reading(care.engine, DOOR) as session:
            en, es = _stands(session, Asked(entity, id, field, None, None))
        day = care.today().isoformat()
        form = EditForm(
            entity=entity, id=id, field=field, value_en=en or "", value_es=es or "", source_on=day
        )
        return _form_page(care, request, actor, form)

    @routes.post(NEW, summary="Propose a change, or count its texts")
    def send(
        request: Request,
        actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.edit"])],
        form: Annotated[EditForm, Form()],
    ) -> Response:
        if form.step != "save":
            return _form_page(care, request, actor, form)
        try:
            _check_sms(form)
            with writing(care.engine, DOOR) as session:
                act = care.act(actor)
                edit = propose(session, form.asked(), form.source(), id=care.new_id(), act=act)
                status = edit.status
        except EditRefused as refused:
            found = [(refused.field, f"care.error.{refused.why}")]
            return _form_page(care, request, actor, form, care.errors(request, actor, found))
        except FactsError:
            found = [("value_en", "care.error.facts")]
            return _form_page(care, request, actor, form, care.errors(request, actor, found))
        return go(request, EDITS, done="proposed" if status == "proposed" else "applied")


def _stands(session: Session, asked: Asked) -> tuple[str | None, str | None]:
    """What the field says now. Raises Problem 404 for no such field."""
    try:
        field_of(asked)
        return said(asked.entity, asked.field, row_of(session, asked.entity, asked.entity_id))
    except EditRefused:
        raise Problem(404, "There is no such field to change.") from None


def _form_page(
    care: Care,
    request: Request,
    actor: Actor,
    form: EditForm,
    errors: list[tuple[str, str]] | None = None,
) -> HTMLResponse:
    with reading(care.engine, DOOR) as session:
        stands = _stands(session, form.asked())
        owner = Owners(session).of(form.entity, form.id)
        waiting = open_edit(session, form.entity, form.id, form.field) is not None
        also = _also(session, form, stands[0])
    field = field_of(form.asked())
    return care.html(
        request,
        actor,
        "edit",
        status=422 if errors else 200,
        form=form,
        needs_approval=field.approval,
        spanish=field.spanish is not None,
        longest=field.longest,
        stands=stands,
        owner=owner,
        waiting=waiting,
        also=also,
        counted=list(_counted(form, field)),
        errors=errors or [],
        wrong=dict(errors or []),
    )


def _also(session: Session, form: EditForm, printed: str | None) -> list[tuple[str, str]]:
    """The texts that write a number which is about to change: they must be changed too."""
    if (form.entity, form.field) != ("phone", "printed") or printed is None:
        return []
    return mentions(Owners(session), printed)


def _counted(form: EditForm, field: EditableField) -> Iterator[tuple[str, Segments]]:
    """(language, what its text costs) for what is sent to phones."""
    if form.field in _SMS:
        yield "en", measure(form.value_en.strip())
        if field.spanish:
            yield "es", measure(form.value_es.strip())


def _check_sms(form: EditForm) -> None:
    """Raises EditRefused for a text with letters that make it dear, or too long for two parts."""
    if form.field not in _SMS:
        return
    for part, value in (("value_en", form.value_en), ("value_es", form.value_es)):
        counted = measure(value.strip())
        if counted.encoding != "GSM-7":
            raise EditRefused("gsm", part)
        if counted.parts > MOST_PARTS:
            raise EditRefused("parts", part)


def _decisions(routes: APIRouter, care: Care) -> None:
    @routes.post(f"{EDITS}/{{id}}/approve", summary="Approve somebody else's change")
    def approved(
        request: Request,
        actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.approve"])],
        id: str,
    ) -> Response:
        return _decided(care, request, actor, lambda session: approve(session, id, care.act(actor)))

    @routes.post(f"{EDITS}/{{id}}/refuse", summary="Turn somebody else's change down")
    def refused(
        request: Request,
        actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.approve"])],
        id: str,
    ) -> Response:
        return _decided(care, request, actor, lambda session: refuse(session, id, care.act(actor)))

    @routes.post(f"{EDITS}/{{id}}/withdraw", summary="Take one's own change back")
    def withdrawn(
        request: Request,
        actor: Annotated[Actor, Security(care.guard.page, scopes=["directory.edit"])],
        id: str,
    ) -> Response:
        def withdraw(session: Session) -> CareEdit:
            edit = session.get(CareEdit, id)
            if edit is None or edit.proposed_by != actor.account:
                raise EditRefused("decided", "decide")
            return refuse(session, id, care.act(actor))

        return _decided(care, request, actor, withdraw)


def _decided(care: Care, request: Request, actor: Actor, decide: Callable[[Session], CareEdit]) -> Response:
    words: dict[str, Any] = {"applied": "approved", "in_facts": "approved"}
    try:
        with writing(care.engine, DOOR) as session:
            status = decide(session).status
    except EditRefused as refused:
        found = [("waiting", f"care.error.{refused.why}")]
        return _list_page(care, request, actor, care.errors(request, actor, found))
    except FactsError:
        return _list_page(
            care, request, actor, care.errors(request, actor, [("waiting", "care.error.facts")])
        )
    return go(request, EDITS, done=words.get(status, status))
