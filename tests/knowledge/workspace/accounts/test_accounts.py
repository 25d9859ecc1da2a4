from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from knowledge.directory.engine import engine
from knowledge.directory.migrate import migrate
from knowledge.workspace import accounts, factors

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)


def tries(session: Session, count: int, at: datetime = NOW) -> list[bool]:
    return [accounts.take_try(session, "m", at) for _ in range(count)]


def test_a_name_is_found_in_whatever_letters(session: Session) -> None:
    found = accounts.named(session, "MARIA")
    assert found is not None
    assert (found.id, found.name) == ("m", "maria")


def test_five_tries_and_then_none_until_a_quarter_of_an_hour_after_the_last(session: Session) -> None:
    assert tries(session, 7) == [True] * 5 + [False] * 2
    assert tries(session, 1, NOW + timedelta(minutes=14, seconds=59)) == [False]
    assert tries(session, 6, NOW + timedelta(minutes=15)) == [True] * 5 + [False]


def test_a_right_try_is_given_back_and_never_below_none(session: Session) -> None:
    tries(session, 4)
    accounts.give_back(session, "m")
    assert tries(session, 3) == [True, True, False]
    accounts.forget_tries(session, "m")
    accounts.give_back(session, "m")
    assert tries(session, 6) == [True] * 5 + [False]


def test_an_unknown_account_has_no_tries(session: Session) -> None:
    assert accounts.take_try(session, "", NOW) is False


def test_tries_of_anybody_are_counted_by_the_minute_and_forgotten(session: Session) -> None:
    for second in (0, 10, 70):
        accounts.count_try(session, NOW + timedelta(seconds=second))
    assert accounts.tries_lately(session, NOW + timedelta(seconds=70)) == 3
    assert accounts.tries_lately(session, NOW + timedelta(minutes=2)) == 1
    accounts.forget_old_minutes(session, NOW + timedelta(hours=1))
    assert accounts.tries_lately(session, NOW + timedelta(seconds=70)) == 0


def test_the_counts_written_in_sql_are_the_same_in_postgresql(postgres_url: str) -> None:
    migrate(postgres_url)
    with Session(engine(postgres_url)) as session:
        accounts.add(session, "m", "maria", "viewer", "en", NOW)
        assert tries(session, 6) == [True] * 5 + [False]
        assert tries(session, 1, NOW + timedelta(minutes=15)) == [True]
        accounts.give_back(session, "m")
        accounts.forget_tries(session, "m")
        assert tries(session, 6) == [True] * 5 + [False]
        for _ in range(3):
            accounts.count_try(session, NOW)
        assert accounts.tries_lately(session, NOW) == 3
        factors.set_totp(session, "m", "x", step=10)
        session.flush()
        assert [factors.use_step(session, "m", step) for step in (10, 11, 11)] == [False, True, False]
        factors.add_code(session, "h", "m", factors.SET_UP, NOW)
        session.flush()
        assert [factors.take_code(session, "h", factors.SET_UP, NOW) is None for _ in range(2)] == [
            False,
            True,
        ]
