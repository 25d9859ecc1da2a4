"""`/navigator/reports/log`: trainings and outreach, added and corrected. Dates, codes and numbers only."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Query, Request, Security
from sqlalchemy import Engine
from sqlmodel import Session, select
from starlette.responses import HTMLResponse, RedirectResponse, Response

from knowledge.directory.tables import Organization
from knowledge.words import Words
from knowledge.workspace import audit, partner_log
from knowledge.workspace.partner_log import Refused
from knowledge.workspace.partner_log_codes import Kind, kinds
from navigator_api.clock import CALIFORNIA
from navigator_api.reading import reading, writing
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.site import Site, with_query

PATH = "/navigator/reports/log"
DOOR = "partner_log"
WRITE = "partner_log.write"
PER_PAGE = 20
LONGEST = 80

KindId = Literal["training", "outreach"]
Field = Annotated[str, Form(max_length=LONGEST)]
_ENTRY = re.compile(r"[0-9a-f]{32}")


def sent_form(
    held_on: Field = "",
    organization_id: Field = "",
    language: Field = "",
    audience: Field = "",
    topic: Field = "",
    format: Field = "",  # the field's name
    people: Field = "",
    setting: Field = "",
    contacts: Field = "",
    materials: Field = "",
    withdrawn: Field = "",
    entry: Field = "",
) -> dict[str, str]:
    """What either kind's form sends; a kind reads its own fields."""
    return dict(locals())


Sent = Annotated[dict[str, str], Depends(sent_form)]


class _Pages:
    def __init__(self, site: Site, engine: Engine, now: Callable[[], datetime]) -> None:
        self._site = site
        self._engine = engine
        self._now = now

    def listed(
        self, request: Request, actor: Actor, kind: Kind, organization_id: str, page: int, done: str
    ) -> Response:
        with reading(self._engine, DOOR) as session:
            organizations = _organizations(session)
            found = partner_log.entries(
                session, kind, organization_id=organization_id, page=page, per_page=PER_PAGE
            )
            return self._show(
                request, actor, kind, "log", organizations,
                found=found, organization_id=organization_id, done=done,
            )  # fmt: skip

    def form(
        self,
        request: Request,
        actor: Actor,
        kind: Kind,
        sent: Mapping[str, str],
        errors: Mapping[str, str],
        entry_id: str = "",
    ) -> Response:
        with reading(self._engine, DOOR) as session:
            organizations = _organizations(session)
        status = 422 if errors else 200
        values = {"sent": sent, "errors": errors, "entry_id": entry_id, "latest": self._today().isoformat()}
        return self._show(request, actor, kind, "log_entry", organizations, status=status, **values)

    def kept(self, kind: Kind, entry_id: str) -> dict[str, str] | None:
        """An entry as its form sends it."""
        with reading(self._engine, DOOR) as session:
            row = partner_log.entry(session, kind, entry_id)
            if row is None:
                return None
            return {
                **{name: str(value) for name, value in row.model_dump().items()},
                "withdrawn": "yes" if row.withdrawn else "",
            }

    def add(self, actor: Actor, kind: Kind, sent: Mapping[str, str]) -> None:
        """Raises Refused."""
        entry_id = sent["entry"] if _ENTRY.fullmatch(sent["entry"]) else new_entry()
        with writing(self._engine, DOOR) as session:
            values = partner_log.read(kind, sent, _organizations(session), self._today())
            if partner_log.add(session, kind, entry_id, values, self._now()):
                self._record(session, actor, kind, "add", entry_id, {})

    def correct(self, actor: Actor, kind: Kind, entry_id: str, sent: Mapping[str, str]) -> bool:
        """Whether there is such an entry. Raises Refused."""
        with writing(self._engine, DOOR) as session:
            values = partner_log.read(kind, sent, _organizations(session), self._today())
            withdrawn = bool(sent["withdrawn"])
            changed = partner_log.correct(session, kind, entry_id, values, withdrawn=withdrawn)
            if changed:
                detail = {name: f"{was} > {now}" for name, (was, now) in changed.items()}
                self._record(session, actor, kind, "correct", entry_id, detail)
        return changed is not None

    def missing(self, request: Request, actor: Actor, kind: Kind) -> Response:
        return self._show(request, actor, kind, "log_missing", {}, status=404)

    def _record(
        self, session: Session, actor: Actor, kind: Kind, what: str, entry_id: str, detail: Mapping[str, str]
    ) -> None:
        audit.record(
            session,
            at=self._now(),
            account=actor.account,
            action=f"partner_log.{what}",
            entity=kind.id,
            entity_id=entry_id,
            detail=detail,
        )

    def _today(self) -> date:
        return self._now().astimezone(CALIFORNIA).date()

    def _show(
        self,
        request: Request,
        actor: Actor,
        kind: Kind,
        template: str,
        organizations: Mapping[str, Words],
        *,
        status: int = 200,
        **values: Any,
    ) -> Response:
        return self._site.html(
            request,
            f"reports/{template}.html",
            status=status,
            actor=actor,
            kind=kind,
            kinds=kinds(),
            organizations=organizations,
            **values,
        )


