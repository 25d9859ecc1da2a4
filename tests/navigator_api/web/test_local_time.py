from datetime import UTC, datetime, timedelta

import pytest

from navigator_api.clock import CALIFORNIA
from navigator_api.web.local_time import day_and_time, for_field, from_field, hours_and_minutes


def test_moments_are_told_in_california_in_both_languages() -> None:
    at = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)
    assert day_and_time(at, "en") == "November 22, 2026, 10:05 AM"
    assert day_and_time(at, "es") == "22 de noviembre de 2026, 10:05"


def test_the_hour_that_comes_twice_has_its_zone() -> None:
    first, second = (datetime(2026, 11, 1, 8, 30, tzinfo=UTC), datetime(2026, 11, 1, 9, 30, tzinfo=UTC))
    assert day_and_time(first, "en").endswith("1:30 AM PDT")
    assert day_and_time(second, "en").endswith("1:30 AM PST")


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        (timedelta(), "0 h 0 min"),
        (timedelta(minutes=59, seconds=59), "0 h 59 min"),
        (timedelta(days=1, hours=2, minutes=5), "26 h 5 min"),
    ],
)
def test_spans_are_hours_and_minutes(span: timedelta, shown: str) -> None:
    assert hours_and_minutes(span) == shown


def test_a_field_for_time_is_read_as_it_was_shown() -> None:
    at = datetime(2026, 11, 22, 10, 5, tzinfo=CALIFORNIA)
    assert for_field(at) == "2026-11-22T10:05"
    assert from_field("2026-11-22T10:05") == at
    assert from_field("yesterday, she said") is None
