"""A row of hours: what is refused and in which words, and the days on which its hours begin."""

from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from knowledge.directory.schedule import Schedule, ScheduleRefused

GOOD = {"timezone": "America/Los_Angeles", "opens_at": "08:00", "closes_at": "16:00"}
WEEKLY = {"freq": "WEEKLY", "byday": "MO"}
MONTHLY = {"freq": "MONTHLY", "byday": "1MO"}
PERIOD = {"valid_from": "2026-07-06", "valid_to": "2026-07-10"}
CLOSED = {"opens_at": None, "closes_at": None}

REFUSED: list[tuple[dict[str, Any], str]] = [
    (WEEKLY | {"timezone": "-8"}, "timezone '-8' is no time zone"),
    (WEEKLY | {"timezone": ""}, "timezone '' is no time zone"),
    (WEEKLY | {"timezone": "America"}, "timezone 'America' is no time zone"),
    (WEEKLY | {"timezone": None}, "timezone None is not text"),
    (WEEKLY | {"opens_at": "8:00"}, "opens_at '8:00' is no time of day"),
    (WEEKLY | {"opens_at": "08:00:00"}, "opens_at '08:00:00' is no time of day"),
    (WEEKLY | {"opens_at": "08:00-08:00"}, "opens_at '08:00-08:00' is no time of day"),
    (WEEKLY | {"closes_at": "24:00"}, "closes_at '24:00' is no time of day"),
    (WEEKLY | {"closes_at": None}, "opens_at and closes_at go together"),
    (WEEKLY | {"closes_at": "08:00"}, "opens and closes at the same time"),
    (WEEKLY | CLOSED, "without hours it says closed"),
    (PERIOD | WEEKLY | CLOSED, "without hours it says closed"),
    (CLOSED | {"valid_from": "2026-07-06"}, "without hours it says closed"),
    (WEEKLY | {"valid_from": "2026-02-30"}, "valid_from '2026-02-30' is not a date"),
    (WEEKLY | {"valid_from": "20260706"}, "valid_from '20260706' is not a date"),
    (WEEKLY | {"valid_from": date(2026, 7, 6)}, r"valid_from datetime.date\(2026, 7, 6\) is not text"),
    (
        WEEKLY | {"valid_from": "2026-07-06", "valid_to": "2026-07-05"},
        "valid_from 2026-07-06 is after valid_to",
    ),
    (WEEKLY | {"dtstart": "2026-07-06", "until": "2026-07-05"}, "dtstart 2026-07-06 is after until"),
    (WEEKLY | {"freq": "DAILY"}, "freq 'DAILY' is none of WEEKLY, MONTHLY"),
    (WEEKLY | {"byday": "Monday"}, "byday 'Monday' are no days of the week"),
    (WEEKLY | {"byday": "1MO"}, "byday '1MO' are no days of the week"),
    (WEEKLY | {"byday": "MO,"}, "byday 'MO,' are no days of the week"),
    (WEEKLY | {"byday": ""}, "byday '' are no days of the week"),
    (MONTHLY | {"byday": "6MO"}, "byday '6MO' are no days: write them as"),
    (MONTHLY | {"bymonthday": "0"}, "bymonthday '0' are no days of the month"),
    (MONTHLY | {"bymonthday": "32"}, "bymonthday '32' are no days of the month"),
    (MONTHLY | {"bymonthday": 15}, "bymonthday 15 is not text"),
    (WEEKLY | {"bymonthday": "15"}, "bymonthday does not go with freq WEEKLY"),
    (WEEKLY | {"wkst": "Sunday"}, "wkst 'Sunday' is none of MO"),
    (WEEKLY | {"holidays": "maybe"}, "holidays 'maybe' is none of open, closed, unknown"),
    (WEEKLY | {"holidays": None}, "holidays None is not text"),
    (WEEKLY | {"interval": 0}, "interval 0 is not a whole number"),
    (WEEKLY | {"interval": 1.5}, "interval 1.5 is not a whole number"),
    (WEEKLY | {"count": True}, "count True is not a whole number"),
    (WEEKLY | {"interval": 2}, "give dtstart"),
    (WEEKLY | {"count": 3}, "give dtstart"),
    (
        WEEKLY | {"count": 3, "dtstart": "2026-07-06", "until": "2026-07-08"},
        "count and until exclude each other",
    ),
    ({"freq": "WEEKLY"}, "it names no days: give byday"),
    ({"freq": "MONTHLY"}, "it names no days: give byday"),
    ({}, "it names no days: give freq and byday"),
    ({"valid_from": "2026-07-06"}, "it names no days: give freq and byday"),
    ({"byday": "MO"}, "byday without freq: add freq"),
    (PERIOD | {"dtstart": "2026-07-06", "count": 1}, "dtstart, count without freq: add freq"),
]


@pytest.mark.parametrize(("columns", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_refuses_a_row_that_does_not_say_when(columns: dict[str, Any], said: str) -> None:
    with pytest.raises(ScheduleRefused, match=said):
        Schedule(**(GOOD | columns))


def test_names_every_fault_of_a_row_at_once() -> None:
    with pytest.raises(ScheduleRefused, match=r"opens_at '8' .*; closes_at '5' .*; freq 'daily'"):
        Schedule(timezone="America/Los_Angeles", opens_at="8", closes_at="5", freq="daily")


def test_takes_days_with_a_space_after_the_comma() -> None:
    schedule = Schedule(**GOOD, freq="MONTHLY", byday="1MO, -1FR")
    assert schedule.days(date(2026, 11, 1), date(2026, 11, 30)) == [date(2026, 11, 2), date(2026, 11, 27)]


def test_a_row_without_a_rule_holds_on_each_day_it_is_valid() -> None:
    days = Schedule(**GOOD, **PERIOD).days(date(2026, 1, 1), date(2026, 12, 31))
    assert days == [date(2026, 7, day) for day in range(6, 11)]


def test_days_without_hours_have_no_hours_that_begin() -> None:
    assert Schedule(timezone="UTC", **PERIOD).days(date(2026, 1, 1), date(2026, 12, 31)) == []


rules = st.fixed_dictionaries(
    {
        "freq": st.sampled_from(["WEEKLY", "MONTHLY"]),
        "dtstart": st.dates(date(2024, 1, 1), date(2026, 12, 31)).map(date.isoformat),
    },
    optional={
        "byday": st.sampled_from(["MO", "TU,SU", "WE,FR,SA"]),
        "interval": st.integers(1, 5),
        "wkst": st.sampled_from(["MO", "SU", "WE"]),
    },
)
ends = st.fixed_dictionaries({}, optional={"count": st.integers(1, 40)}) | st.fixed_dictionaries(
    {"until": st.dates(date(2027, 1, 1), date(2027, 12, 31)).map(date.isoformat)}
)


@given(rules, ends, st.dates(date(2023, 6, 1), date(2028, 6, 1)), st.integers(0, 60))
def test_a_window_of_days_is_that_part_of_the_whole_recurrence(
    rule: dict[str, Any], end: dict[str, Any], first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    parts = {name.upper(): value for name, value in (rule | end).items() if name != "dtstart"}
    text = ";".join(f"{name}={str(value).replace('-', '')}" for name, value in parts.items())
    whole = rrulestr(text, dtstart=datetime.fromisoformat(rule["dtstart"]))
    days = [moment.date() for moment in takewhile(lambda moment: moment.date() <= last, whole)]
    assert Schedule(**GOOD, **rule, **end).days(first, last) == [day for day in days if day >= first]
