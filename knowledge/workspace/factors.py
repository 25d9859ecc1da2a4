"""Second factors of accounts, what sessions were given to prove them, and one-time codes.

What may be used once is taken by one statement, so that of two processes only one gets it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import CursorResult, Delete, Update, delete, func, update
from sqlmodel import Session, col, select

from knowledge.workspace.account_tables import (
    StaffAccount,
    StaffChallenge,
    StaffCode,
    StaffPasskey,
    StaffRecovery,
    StaffTotp,
)
from knowledge.workspace.times import stamp

GIVEN_FOR = timedelta(minutes=15)
# Purposes of one-time codes, and how long each may be used.
SET_UP, RECOVERY = "setup", "recovery"
CODE_FOR = {SET_UP: timedelta(hours=24), RECOVERY: timedelta(hours=1)}


def count(session: Session, account_id: str) -> int:
    """How many second factors the account has."""
    passkeys = select(func.count()).where(StaffPasskey.account_id == account_id)
    return session.exec(passkeys).one() + (totp(session, account_id) is not None)


def totp(session: Session, account_id: str) -> StaffTotp | None:
    """The account's authenticator app."""
    return session.get(StaffTotp, account_id)


def set_totp(session: Session, account_id: str, secret: str, step: int) -> None:
    """Keep this app instead of any before; `step` is that of the code that proved it."""
    session.merge(StaffTotp(account_id=account_id, secret=secret, last_step=step))


def use_step(session: Session, account_id: str, step: int) -> bool:
    """Whether a code of this time step was not used yet, nor one of a later step; now it is."""
    unused = update(StaffTotp).where(col(StaffTotp.account_id) == account_id, col(StaffTotp.last_step) < step)
    return _changed(session, unused.values(last_step=step)) == 1


def remove_totp(session: Session, account_id: str) -> None:
    """Forget the account's authenticator app."""
    session.execute(delete(StaffTotp).where(col(StaffTotp.account_id) == account_id))


def passkeys(session: Session, account_id: str) -> Sequence[StaffPasskey]:
    """The account's passkeys, oldest first."""
    query = select(StaffPasskey).where(StaffPasskey.account_id == account_id)
    return session.exec(query.order_by(StaffPasskey.created_at, StaffPasskey.id)).all()


def add_passkey(
    session: Session, passkey_id: str, account_id: str, public_key: bytes, sign_count: int, now: datetime
) -> None:
    """Keep a passkey that was proved."""
    session.add(
        StaffPasskey(
            id=passkey_id,
            account_id=account_id,
            public_key=public_key,
            sign_count=sign_count,
            created_at=stamp(now),
        )
    )


def remove_passkey(session: Session, account_id: str, passkey_id: str) -> None:
    """Forget one passkey, if it is the account's."""
    theirs = col(StaffPasskey.account_id) == account_id
    session.execute(delete(StaffPasskey).where(theirs, col(StaffPasskey.id) == passkey_id))


def remove_all(session: Session, account_id: str) -> None:
    """Forget every factor of the account: who lost one may have lost it to somebody."""
    remove_totp(session, account_id)
    session.execute(delete(StaffPasskey).where(col(StaffPasskey.account_id) == account_id))


def give(session: Session, session_hash: str, purpose: str, given: bytes, now: datetime) -> None:
    """Keep what this session has to answer, instead of what it was given before for this purpose."""
    session.execute(delete(StaffChallenge).where(col(StaffChallenge.expires_at) <= stamp(now)))
    session.merge(
        StaffChallenge(
            session_hash=session_hash, purpose=purpose, given=given, expires_at=stamp(now + GIVEN_FOR)
        )
    )


def given(session: Session, session_hash: str, purpose: str, now: datetime) -> bytes | None:
    """What the session was given and has still to answer."""
    found = session.get(StaffChallenge, (session_hash, purpose))
    return found.given if found is not None and found.expires_at > stamp(now) else None


def take(session: Session, session_hash: str, purpose: str, now: datetime) -> bytes | None:
    """The same, and nobody can take it again."""
    found = given(session, session_hash, purpose, now)
    this = delete(StaffChallenge).where(
        col(StaffChallenge.session_hash) == session_hash, col(StaffChallenge.purpose) == purpose
    )
    return found if _changed(session, this) == 1 else None


def add_code(session: Session, code_hash: str, account_id: str, purpose: str, now: datetime) -> None:
    """Keep a one-time code; the account's older ones of this purpose are void."""
    older = delete(StaffCode).where(
        col(StaffCode.account_id) == account_id, col(StaffCode.purpose) == purpose
    )
    session.execute(older)
    expires = stamp(now + CODE_FOR[purpose])
    session.add(StaffCode(code_hash=code_hash, account_id=account_id, purpose=purpose, expires_at=expires))


def take_code(session: Session, code_hash: str, purpose: str, now: datetime) -> StaffAccount | None:
    """The enabled account that the code is for, and nobody can use it again."""
    row = session.get(StaffCode, code_hash)
    if row is None or row.purpose != purpose or row.expires_at <= stamp(now):
        return None
    account = session.get(StaffAccount, row.account_id)
    session.expunge(row)
    if _changed(session, delete(StaffCode).where(col(StaffCode.code_hash) == code_hash)) != 1:
        return None
    return account if account is not None and not account.disabled else None


def ask_recovery(session: Session, account_id: str, now: datetime) -> None:
    """Note that the account lost its factor and waits for another person."""
    session.merge(StaffRecovery(account_id=account_id, asked_at=stamp(now)))


def asked_recovery(session: Session) -> dict[str, str]:
    """The accounts that wait, and since when."""
    return {row.account_id: row.asked_at for row in session.exec(select(StaffRecovery))}


def answer_recovery(session: Session, account_id: str) -> bool:
    """Whether the account waited; now it does not."""
    this = delete(StaffRecovery).where(col(StaffRecovery.account_id) == account_id)
    return _changed(session, this) == 1


def _changed(session: Session, statement: Delete | Update) -> int:
    statement = statement.execution_options(synchronize_session=False)
    return cast("CursorResult[tuple[()]]", session.execute(statement)).rowcount
