"""Rows of the schedule table, read for reckoning."""

from datetime import datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from knowledge.directory import tables
from knowledge.directory.load import load_facts
from knowledge.directory.opening import Schedule, is_open
from knowledge.directory.opening_rows import schedules_of

MONDAY = datetime.fromisoformat("2026-11-23T10:00:00-08:00")
ROW = {
    "freq": "WEEKLY",
    "byday": "MO",
    "opens_at": "08:00",
    "closes_at": "16:00",
    "timezone_name": "America/Los_Angeles",
}


def row(**columns: Any) -> tables.Schedule:
    return tables.Schedule(id="one", **(ROW | columns))


def test_a_row_without_a_word_on_holidays_is_unknown_on_them() -> None:
    (schedule,) = schedules_of([row()])
    assert schedule == Schedule(
        timezone="America/Los_Angeles", freq="WEEKLY", byday="MO", opens_at="08:00", closes_at="16:00"
    )
    assert schedule.holidays == "unknown"


def test_empty_text_from_a_table_in_a_file_is_no_value() -> None:
    assert schedules_of([row(until="", wkst="", bymonthday="")]) == schedules_of([row()])


@pytest.mark.parametrize(
    "odd",
    [
        {"timezone_name": None, "timezone": -8},
        {"opens_at": "08:00-08:00"},
        {"byweekno": "41,42"},
        {"byyearday": "-1"},
        {"freq": "YEARLY"},
        {"opens_at": None},
    ],
    ids=str,
)
def test_one_row_that_cannot_be_read_leaves_the_answer_unknown(odd: dict[str, Any]) -> None:
    assert is_open(schedules_of([row()]), MONDAY) is True
    assert is_open(schedules_of([row(), row(**odd)]), MONDAY) is None


def test_the_stored_rows_are_the_hours_of_the_facts(session: Session) -> None:
    stored = session.exec(select(tables.Schedule).order_by(tables.Schedule.id)).all()
    facts = load_facts().schedules.schedules
    told = {(one.whose.hotline, one.whose.service, one.schedule()) for one in facts}
    assert {(one.hotline_id, one.service_id, *schedules_of([one])) for one in stored} == told
    assert len(stored) == len(facts)
