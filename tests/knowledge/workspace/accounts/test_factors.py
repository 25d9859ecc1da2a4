from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlmodel import Session

from knowledge.workspace import factors

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)


def test_a_time_step_is_used_once_and_never_an_older_one(session: Session) -> None:
    factors.set_totp(session, "m", "x", step=10)
    session.flush()
    assert [factors.use_step(session, "m", step) for step in (10, 12, 12, 11, 13)] == [
        False, True, False, False, True,
    ]  # fmt: skip


def test_of_two_who_take_a_code_one_gets_it(session: Session, database: Engine) -> None:
    factors.add_code(session, "h", "m", factors.SET_UP, NOW)
    session.commit()
    assert factors.take_code(session, "h", factors.SET_UP, NOW) is not None
    session.commit()
    with Session(database) as other:
        assert factors.take_code(other, "h", factors.SET_UP, NOW) is None


def test_a_challenge_is_taken_once_and_by_its_session(session: Session) -> None:
    factors.give(session, "s", "key", b"challenge", NOW)
    session.flush()
    assert factors.take(session, "other", "key", NOW) is None
    assert factors.take(session, "s", "key", NOW) == b"challenge"
    session.expire_all()
    assert factors.take(session, "s", "key", NOW) is None
