"""Sessions of staff: opened, found, seen, ended. An id is known here by its SHA-256 only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, or_
from sqlmodel import Session, col, select

from knowledge.workspace.account_tables import StaffAccount, StaffSession
from knowledge.workspace.times import moment, stamp

# On the way in: after a set-up code, after the password, or without any second factor yet. Then all the way.
SET_UP, FACTOR, ENROL, FULL = STAGES = ("set_up", "factor", "enrol", "full")

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=8)
# For every stage before the last.
LONGEST_ON_THE_WAY = timedelta(minutes=15)
# Not every request writes: a session may end this much before its 15 idle minutes are over, never after.
SEEN_EVERY = timedelta(seconds=20)


def start(session: Session, id_hash: str, account_id: str, stage: str, now: datetime) -> None:
    """Keep a new session at one of STAGES. Sessions that are over are forgotten."""
    _forget_ended(session, now)
    at = stamp(now)
    session.add(StaffSession(id_hash=id_hash, account_id=account_id, stage=stage, created_at=at, seen_at=at))


def alive(session: Session, id_hash: str, now: datetime) -> tuple[StaffSession, StaffAccount] | None:
    """The session and its account; None when it is unknown, idle or old, or the account is disabled."""
    query = (
        select(StaffSession, StaffAccount)
        .join(StaffAccount, col(StaffAccount.id) == StaffSession.account_id)
        .where(StaffSession.id_hash == id_hash, col(StaffAccount.disabled).is_(False))
    )
    found = session.exec(query).one_or_none()
    if found is None or _over(found[0], now):
        return None
    return found


def seen(row: StaffSession, now: datetime) -> bool:
    """Note that the session was used; False when that was noted moments ago and nothing is to be written."""
    if now - moment(row.seen_at) < SEEN_EVERY:
        return False
    row.seen_at = stamp(now)
    return True


def end(session: Session, id_hash: str) -> None:
    """Forget one session."""
    session.execute(delete(StaffSession).where(col(StaffSession.id_hash) == id_hash))


def end_all(session: Session, account_id: str, but: str = "") -> None:
    """Forget every session of an account, except perhaps one (its `id_hash`)."""
    theirs = col(StaffSession.account_id) == account_id
    session.execute(delete(StaffSession).where(theirs, col(StaffSession.id_hash) != but))


def of_account(session: Session, account_id: str, now: datetime) -> Sequence[StaffSession]:
    """The account's sessions that are not over, the one used last first."""
    query = (
        select(StaffSession)
        .where(StaffSession.account_id == account_id, StaffSession.stage == FULL)
        .order_by(col(StaffSession.seen_at).desc(), StaffSession.id_hash)
    )
    return [row for row in session.exec(query) if not _over(row, now)]


def _over(row: StaffSession, now: datetime) -> bool:
    longest = LONGEST if row.stage == FULL else LONGEST_ON_THE_WAY
    return now - moment(row.seen_at) >= IDLE or now - moment(row.created_at) >= longest


def _forget_ended(session: Session, now: datetime) -> None:
    idle = col(StaffSession.seen_at) <= stamp(now - IDLE)
    old = col(StaffSession.created_at) <= stamp(now - LONGEST)
    session.execute(delete(StaffSession).where(or_(idle, old)))
