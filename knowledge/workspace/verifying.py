"""What somebody should call about next, and what follows when they heard that it is right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlmodel import Session, select

from knowledge.directory import tables
from knowledge.directory.verification_reads import FieldState, verification_states
from knowledge.errors import KnowledgeError
from knowledge.words import Words
from knowledge.workspace.audit import record
from knowledge.workspace.care_tables import CareCheck
from knowledge.workspace.checked_fields import heard, identity_heard
from knowledge.workspace.editable import WAYS
from knowledge.workspace.edits import Act
from knowledge.workspace.owners import Owner, Owners
from knowledge.workspace.refill import refill

Urgency = Literal["hidden", "flagged", "uncalled", "soon"]
SOON_DAYS = 30
# The reviewed texts are read again, not called about.
_NOT_BY_CALL = frozenset({"answer", "page", "email"})
_FIRST = ("crisis_phone", "phone", "hours", "eligibility", "description")


class CheckRefused(KnowledgeError):
    """A call that cannot be noted; the message says why."""

    code = "check_refused"


@dataclass(frozen=True)
class Due:
    """One field to call about. `days` until it is flagged or hidden, below 0 since; None where no day counts.

    `call` is the number to dial as printed, None where the owner has none; `says` is what should be heard.
    """

    urgency: Urgency
    entity: str
    entity_id: str
    field_kind: str
    owner: Owner
    call: str | None
    says: Words | None
    checked_on: date
    means: str
    result: str
    days: int | None
    reason: Words


def queue(session: Session, on: date) -> list[Due]:
    """All that is hidden, flagged, never called or soon due on that day, the most urgent first."""
    policies = {row.field_kind: row for row in session.exec(select(tables.ExpiryPolicy))}
    owners = Owners(session)
    found = [
        due
        for state in verification_states(session, on)
        if state.field_kind not in _NOT_BY_CALL
        if (due := _due(state, policies[state.field_kind], owners, on)) is not None
    ]
    return sorted(found, key=_order)


def _order(due: Due) -> tuple[int, int, date, str, str]:
    states = ("hidden", "flagged", "uncalled", "soon")
    kind = _FIRST.index(due.field_kind) if due.field_kind in _FIRST else len(_FIRST)
    return states.index(due.urgency), kind, due.checked_on, due.entity, due.entity_id


def _due(state: FieldState, policy: tables.ExpiryPolicy, owners: Owners, on: date) -> Due | None:
    row, owner = owners.row(state.entity, state.entity_id), owners.of(state.entity, state.entity_id)
    if row is None or owner is None or row.get("status") in {"withdrawn", "defunct"}:
        return None
    urgency, days = _urgency(state, policy, row, on)
    if urgency is None:
        return None
    return Due(
        urgency,
        state.entity,
        state.entity_id,
        state.field_kind,
        owner,
        owners.number(state.entity, state.entity_id),
        _says(state, row),
        state.checked_on,
        state.means,
        state.result,
        days,
        state.reason,
    )


def _urgency(
    state: FieldState, policy: tables.ExpiryPolicy, row: dict[str, Any], on: date
) -> tuple[Urgency | None, int | None]:
    age = (on - state.checked_on).days
    flagged_in = policy.flag_after_days - age
    if state.state == "hidden":
        return "hidden", None
    if state.state == "flagged":
        hidden_in = None if policy.hide_after_days is None else policy.hide_after_days - age
        return "flagged", hidden_in
    if state.entity == "phone" and row["dialled"] is None and row["type"] in {"voice", "text", "tty"}:
        return "uncalled", None
    return ("soon", flagged_in) if flagged_in <= SOON_DAYS else (None, None)


def _says(state: FieldState, row: dict[str, Any]) -> Words | None:
    names = heard(state.entity, state.field_kind)
    if state.entity in WAYS or not names:
        return None
    english = " · ".join(str(row[name]) for name in names if row[name])
    spanish = " · ".join(str(row.get(f"{name}_es") or row[name]) for name in names if row[name])
    return Words(english, spanish)


def confirm(session: Session, entity: str, entity_id: str, field_kind: str, *, id: str, act: Act) -> None:
    """Somebody called today and heard that the field is right. Commits. Raises CheckRefused, FactsError.

    The check is kept with what the field says, so that it holds after a refill, and only for those words.
    """
    row = Owners(session).row(entity, entity_id)
    kinds = _kinds(session, entity, entity_id)
    if row is None or field_kind not in kinds or not heard(entity, field_kind):
        raise CheckRefused("There is no such field to confirm.")
    session.add(
        CareCheck(
            id=id,
            entity=entity,
            entity_id=entity_id,
            field_kind=field_kind,
            identity=identity_heard(row, entity, field_kind),
            checked_on=act.today.isoformat(),
            account=act.account,
        )
    )
    _note(session, f"{entity} {entity_id}", field_kind, act)
    refill(session, act.today, act.directory)


def _kinds(session: Session, entity: str, entity_id: str) -> set[str]:
    check = tables.Verification
    query = select(check.field_kind).where(check.entity == entity, check.entity_id == entity_id)
    return set(session.exec(query).all())


def _note(session: Session, row: str, kind: str, act: Act) -> None:
    detail = {"row": row, "kind": kind}
    record(session, at=act.now, account=act.account, action="check.confirm", entity="check", detail=detail)
