from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from knowledge.directory.engine import engine
from knowledge.workspace import referrals
from knowledge.workspace.referral_tables import Referral, ReferralMonth, ReferralOutcome, ReferralStep
from knowledge.workspace.referrals import Filter, NewReferral, NotInTheList, NotInTime

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

Make = Callable[..., int]


def add(
    session: Session, referral_id: int, code: str, at: datetime, key: str = "", now: datetime | None = None
) -> bool:
    return referrals.add_outcome(session, referral_id, code, key=key or f"{code} {at}", at=at, now=now or at)


def ids(session: Session, now: datetime = NOON, **wanted: str) -> list[int]:
    return [row.id for row in referrals.referrals(session, Filter(**wanted), now).rows]


def test_a_referral_is_open_with_its_first_outcome_as_history(session: Session, make: Make) -> None:
    made = make()
    kept = referrals.referral(session, made, NOON)
    assert kept is not None
    assert (kept.outcome.id, kept.overdue, kept.clock, kept.to_connection) == ("pending", False, None, None)
    assert [(one.outcome.id, one.at) for one in referrals.history(session, made)] == [("pending", NOON)]


def test_the_same_key_makes_one_referral(session: Session, make: Make) -> None:
    assert make(key="once") == make(key="once", need="legal_civil")
    assert len(session.exec(select(Referral)).all()) == 1
    assert make(key="twice") != make(key="once")


def test_two_submits_at_once_make_one_referral(session: Session, make: Make, tmp_path: Path) -> None:
    """The other one is committed after this one looked for the key, and before it writes."""
    other = engine(f"sqlite:///{tmp_path / 'own.sqlite3'}")
    new = NewReferral("tcvap", "food", "es", "contra_costa", "warm_handoff", False)

    def overtake(*_: object) -> None:
        with Session(other) as faster:
            referrals.create(faster, new, case_code="PPPP-PPPR", key="raced", at=NOON)
            faster.commit()

    event.listen(session, "before_flush", overtake, once=True)
    assert referrals.create(session, new, case_code="H7KD-3TRP", key="raced", at=NOON) == (1, False)
    other.dispose()
    assert [row.case_code for row in session.exec(select(Referral))] == ["PPPP-PPPR"]


def test_nothing_that_somebody_chose_is_kept_but_codes(session: Session, make: Make, tmp_path: Path) -> None:
    made = make(key="maria lopez 925-555-0123")
    add(session, made, "got_help", NOON, key="maria lopez again")
    session.commit()
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert b"tcvap" in raw
    assert b"maria" not in raw
    assert b"555-0123" not in raw


@pytest.mark.parametrize("field", ["language", "county", "how"])
def test_a_value_outside_its_list_is_refused(session: Session, make: Make, field: str) -> None:
    with pytest.raises(NotInTheList) as refused:
        make(**{field: "Maria lives at 5 Oak St"})
    assert refused.value.field == field
    assert session.exec(select(Referral)).all() == []


def test_outcomes_add_up_and_the_newest_counts(session: Session, make: Make) -> None:
    made = make()
    add(session, made, "could_not_reach", NOON + 2 * HOUR)
    add(session, made, "connected", NOON + 5 * HOUR)
    add(session, made, "got_help", NOON + 9 * HOUR)
    kept = referrals.referral(session, made, NOON + 10 * HOUR)
    assert kept is not None
    assert kept.outcome.id == "got_help"
    assert kept.to_connection == 5 * HOUR
    told = [one.outcome.id for one in referrals.history(session, made)]
    assert told == ["pending", "could_not_reach", "connected", "got_help"]


def test_an_outcome_told_late_stands_where_it_happened(session: Session, make: Make) -> None:
    made = make(emergency=True)
    now = NOON + 40 * HOUR
    add(session, made, "got_help", NOON + 30 * HOUR, now=now)
    add(session, made, "connected", NOON + 3 * HOUR, now=now)
    kept = referrals.referral(session, made, now)
    assert kept is not None
    assert (kept.outcome.id, kept.to_connection) == ("got_help", 3 * HOUR)
    assert kept.clock is not None
    assert kept.clock.state == "met"


def test_an_outcome_sent_twice_stands_once(session: Session, make: Make) -> None:
    made = make()
    assert add(session, made, "connected", NOON, key="one click")
    assert not add(session, made, "connected", NOON, key="one click")
    assert len(referrals.history(session, made)) == 2


