"""Browsers in which somebody came all the way in: kept, found, counted for themselves, forgotten.

Wrong tries in such a browser fill its own count, so that a stranger's guesses, which fill the account's, do
not keep its owner out. An id is known here by its SHA-256 only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import CursorResult, TextClause, delete, text
from sqlmodel import Session, col, select

from knowledge.workspace.account_tables import StaffDevice
from knowledge.workspace.accounts import LOCKED_FOR, MOST_FAILURES
from knowledge.workspace.times import stamp

LONGEST = timedelta(days=180)
# For each account; the one not used for longest makes room.
MOST = 10

_TAKE_TRY = text(
    "UPDATE staff_device SET failed_at = :now,"
    " failures = CASE WHEN failed_at <= :ended THEN 1 ELSE failures + 1 END"
    " WHERE id_hash = :device AND account_id = :account AND used_at > :oldest"
    " AND (failures < :most OR failed_at <= :ended)"
)
_GIVE_BACK = text("UPDATE staff_device SET failures = failures - 1 WHERE id_hash = :device AND failures > 0")


def known(session: Session, id_hash: str, account_id: str, now: datetime) -> StaffDevice | None:
    """The browser, if this account came in through it and it is not too long ago; read anew."""
    query = (
        select(StaffDevice)
        .where(StaffDevice.id_hash == id_hash, StaffDevice.account_id == account_id)
        .where(StaffDevice.used_at > _oldest(now))
        .execution_options(populate_existing=True)
    )
    return session.exec(query).one_or_none()


def of_account(session: Session, account_id: str, now: datetime) -> Sequence[StaffDevice]:
    """The browsers that know the account, the one used last first."""
    newest = (col(StaffDevice.used_at).desc(), col(StaffDevice.created_at).desc(), StaffDevice.id_hash)
    theirs = select(StaffDevice).where(
        StaffDevice.account_id == account_id, StaffDevice.used_at > _oldest(now)
    )
    return session.exec(theirs.order_by(*newest)).all()


def keep(
    session: Session, id_hash: str, account_id: str, now: datetime, since: str | None = None
) -> StaffDevice:
    """Keep a browser from today on (`since` is the day of an older id that this one replaces)."""
    session.execute(delete(StaffDevice).where(col(StaffDevice.used_at) <= _oldest(now)))
    for row in of_account(session, account_id, now)[MOST - 1 :]:
        forget(session, row.id_hash)
    today = _day(now)
    made = StaffDevice(id_hash=id_hash, account_id=account_id, created_at=since or today, used_at=today)
    session.add(made)
    return made


def forget(session: Session, id_hash: str) -> None:
    """Forget one browser."""
    session.execute(delete(StaffDevice).where(col(StaffDevice.id_hash) == id_hash))


def forget_all(session: Session, account_id: str) -> None:
    """Forget every browser of an account."""
    session.execute(delete(StaffDevice).where(col(StaffDevice.account_id) == account_id))


def take_try(session: Session, id_hash: str, account_id: str, now: datetime) -> bool:
    """Count a try of this browser before it is judged, as accounts.take_try does.

    False when its own count is full, and for a browser that is not this account's. One statement for all.
    """
    values = {"device": id_hash, "account": account_id, "now": stamp(now), "ended": stamp(now - LOCKED_FOR)}
    return _changed(session, _TAKE_TRY, values | {"oldest": _oldest(now), "most": MOST_FAILURES}) == 1


def give_back(session: Session, id_hash: str) -> None:
    """The try was right: it does not count."""
    _changed(session, _GIVE_BACK, {"device": id_hash})


def _oldest(now: datetime) -> str:
    return _day(now - LONGEST)


def _day(moment: datetime) -> str:
    return stamp(moment)[:10]


def _changed(session: Session, statement: TextClause, values: Mapping[str, object]) -> int:
    """How many rows it changed."""
    return cast("CursorResult[tuple[()]]", session.execute(statement, values)).rowcount
