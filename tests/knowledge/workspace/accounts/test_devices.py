from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from knowledge.directory.engine import engine
from knowledge.directory.migrate import migrate
from knowledge.workspace import accounts, devices
from knowledge.workspace.account_tables import StaffAccount, StaffDevice

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)


@pytest.fixture
def two(session: Session) -> Session:
    """Maria's account has the browser `here`, Ana's has `hers`."""
    accounts.add(session, "a", "ana", "viewer", "en", NOW)
    devices.keep(session, "here", "m", NOW)
    devices.keep(session, "hers", "a", NOW)
    session.commit()
    return session


def hashes(session: Session) -> set[str]:
    return set(session.exec(select(StaffDevice.id_hash)).all())


def tries(session: Session, count: int, at: datetime = NOW, device: str = "here") -> list[bool]:
    return [devices.take_try(session, device, "m", at) for _ in range(count)]


def test_a_browser_is_known_to_its_own_account_only(two: Session) -> None:
    assert devices.known(two, "here", "m", NOW) is not None
    assert devices.known(two, "here", "a", NOW) is None
    assert devices.known(two, "here", "", NOW) is None
    assert devices.known(two, "elsewhere", "m", NOW) is None


def test_a_browser_is_forgotten_180_days_after_its_last_use(two: Session) -> None:
    last = NOW + timedelta(days=179)
    assert devices.known(two, "here", "m", last) is not None
    assert devices.take_try(two, "here", "m", last)
    over = NOW + timedelta(days=180)
    assert devices.known(two, "here", "m", over) is None
    assert devices.of_account(two, "m", over) == []
    assert not devices.take_try(two, "here", "m", over)
    devices.keep(two, "new", "m", over)
    assert hashes(two) == {"new"}


def test_only_days_are_kept_and_the_first_may_be_an_older_ones(two: Session) -> None:
    devices.keep(two, "new", "m", NOW, since="2026-01-02")
    two.flush()
    row = two.get_one(StaffDevice, "new")
    assert (row.created_at, row.used_at, row.failed_at) == ("2026-01-02", "2026-11-22", None)


def test_ten_browsers_know_an_account_and_the_one_not_used_for_longest_makes_room(two: Session) -> None:
    for day in range(1, 11):
        devices.keep(two, f"day {day}", "m", NOW + timedelta(days=day))
    assert hashes(two) == {"hers", *(f"day {day}" for day in range(1, 11))}
    assert [row.id_hash for row in devices.of_account(two, "m", NOW)][:2] == ["day 10", "day 9"]


def test_five_tries_and_then_none_until_a_quarter_of_an_hour_after_the_last(two: Session) -> None:
    assert tries(two, 7) == [True] * 5 + [False] * 2
    assert tries(two, 1, NOW + timedelta(minutes=14, seconds=59)) == [False]
    assert tries(two, 6, NOW + timedelta(minutes=15)) == [True] * 5 + [False]


def test_a_try_counts_for_one_browser_and_for_no_account(two: Session) -> None:
    devices.keep(two, "there", "m", NOW)
    tries(two, 5)
    assert tries(two, 1, device="there") == [True]
    assert [row.failures for row in two.exec(select(StaffAccount))] == [0, 0]


def test_a_browser_of_another_account_has_no_tries(two: Session) -> None:
    assert tries(two, 1, device="hers") == [False]
    hers = devices.known(two, "hers", "a", NOW)
    assert hers is not None
    assert hers.failures == 0


def test_what_is_known_of_a_browser_is_read_anew(two: Session) -> None:
    before = devices.known(two, "here", "m", NOW)
    tries(two, 2)
    assert before is not None
    assert before is devices.known(two, "here", "m", NOW)
    assert before.failures == 2


def test_a_right_try_is_given_back_and_never_below_none(two: Session) -> None:
    tries(two, 1)
    for _ in range(3):
        devices.give_back(two, "here")
    assert tries(two, 6) == [True] * 5 + [False]


def test_one_browser_is_forgotten_or_all_of_an_account(two: Session) -> None:
    devices.keep(two, "there", "m", NOW)
    devices.keep(two, "third", "m", NOW)
    devices.forget(two, "there")
    assert hashes(two) == {"here", "third", "hers"}
    devices.forget_all(two, "m")
    assert hashes(two) == {"hers"}


def test_the_counts_written_in_sql_are_the_same_in_postgresql(postgres_url: str) -> None:
    migrate(postgres_url)
    made = engine(postgres_url)
    with Session(made) as session:
        accounts.add(session, "m", "maria", "viewer", "en", NOW)
        devices.keep(session, "here", "m", NOW)
        session.flush()
        assert tries(session, 6) == [True] * 5 + [False]
        assert tries(session, 1, NOW + timedelta(minutes=15)) == [True]
        devices.give_back(session, "here")
        assert tries(session, 1, NOW + timedelta(days=180)) == [False]
        for number in range(12):
            devices.keep(session, f"{number}", "m", NOW + timedelta(days=1))
            session.flush()
        assert "here" not in hashes(session)
        assert len(hashes(session)) == devices.MOST
    made.dispose()