@pytest.mark.parametrize("at", [NOON - HOUR, NOON + 2 * HOUR])
def test_nothing_comes_about_before_the_referral_or_in_the_future(
    session: Session, make: Make, at: datetime
) -> None:
    made = make()
    with pytest.raises(NotInTime):
        add(session, made, "connected", at, now=NOON + HOUR)
    assert len(referrals.history(session, made)) == 1


def test_an_unknown_outcome_or_referral_changes_nothing(session: Session, make: Make) -> None:
    made = make()
    with pytest.raises(NotInTheList):
        add(session, made, "she told me that", NOON)
    assert not add(session, made + 1, "connected", NOON)
    assert referrals.referral(session, made + 1, NOON) is None


def test_steps_are_ticked_and_unticked_and_keep_their_time(session: Session, make: Make) -> None:
    made = make()
    referrals.set_steps(session, made, ["asked", "called_first"], at=NOON)
    referrals.set_steps(session, made, ["asked", "joined"], at=NOON + HOUR)
    assert referrals.steps_done(session, made) == {"asked", "joined"}
    row = session.exec(select(ReferralStep).where(ReferralStep.step == "asked")).one()
    assert row.done_at == "2026-11-22T12:00:00Z"
    with pytest.raises(NotInTheList):
        referrals.set_steps(session, made, ["wrote her name down"], at=NOON)


def test_lists_are_filtered_and_the_newest_comes_first(session: Session, make: Make) -> None:
    food, legal = make(), make(NOON + HOUR, need="legal_civil", service_id="baylegal_civil")
    other = make(NOON + 2 * HOUR, case_code="PPPP-PPPR")
    add(session, food, "got_help", NOON + 3 * HOUR)
    assert ids(session) == [other, legal, food]
    assert ids(session, state="open") == [other, legal]
    assert ids(session, state="closed") == [food]
    assert ids(session, need="legal_civil") == [legal]
    assert ids(session, service_id="tcvap") == [other, food]
    assert ids(session, case_code="H7KD-3TRP") == [legal, food]
    assert ids(session, case_code="-") == []


def test_one_case_may_have_several_referrals(session: Session, make: Make) -> None:
    make(), make()
    assert len(ids(session, case_code="H7KD-3TRP")) == 2
    assert referrals.has_case(session, "H7KD-3TRP")
    assert not referrals.has_case(session, "PPPP-PPPR")


def test_the_list_of_the_overdue_and_each_row_say_the_same(session: Session, make: Make) -> None:
    emergency, usual, connected = make(emergency=True), make(), make(emergency=True)
    add(session, connected, "connected", NOON + HOUR)
    closed = make(emergency=True)
    add(session, closed, "declined", NOON + HOUR)
    for after, late in (
        (24 * HOUR, []),
        (24 * HOUR + timedelta(minutes=1), [emergency]),
        (14 * DAY + HOUR / 2, [emergency, usual]),
        (14 * DAY + 2 * HOUR, [emergency, usual, connected]),
    ):
        now = NOON + after
        found = referrals.referrals(session, Filter(), now).rows
        assert sorted(ids(session, now, state="overdue")) == late
        assert sorted(row.id for row in found if row.overdue) == late


def test_pages_hold_everything_once(session: Session, make: Make) -> None:
    made = [make(NOON + n * HOUR) for n in range(7)]
    pages = [referrals.referrals(session, Filter(), NOON, page=n, per_page=3) for n in (1, 2, 3)]
    assert [row.id for page in pages for row in page.rows] == made[::-1]
    assert {(page.total, page.pages) for page in pages} == {(7, 3)}
    beyond = referrals.referrals(session, Filter(), NOON, page=99, per_page=3)
    assert (beyond.page, len(beyond.rows)) == (3, 1)


def test_seconds_are_not_kept(session: Session, make: Make) -> None:
    make(NOON.replace(second=59))
    assert session.exec(select(Referral.made_at)).one() == "2026-11-22T12:00:00Z"


def test_no_table_has_a_place_for_words_or_for_a_person() -> None:
    columns = {
        name
        for table in (Referral, ReferralOutcome, ReferralStep, ReferralMonth)
        for name in (column.name for column in table.__table__.columns)
    }
    forbidden = {
        "name",
        "note",
        "notes",
        "phone",
        "email",
        "address",
        "birth_date",
        "account",
        "owner",
        "text",
    }
    assert not columns & forbidden


def test_two_connections_see_one_log(session: Session, make: Make, tmp_path: Path) -> None:
    made = make()
    session.commit()
    other = engine(f"sqlite:///{tmp_path / 'own.sqlite3'}")
    with Session(other) as reader:
        assert reader.exec(select(Referral.id).where(col(Referral.id) == made)).one() == made
    other.dispose()