def router(site: Site, guard: Guard, engine: Engine, now: Callable[[], datetime]) -> APIRouter:
    """The list of each kind, its form, and the correction of an entry."""
    routes = APIRouter(tags=["workspace"], default_response_class=HTMLResponse)
    pages = _Pages(site, engine, now)
    may_write = Security(guard.page, scopes=[WRITE])

    @routes.get(PATH, summary="The log of trainings or outreach")
    def get_log(
        request: Request,
        kind: KindId = "training",
        organization: Annotated[str, Query(max_length=LONGEST)] = "",
        page: Annotated[int, Query(ge=1, le=10_000)] = 1,
        done: Literal["", "added", "corrected"] = "",
        actor: Actor = may_write,
    ) -> Response:
        return pages.listed(request, actor, kinds()[kind], organization, page, done)

    _add_new(routes, pages, may_write)
    _add_correction(routes, pages, may_write)
    return routes


def _add_new(routes: APIRouter, pages: _Pages, may_write: Actor) -> None:
    @routes.get(f"{PATH}/{{kind}}/new", summary="The form for a training or outreach")
    def get_new(request: Request, kind: KindId, actor: Actor = may_write) -> Response:
        return pages.form(request, actor, kinds()[kind], {**sent_form(), "entry": new_entry()}, {})

    @routes.post(f"{PATH}/{{kind}}/new", summary="Log a training or outreach")
    def post_new(request: Request, kind: KindId, sent: Sent, actor: Actor = may_write) -> Response:
        try:
            pages.add(actor, kinds()[kind], sent)
        except Refused as refused:
            return pages.form(request, actor, kinds()[kind], sent, refused.fields)
        return _to_log(request, kind, "added")


def _add_correction(routes: APIRouter, pages: _Pages, may_write: Actor) -> None:
    @routes.get(f"{PATH}/{{kind}}/{{entry_id}}", summary="The form that corrects an entry")
    def get_entry(request: Request, kind: KindId, entry_id: str, actor: Actor = may_write) -> Response:
        kept = pages.kept(kinds()[kind], entry_id)
        if kept is None:
            return pages.missing(request, actor, kinds()[kind])
        return pages.form(request, actor, kinds()[kind], kept, {}, entry_id)

    @routes.post(f"{PATH}/{{kind}}/{{entry_id}}", summary="Correct an entry, or leave it out")
    def post_entry(
        request: Request, kind: KindId, entry_id: str, sent: Sent, actor: Actor = may_write
    ) -> Response:
        try:
            found = pages.correct(actor, kinds()[kind], entry_id, sent)
        except Refused as refused:
            return pages.form(request, actor, kinds()[kind], sent, refused.fields, entry_id)
        if not found:
            return pages.missing(request, actor, kinds()[kind])
        return _to_log(request, kind, "corrected")


def new_entry() -> str:
    """An id that a form carries, so that sending it twice makes one entry."""
    return secrets.token_hex(16)


def _to_log(request: Request, kind: str, done: str) -> Response:
    query = {"lang": request.query_params.get("lang"), "kind": kind, "done": done}
    return RedirectResponse(with_query(PATH, query), 303)


def _organizations(session: Session) -> dict[str, Words]:
    found = session.exec(
        select(Organization.id, Organization.name, Organization.name_es).order_by(Organization.name)
    )
    return {key: Words(name, name_es) for key, name, name_es in found}
