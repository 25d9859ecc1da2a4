from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from knowledge.workspace import referrals
from knowledge.workspace.referral_tables import Referral, ReferralMonth, ReferralOutcome, ReferralStep
from knowledge.workspace.retention import MonthCount, first_kept_month, fold, monthly_counts

TODAY = date(2026, 11, 22)
OLD = datetime(2024, 10, 31, 23, 59, tzinfo=UTC)
KEPT = datetime(2024, 11, 1, tzinfo=UTC)

Make = Callable[..., int]


def outcome(session: Session, referral_id: int, code: str, at: datetime) -> None:
    referrals.add_outcome(session, referral_id, code, key=f"{referral_id} {code}", at=at, now=at)


def totals(counts: list[MonthCount]) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in counts:
        found[one.key.month] += one.referrals
        found["connected"] += one.connected
        found["in time"] += one.connected_in_time
    return found


@pytest.fixture
def filled(session: Session, make: Make) -> Session:
    for n in range(4):
        made = make(OLD, emergency=n < 2)
        referrals.set_steps(session, made, ["asked"], at=OLD)
        if n == 0:
            outcome(session, made, "connected", OLD + timedelta(hours=23))
        if n == 1:
            outcome(session, made, "got_help", OLD + timedelta(hours=25))
    make(OLD - timedelta(days=40), need="legal_civil")
    make(KEPT)
    return session


@pytest.mark.parametrize(
    ("today", "months", "first"),
    [
        (TODAY, 24, "2024-11"),
        (date(2026, 1, 1), 1, "2025-12"),
        (date(2026, 12, 31), 12, "2025-12"),
        (date(2026, 3, 31), 0, "2026-03"),
    ],
)
def test_whole_months_are_kept(today: date, months: int, first: str) -> None:
    assert first_kept_month(today, months) == first


def test_old_referrals_become_counts_and_every_trace_of_them_goes(filled: Session) -> None:
    assert fold(filled, TODAY) == 5
    assert filled.exec(select(Referral.made_at)).all() == ["2024-11-01T00:00:00Z"]
    assert len(filled.exec(select(ReferralOutcome)).all()) == 1
    assert filled.exec(select(ReferralStep)).all() == []
    rows = filled.exec(select(ReferralMonth)).all()
    assert sum(row.referrals for row in rows) == 5
    assert "H7KD" not in repr(rows)


def test_the_totals_are_the_same_before_and_after(filled: Session) -> None:
    before = monthly_counts(filled, "2024-01", "2026-12")
    fold(filled, TODAY)
    after = monthly_counts(filled, "2024-01", "2026-12")
    assert Counter(before) == Counter(after)
    assert totals(after) == {"2024-10": 4, "2024-09": 1, "2024-11": 1, "connected": 2, "in time": 1}


def test_folding_again_adds_to_what_is_counted(filled: Session, make: Make) -> None:
    fold(filled, TODAY)
    assert fold(filled, TODAY) == 0
    make(OLD)
    assert fold(filled, TODAY) == 1
    counted = monthly_counts(filled, "2024-10", "2024-10")
    assert totals(counted)["2024-10"] == 5
    usual = next(one for one in counted if one.key.outcome == "pending")
    assert usual.referrals == 3


def test_many_are_folded_in_one_go(session: Session, make: Make) -> None:
    for _ in range(501):
        make(OLD)
    assert fold(session, TODAY) == 501
    assert [row.referrals for row in session.exec(select(ReferralMonth))] == [501]


def test_counts_are_of_the_months_asked_for(filled: Session) -> None:
    assert totals(monthly_counts(filled, "2024-10", "2024-10"))["2024-10"] == 4
    fold(filled, TODAY)
    found = totals(monthly_counts(filled, "2024-10", "2024-11"))
    assert (found["2024-10"], found["2024-11"], found["2024-09"]) == (4, 1, 0)


def test_more_or_fewer_months_may_be_kept(filled: Session) -> None:
    assert fold(filled, TODAY, keep_months=26) == 0
    assert fold(filled, TODAY, keep_months=0) == 6
