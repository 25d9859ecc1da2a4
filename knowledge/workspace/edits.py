"""Changes of the directory: proposed with a source, approved by another person, kept as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from knowledge.directory.load import FACTS
from knowledge.workspace.audit import record
from knowledge.workspace.care_tables import CareEdit
from knowledge.workspace.edit_checks import (
    Asked,
    EditRefused,
    Source,
    check_source,
    check_values,
    field_of,
    row_of,
    says_a_number,
)
from knowledge.workspace.editable import editable
from knowledge.workspace.refill import refill
from knowledge.workspace.times import stamp

Both = tuple[str | None, str | None]


@dataclass(frozen=True)
class Act:
    """Who does something, when (aware UTC), and on which day in California; where the facts are read."""

    account: str
    now: datetime
    today: date
    directory: Path = FACTS


def propose(session: Session, asked: Asked, source: Source, *, id: str, act: Act) -> CareEdit:
    """Keep a change; one that nobody need approve counts at once. Commits. Raises EditRefused, FactsError."""
    field = field_of(asked)
    row = row_of(session, asked.entity, asked.entity_id)
    if said(asked.entity, asked.field, row) == (asked.en, asked.es):
        raise EditRefused("same")
    check_values(session, asked, row)
    check_source(source, act.today)
    if open_edit(session, asked.entity, asked.entity_id, asked.field) is not None:
        raise EditRefused("open", "field")
    edit = _edit(session, asked, source, row, id, act)
    edit.needs_approval = field.approval or says_a_number(asked)
    session.add(edit)
    _note(session, "edit.propose", edit, act)
    session.flush()
    if not edit.needs_approval:
        _apply(session, edit, act)
    session.commit()
    return edit


def _edit(session: Session, asked: Asked, source: Source, row: dict[str, Any], id: str, act: Act) -> CareEdit:
    before = said(asked.entity, asked.field, row)
    held = _held(session, asked.entity, asked.entity_id)
    base = held.get(asked.field, before)
    as_facts = {**row, **{name: both[0] for name, both in held.items()}}
    return CareEdit(
        id=id,
        entity=asked.entity,
        entity_id=asked.entity_id,
        identity=editable()[asked.entity].known_by(as_facts),
        field=asked.field,
        base_en=base[0],
        base_es=base[1],
        before_en=before[0],
        before_es=before[1],
        value_en=asked.en,
        value_es=asked.es,
        source_title=source.title,
        source_url=source.url,
        source_on=source.on.isoformat(),
        called=source.called,
        status="proposed",
        needs_approval=True,
        proposed_by=act.account,
        proposed_at=stamp(act.now),
    )


def approve(session: Session, id: str, act: Act) -> CareEdit:
    """Let a change count. Commits. Raises EditRefused: for one's own, one decided, one the field outran."""
    edit = _open(session, id)
    if edit.proposed_by == act.account:
        raise EditRefused("own_approval", "decide")
    row = row_of(session, edit.entity, edit.entity_id)
    if said(edit.entity, edit.field, row) != (edit.before_en, edit.before_es):
        raise EditRefused("outrun", "decide")
    _apply(session, edit, act)
    return edit


def refuse(session: Session, id: str, act: Act) -> CareEdit:
    """Another person turns a change down, or its proposer takes it back. Raises EditRefused."""
    edit = _open(session, id)
    own = edit.proposed_by == act.account
    _decide(session, edit, "withdrawn" if own else "refused", act, own=own)
    _note(session, "edit.withdraw" if own else "edit.refuse", edit, act)
    return edit


def _apply(session: Session, edit: CareEdit, act: Act) -> None:
    _replace_earlier(session, edit)
    _decide(session, edit, "applied", act, own=not edit.needs_approval)
    _note(session, "edit.apply", edit, act)
    refill(session, act.today, act.directory)


def _decide(session: Session, edit: CareEdit, status: str, act: Act, *, own: bool) -> None:
    """The one statement that decides: it finds no row for a proposer who would approve."""
    query = update(CareEdit).where(col(CareEdit.id) == edit.id, col(CareEdit.status) == "proposed")
    if not own:
        query = query.where(col(CareEdit.proposed_by) != act.account)
    values = {"status": status, "decided_by": act.account, "decided_at": stamp(act.now)}
    done = session.connection().execute(query.values(**values))
    if done.rowcount != 1:
        raise EditRefused("decided", "decide")
    session.refresh(edit)


def _replace_earlier(session: Session, edit: CareEdit) -> None:
    """Of one field only the newest change is laid over the facts."""
    session.connection().execute(
        update(CareEdit)
        .where(
            col(CareEdit.entity) == edit.entity,
            col(CareEdit.entity_id) == edit.entity_id,
            col(CareEdit.field) == edit.field,
            col(CareEdit.status) == "applied",
        )
        .values(status="replaced")
    )
    session.expire_all()


def _open(session: Session, id: str) -> CareEdit:
    edit = session.get(CareEdit, id)
    if edit is None or edit.status != "proposed":
        raise EditRefused("decided", "decide")
    return edit


def open_edit(session: Session, entity: str, entity_id: str, field: str) -> CareEdit | None:
    """The change of a field that waits for approval."""
    query = select(CareEdit).where(
        CareEdit.entity == entity,
        CareEdit.entity_id == entity_id,
        CareEdit.field == field,
        CareEdit.status == "proposed",
    )
    return session.exec(query).one_or_none()


def edits(session: Session, statuses: Sequence[str], limit: int = 200) -> list[CareEdit]:
    """Changes in these states, the newest first."""
    query = select(CareEdit).where(col(CareEdit.status).in_(list(statuses)))
    ordered = query.order_by(col(CareEdit.proposed_at).desc(), col(CareEdit.id)).limit(limit)
    return list(session.exec(ordered).all())


def said(entity: str, field: str, row: dict[str, Any]) -> Both:
    """What a row says in a field, in English and Spanish."""
    spanish = editable()[entity].fields[field].spanish
    return row[field], row[spanish] if spanish else None


def _held(session: Session, entity: str, entity_id: str) -> dict[str, Both]:
    """What the facts say in the fields of a row that a change holds."""
    query = select(CareEdit).where(
        CareEdit.entity == entity, CareEdit.entity_id == entity_id, CareEdit.status == "applied"
    )
    return {edit.field: (edit.base_en, edit.base_es) for edit in session.exec(query)}


def _note(session: Session, action: str, edit: CareEdit, act: Act) -> None:
    detail = {"row": f"{edit.entity} {edit.entity_id}", "field": edit.field}
    record(
        session,
        at=act.now,
        account=act.account,
        action=action,
        entity="edit",
        entity_id=edit.id,
        detail=detail,
    )
