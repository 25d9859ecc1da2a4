from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from knowledge.workspace import accounts, sessions

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stage", "idle", "alive"),
    [
        (sessions.FULL, timedelta(minutes=14, seconds=59), True),
        (sessions.FULL, timedelta(minutes=15), False),
        (sessions.FACTOR, timedelta(minutes=15), False),
    ],
)
def test_a_session_is_over_when_it_is_idle(
    session: Session, stage: str, idle: timedelta, alive: bool
) -> None:
    sessions.start(session, "s", "m", stage, NOW)
    session.flush()
    assert (sessions.alive(session, "s", NOW + idle) is not None) is alive


def test_a_session_is_over_after_eight_hours_however_much_it_is_used(session: Session) -> None:
    sessions.start(session, "s", "m", sessions.FULL, NOW)
    session.flush()
    now = NOW
    while (found := sessions.alive(session, "s", now)) is not None:
        sessions.seen(found[0], now)
        session.flush()
        now += timedelta(minutes=5)
    assert now - NOW == timedelta(hours=8)


def test_sessions_that_are_over_are_forgotten(session: Session) -> None:
    sessions.start(session, "old", "m", sessions.FULL, NOW)
    session.commit()
    sessions.start(session, "new", "m", sessions.FULL, NOW + timedelta(minutes=15))
    session.commit()
    rows = session.connection().exec_driver_sql("SELECT id_hash FROM staff_session").fetchall()
    assert [row[0] for row in rows] == ["new"]


def test_being_seen_is_not_written_at_every_request(session: Session) -> None:
    sessions.start(session, "s", "m", sessions.FULL, NOW)
    session.flush()
    found = sessions.alive(session, "s", NOW)
    assert found is not None
    assert [sessions.seen(found[0], NOW + timedelta(seconds=at)) for at in (1, 19, 20, 21)] == [
        False, False, True, False,
    ]  # fmt: skip


def test_disabling_ends_the_sessions_and_no_session_of_a_disabled_account_is_alive(session: Session) -> None:
    account = accounts.named(session, "maria")
    assert account is not None
    sessions.start(session, "s", "m", sessions.FULL, NOW)
    accounts.set_disabled(session, account, True)
    assert sessions.of_account(session, "m", NOW) == []
    sessions.start(session, "t", "m", sessions.FULL, NOW)
    session.flush()
    assert sessions.alive(session, "t", NOW) is None
