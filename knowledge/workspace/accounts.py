"""Accounts of staff: made, found, changed, locked by wrong tries and set free by time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import CursorResult, TextClause, delete, text
from sqlmodel import Session, col, select

from knowledge.workspace import sessions
from knowledge.workspace.account_tables import SignInMinute, StaffAccount
from knowledge.workspace.times import stamp

MOST_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
_COUNTED_FOR = timedelta(minutes=10)

# In SQL, as counts that many processes change at once, and in one form for both databases.
_COUNT_TRY = text(
    "INSERT INTO sign_in_minute (minute, tries) VALUES (:minute, 1)"
    " ON CONFLICT (minute) DO UPDATE SET tries = sign_in_minute.tries + 1"
)
_TAKE_TRY = text(
    "UPDATE staff_account SET failed_at = :now,"
    " failures = CASE WHEN failed_at <= :ended THEN 1 ELSE failures + 1 END"
    " WHERE id = :id AND (failures < :most OR failed_at <= :ended)"
)
_GIVE_BACK = text("UPDATE staff_account SET failures = failures - 1 WHERE id = :id AND failures > 0")
_FORGET_TRIES = text("UPDATE staff_account SET failures = 0, failed_at = NULL WHERE id = :id")


def plain_name(name: str) -> str:
    """The name as it is kept and looked up: without outer spaces, small letters."""
    return name.strip().casefold()


def add(
    session: Session, account_id: str, name: str, role: str, language: str, now: datetime
) -> StaffAccount:
    """A new account without a password. The name must be free (`named` finds none)."""
    made = StaffAccount(
        id=account_id, name=plain_name(name), role=role, language=language, created_at=stamp(now)
    )
    session.add(made)
    session.flush()
    return made


def named(session: Session, name: str) -> StaffAccount | None:
    """The account of this name, in whatever letters it was typed."""
    return session.exec(select(StaffAccount).where(StaffAccount.name == plain_name(name))).one_or_none()


def by_id(session: Session, account_id: str) -> StaffAccount | None:
    """The account of this id, as it stands in the database now."""
    return session.get(StaffAccount, account_id)


def everybody(session: Session) -> Sequence[StaffAccount]:
    """All accounts by name."""
    return session.exec(select(StaffAccount).order_by(StaffAccount.name)).all()


def set_disabled(session: Session, account: StaffAccount, disabled: bool) -> None:
    """Disable an account, which ends its sessions; or enable it again."""
    account.disabled = disabled
    session.add(account)
    if disabled:
        sessions.end_all(session, account.id)


def take_try(session: Session, account_id: str, now: datetime) -> bool:
    """Count a try before it is judged, so that tries at the same moment cannot outrun the lock.

    False when the account is locked (or there is none): the try must then fail. The lock ends LOCKED_FOR
    after the last counted try. One statement for every id, so that none can be told apart.
    """
    ended = stamp(now - LOCKED_FOR)
    values: dict[str, str | int] = {"id": account_id, "now": stamp(now), "ended": ended}
    return _changed(session, _TAKE_TRY, values | {"most": MOST_FAILURES}) == 1


def give_back(session: Session, account_id: str) -> None:
    """The try was right: it does not count."""
    _changed(session, _GIVE_BACK, {"id": account_id})


def forget_tries(session: Session, account_id: str) -> None:
    """Somebody signed in with password and factor, or was helped in: count from none again."""
    _changed(session, _FORGET_TRIES, {"id": account_id})


def count_try(session: Session, now: datetime) -> None:
    """Add one to this minute's tries to sign in, of anybody."""
    session.execute(_COUNT_TRY, {"minute": _minute(now)})


def forget_old_minutes(session: Session, now: datetime) -> None:
    """Forget the minutes that nothing is slowed by any more."""
    oldest = _minute(now - _COUNTED_FOR)
    session.execute(delete(SignInMinute).where(col(SignInMinute.minute) < oldest))


def tries_lately(session: Session, now: datetime) -> int:
    """How many tries there were in this minute and the one before."""
    recent = col(SignInMinute.minute) >= _minute(now - timedelta(minutes=1))
    return sum(session.exec(select(SignInMinute.tries).where(recent)).all())


def _minute(moment: datetime) -> str:
    return stamp(moment)[:16]


def _changed(session: Session, statement: TextClause, values: Mapping[str, str | int]) -> int:
    """How many rows it changed."""
    return cast("CursorResult[tuple[()]]", session.execute(statement, values)).rowcount
