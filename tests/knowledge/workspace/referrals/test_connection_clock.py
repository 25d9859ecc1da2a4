from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from knowledge.workspace.connection_clock import clock

MADE = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALIFORNIA = ZoneInfo("America/Los_Angeles")
HOURS = 24


def after(hours: int, minutes: int = 0) -> datetime:
    return MADE + timedelta(hours=hours, minutes=minutes)


def test_runs_and_says_what_is_left_at_23_59() -> None:
    found = clock(MADE, None, after(23, 59), HOURS)
    assert (found.state, found.left) == ("running", timedelta(minutes=1))


def test_the_last_instant_at_24_00_still_counts() -> None:
    assert clock(MADE, None, after(24), HOURS).state == "running"
    assert clock(MADE, after(24), after(30), HOURS).state == "met"


def test_a_minute_later_it_is_missed_connected_or_not() -> None:
    assert clock(MADE, None, after(24, 1), HOURS).state == "missed"
    late = clock(MADE, after(24, 1), after(30), HOURS)
    assert (late.state, late.left) == ("missed", timedelta())


@pytest.mark.parametrize(
    ("made", "due"),
    [
        # Summer time ends: the wall shows one hour less a day later. It begins: one hour more.
        (datetime(2026, 10, 31, 18, tzinfo=CALIFORNIA), datetime(2026, 11, 1, 17, tzinfo=CALIFORNIA)),
        (datetime(2026, 3, 7, 18, tzinfo=CALIFORNIA), datetime(2026, 3, 8, 19, tzinfo=CALIFORNIA)),
    ],
)
def test_a_night_when_the_clocks_change_has_24_hours_all_the_same(made: datetime, due: datetime) -> None:
    found = clock(made, None, made, HOURS)
    assert found.due == due
    assert found.left == timedelta(hours=24)
    assert clock(made, due, due, HOURS).state == "met"
    late = due.astimezone(UTC) + timedelta(minutes=1)
    assert clock(made, late, late, HOURS).state == "missed"
