"""Reading the checks: what is hidden from texters on a day, and what a navigator sees is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from knowledge.directory import tables
from knowledge.directory.results import Words
from knowledge.directory.verification import Check, Expiry, State, newest, state


@dataclass(frozen=True)
class FieldState:
    """One kind of field of one row: its state on the day asked for, the check that counts, and the policy.

    `entity` is the table, `entity_id` its id. `means` is document, page, review, call, text or visit.
    """

    entity: str
    entity_id: str
    field_kind: str
    state: State
    checked_on: date
    checked_by: str
    means: str
    result: str
    reason: Words


def verification_states(session: Session, on: date) -> list[FieldState]:
    """The state of all that was ever checked, for navigators: the hidden first, then flagged, then fresh."""
    policies = {row.field_kind: row for row in session.exec(select(tables.ExpiryPolicy))}
    found = [
        _field_state(rows, policies[kind], on)
        for (_, _, kind), rows in _by_field(session, None).items()
        if kind in policies
    ]
    order = ("hidden", "flagged", "fresh")
    return sorted(
        found,
        key=lambda one: (order.index(one.state), one.checked_on, one.entity, one.entity_id, one.field_kind),
    )


def hidden(
    session: Session, entity: str, on: date, ids: Collection[str] | None = None
) -> set[tuple[str, str]]:
    """(id, kind of field) of the rows of one table whose field may not be given to a texter on that day.

    `ids` says of which rows; of all when it is None.
    """
    if ids is not None and not ids:
        return set()
    policies = {row.field_kind: row for row in session.exec(select(tables.ExpiryPolicy))}
    return {
        (entity_id, kind)
        for (_, entity_id, kind), rows in _by_field(session, [entity], ids).items()
        if kind in policies and _state(rows, policies[kind], on)[0] == "hidden"
    }


_Field = tuple[str, str, str]


def _by_field(
    session: Session, entities: Iterable[str] | None, ids: Collection[str] | None = None
) -> dict[_Field, list[tables.Verification]]:
    query = select(tables.Verification).order_by(col(tables.Verification.id))
    if entities is not None:
        query = query.where(col(tables.Verification.entity).in_(list(entities)))
    if ids is not None:
        query = query.where(col(tables.Verification.entity_id).in_(list(ids)))
    found: dict[_Field, list[tables.Verification]] = defaultdict(list)
    for row in session.exec(query):
        found[row.entity, row.entity_id, row.field_kind].append(row)
    return found


def _state(
    rows: list[tables.Verification], policy: tables.ExpiryPolicy, on: date
) -> tuple[State, tables.Verification]:
    checks = [Check(date.fromisoformat(row.checked_on), row.result) for row in rows]
    counts = newest(checks)
    expiry = Expiry(policy.field_kind, policy.flag_after_days, policy.hide_after_days)
    return state(expiry, counts, on), rows[checks.index(counts)]


def _field_state(rows: list[tables.Verification], policy: tables.ExpiryPolicy, on: date) -> FieldState:
    found, row = _state(rows, policy, on)
    return FieldState(
        entity=row.entity,
        entity_id=row.entity_id,
        field_kind=row.field_kind,
        state=found,
        checked_on=date.fromisoformat(row.checked_on),
        checked_by=row.checked_by,
        means=row.means,
        result=row.result,
        reason=Words(policy.reason, policy.reason_es),
    )
