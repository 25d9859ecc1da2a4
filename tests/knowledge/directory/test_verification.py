from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.directory.verification import Check, Expiry, newest, state

PHONE = Expiry("phone", 90, 365)
CRISIS = Expiry("crisis_phone", 90, None)
CHECKED = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-3, "fresh"), (0, "fresh"), (90, "fresh"), (91, "flagged"), (365, "flagged"), (366, "hidden")],
)
def test_a_check_grows_old(days: int, expected: str) -> None:
    assert state(PHONE, Check(CHECKED, "confirmed"), CHECKED + timedelta(days)) == expected


def test_what_is_never_hidden_for_its_age_stays_flagged() -> None:
    assert state(CRISIS, Check(CHECKED, "confirmed"), CHECKED + timedelta(10_000)) == "flagged"


@pytest.mark.parametrize("expiry", [PHONE, CRISIS])
@pytest.mark.parametrize("result", ["dead", "contradicted", "wrong person"])
def test_what_a_check_did_not_confirm_is_hidden_at_once(expiry: Expiry, result: str) -> None:
    assert state(expiry, Check(CHECKED, result), CHECKED) == "hidden"


def test_the_newest_check_counts() -> None:
    old, new = Check(CHECKED, "dead"), Check(CHECKED + timedelta(1), "confirmed")
    assert newest([new, old]) == new
    assert newest([old, new]) == new


def test_of_one_day_the_check_that_failed_counts() -> None:
    good, bad = Check(CHECKED, "confirmed"), Check(CHECKED, "dead")
    assert newest([good, bad]) == bad
    assert newest([bad, good]) == bad


@given(st.integers(0, 2000), st.integers(0, 500))
def test_time_never_makes_a_check_fresher(days: int, more: int) -> None:
    order = ("fresh", "flagged", "hidden")
    check = Check(CHECKED, "confirmed")
    earlier, later = (state(PHONE, check, CHECKED + timedelta(n)) for n in (days, days + more))
    assert order.index(later) >= order.index(earlier)
