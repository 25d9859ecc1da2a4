"""The audit log: one row for every change and every export, written in the change's own transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from knowledge.workspace.account_tables import AuditEntry, StaffAccount, StaffKey
from knowledge.workspace.times import stamp

PAGE_ROWS = 50


@dataclass(frozen=True)
class Entry:
    """One row as it is shown: `who` is the account's or key's name, `detail` is sorted by name."""

    at: str
    who: str
    action: str
    entity: str
    entity_id: str
    detail: Mapping[str, str | int]


def record(
    session: Session,
    *,
    at: datetime,
    account: str,
    action: str,
    entity: str,
    entity_id: str = "",
    detail: Mapping[str, str | int] | None = None,
) -> None:
    """Add one row; it is kept if the caller's transaction is. `account` is an account's or a key's id.

    `detail` holds names and counts, never a text that somebody typed.
    """
    kept = json.dumps(dict(detail or {}), ensure_ascii=False, sort_keys=True)
    session.add(
        AuditEntry(
            at=stamp(at), account=account, action=action, entity=entity, entity_id=entity_id, detail=kept
        )
    )


def actions(session: Session) -> Sequence[str]:
    """Every action that stands in the log, sorted."""
    return session.exec(select(AuditEntry.action).distinct().order_by(AuditEntry.action)).all()


def count(session: Session, action: str | None = None) -> int:
    """How many rows there are, of one action or of all."""
    query = select(func.count()).select_from(AuditEntry)
    return session.exec(query if action is None else query.where(AuditEntry.action == action)).one()


def page(session: Session, action: str | None = None, number: int = 1) -> list[Entry]:
    """One page of the log (from 1, PAGE_ROWS rows), newest first."""
    return list(_entries(session, action, limit=PAGE_ROWS, offset=(number - 1) * PAGE_ROWS))


def everything(session: Session, action: str | None = None) -> Iterator[Entry]:
    """The whole log, newest first."""
    return _entries(session, action)


def _entries(
    session: Session, action: str | None, limit: int | None = None, offset: int = 0
) -> Iterator[Entry]:
    query = (
        select(AuditEntry, func.coalesce(StaffAccount.name, StaffKey.name, AuditEntry.account))
        .join(StaffAccount, col(StaffAccount.id) == AuditEntry.account, isouter=True)
        .join(StaffKey, col(StaffKey.id) == AuditEntry.account, isouter=True)
        .order_by(col(AuditEntry.id).desc())
        .limit(limit)
        .offset(offset)
    )
    if action is not None:
        query = query.where(AuditEntry.action == action)
    for row, who in session.exec(query):
        yield Entry(row.at, who, row.action, row.entity, row.entity_id, json.loads(row.detail))
