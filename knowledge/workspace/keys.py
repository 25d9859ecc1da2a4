"""Keys of machine clients: made, found, used, revoked. The secret is known here by its hash only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from knowledge.workspace.account_tables import StaffKey
from knowledge.workspace.times import stamp


def add(
    session: Session,
    key_id: str,
    *,
    name: str,
    secret_hash: str,
    scopes: Iterable[str],
    made_by: str,
    expires_on: date,
    now: datetime,
) -> StaffKey:
    """Keep a new key; it works through the whole of its last day (UTC)."""
    made = StaffKey(
        id=key_id,
        name=name,
        secret_hash=secret_hash,
        scopes=" ".join(sorted(scopes)),
        made_by=made_by,
        created_at=stamp(now),
        expires_on=expires_on.isoformat(),
    )
    session.add(made)
    return made


def alive(session: Session, key_id: str, now: datetime) -> StaffKey | None:
    """The key, unless it is unknown, revoked or over."""
    found = session.get(StaffKey, key_id)
    if found is None or found.revoked_at is not None or found.expires_on < stamp(now)[:10]:
        return None
    return found


def used(key: StaffKey, now: datetime) -> bool:
    """Note the day; False when that day is noted already and nothing is to be written."""
    today = stamp(now)[:10]
    if key.last_used_on == today:
        return False
    key.last_used_on = today
    return True


def revoke(session: Session, key: StaffKey, now: datetime) -> None:
    """From now on the key opens nothing."""
    key.revoked_at = key.revoked_at or stamp(now)
    session.add(key)


def everything(session: Session) -> Sequence[StaffKey]:
    """All keys, newest first."""
    return session.exec(select(StaffKey).order_by(col(StaffKey.created_at).desc(), StaffKey.id)).all()
