"""What changed in an organization or a service, field by field: who, when, both values, the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import or_
from sqlmodel import Session, col, select

from knowledge.directory import tables
from knowledge.workspace.account_tables import StaffAccount
from knowledge.workspace.care_tables import CareCheck, CareEdit

# Tables without a row of their own in HSDS's change history.
_OUTSIDE = ("statement", "hotline", "answer")
_COUNTED = ("applied", "replaced", "superseded", "in_facts")


@dataclass(frozen=True)
class Step:
    """One change of one field. `who` and `approver` are names of accounts, empty for a change of the facts.

    `on` is an ISO day; `also` is the Spanish before and after, where the field has it.
    """

    on: str
    entity: str
    entity_id: str
    field: str
    before: str
    after: str
    who: str
    approver: str
    source: str
    source_url: str | None
    by_facts: bool


def history(session: Session, entity: str, entity_id: str) -> list[Step]:
    """Every change of an organization or service and of what hangs on it, the newest first."""
    names = {row.id: row.name for row in session.exec(select(StaffAccount))}
    edits = {f"edit.{row.id}": row for row in session.exec(select(CareEdit))}
    calls = {f"check.{row.id}": row for row in session.exec(select(CareCheck))}
    found = [
        _step(row, edits.get(row.updated_by), calls.get(row.updated_by), names)
        for row in _changes(session, entity, entity_id)
    ]
    found += _outside(list(edits.values()), entity, entity_id, names)
    return sorted(found, key=lambda step: (step.on, step.entity_id, step.field), reverse=True)


def _changes(session: Session, entity: str, entity_id: str) -> list[tables.Metadata]:
    row = tables.Metadata
    hangs = [
        col(row.resource_id).startswith(f"{entity}.{entity_id}.", autoescape=True),
        (col(row.resource_id) == entity_id) & (col(row.resource_type).in_(_own(entity))),
    ]
    if entity == "service":
        hangs.append(
            col(row.resource_id).startswith(f"{entity_id}.", autoescape=True)
            & col(row.resource_type).in_(("language", "attribute", "required_document"))
        )
    return list(session.exec(select(row).where(or_(*hangs))).all())


def _own(entity: str) -> tuple[str, ...]:
    return ("service", "service_area", "cost_option") if entity == "service" else (entity,)


def _step(row: tables.Metadata, edit: CareEdit | None, call: CareCheck | None, names: dict[str, str]) -> Step:
    who = (edit.proposed_by if edit else "") or (call.account if call else "")
    return Step(
        row.last_action_date,
        row.resource_type,
        row.resource_id,
        row.field_name,
        row.previous_value,
        row.replacement_value,
        names.get(who, who),
        _approver(edit, names),
        edit.source_title if edit else "",
        edit.source_url if edit else None,
        edit is None and call is None,
    )


def _approver(edit: CareEdit | None, names: dict[str, str]) -> str:
    if edit is None or not edit.needs_approval or edit.decided_by is None:
        return ""
    return names.get(edit.decided_by, edit.decided_by)


def _outside(edits: list[CareEdit], entity: str, entity_id: str, names: dict[str, str]) -> Iterator[Step]:
    """Changes of rows that HSDS's history does not know, such as statements."""
    for edit in edits:
        hangs = edit.entity_id.startswith(f"{entity}.{entity_id}.")
        if edit.entity in _OUTSIDE and edit.status in _COUNTED and hangs:
            yield Step(
                (edit.decided_at or edit.proposed_at)[:10],
                edit.entity,
                edit.entity_id,
                edit.field,
                edit.before_en or "",
                edit.value_en or "",
                names.get(edit.proposed_by, edit.proposed_by),
                _approver(edit, names),
                edit.source_title,
                edit.source_url,
                by_facts=False,
            )
