"""One row of opening hours, in HSDS 3.1's parts of an RFC 5545 rule, and the days on which its hours begin.

ScheduleRefused     the parts of a row do not say when something is open; names every fault of the row
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import islice
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from dateutil.rrule import MO, MONTHLY, WEEKLY, rrule, weekday

from knowledge.errors import KnowledgeError

WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HOLIDAY_POLICIES: Final = ("open", "closed", "unknown")
GENERAL: Final = 10**9  # more days than any exception is valid for

_FREQS: Final[dict[str, Literal[1, 2]]] = {"WEEKLY": WEEKLY, "MONTHLY": MONTHLY}
_DATES = ("valid_from", "valid_to", "dtstart", "until")
_NUMBERS = ("count", "interval")
_RULE_PARTS = ("dtstart", "until", "count", "interval", "byday", "bymonthday")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_DAY_NAME = "|".join(WEEKDAYS)
_WEEKLY_DAYS = re.compile(rf"({_DAY_NAME})(, ?({_DAY_NAME}))*")
_MONTHLY_DAY = rf"([+-]?[1-5])?({_DAY_NAME})"
_MONTHLY_DAYS = re.compile(rf"{_MONTHLY_DAY}(, ?{_MONTHLY_DAY})*")
_MONTH_DAY = r"-?([1-9]|[12]\d|3[01])"
_MONTH_DAYS = re.compile(rf"{_MONTH_DAY}(, ?{_MONTH_DAY})*")


class ScheduleRefused(KnowledgeError, ValueError):
    code = "schedule_refused"


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """Dates are ISO text (2026-12-24), times HH:MM on the clocks of `timezone` (an IANA name).

    Hours with closes_at before opens_at end on the next day; 00:00 to 23:59 is the whole day. Without `freq`
    the hours hold on every day from valid_from to valid_to. Without hours those days are closed, as in
    schema.org's OpeningHoursSpecification. `holidays` is what the row says of public holidays: open, closed
    or unknown. Raises ScheduleRefused for a row of which one cannot say when it is open.
    """

    timezone: str
    opens_at: str | None = None
    closes_at: str | None = None
    freq: str | None = None
    byday: str | None = None
    bymonthday: str | None = None
    interval: int | None = None
    dtstart: str | None = None
    until: str | None = None
    count: int | None = None
    wkst: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    holidays: str = "unknown"

    def __post_init__(self) -> None:
        faults = list(_part_faults(self)) or [*_span_faults(self), *_rule_faults(self)]
        if faults:
            raise ScheduleRefused("; ".join(faults))

    @cached_property
    def first_day(self) -> date:
        return date.fromisoformat(self.valid_from) if self.valid_from else date.min

    @cached_property
    def last_day(self) -> date:
        return date.fromisoformat(self.valid_to) if self.valid_to else date.max

    @cached_property
    def valid_days(self) -> int:
        """How long an exception is valid; GENERAL for a row without a first or a last day."""
        return (self.last_day - self.first_day).days if self.valid_from and self.valid_to else GENERAL

    def is_valid_on(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def days(self, first: date, last: date) -> list[date]:
        """The days from `first` to `last` on which hours of this row begin, holidays not regarded."""
        start, end = max(first, self.first_day), min(last, self.last_day)
        if self.opens_at is None or start > end:
            return []
        if self.freq is None:
            return [start + timedelta(days=n) for n in range((end - start).days + 1)]
        found = (moment.date() for moment in islice(_rule(self, start, end), self.count))
        return [day for day in found if day >= start]


def _rule(row: Schedule, start: date, end: date) -> rrule:
    """The recurrence up to `end`; from its own beginning where it counts from there, else from `start`."""
    begin = date.fromisoformat(row.dtstart) if row.dtstart else start
    until = min(end, date.fromisoformat(row.until)) if row.until else end
    counts = row.count is not None or row.interval not in (None, 1)
    return rrule(
        _FREQS[row.freq or ""],
        dtstart=datetime.combine(begin if counts else max(begin, start), time()),
        until=datetime.combine(until, time()),
        interval=row.interval or 1,
        wkst=_weekday(row.wkst) if row.wkst else MO,
        **_days_of(row, begin),
    )


def _days_of(row: Schedule, begin: date) -> dict[str, Any]:
    """The rule's days; where it names none, the weekday or the day of the month on which it begins."""
    if row.byday is None and row.bymonthday is None:
        return {"byweekday": begin.weekday()} if row.freq == "WEEKLY" else {"bymonthday": begin.day}
    return {
        "byweekday": [_weekday(part.strip()) for part in row.byday.split(",")] if row.byday else None,
        "bymonthday": [int(part) for part in row.bymonthday.split(",")] if row.bymonthday else None,
    }


def _weekday(part: str) -> weekday:
    return weekday(WEEKDAYS.index(part[-2:]), int(part[:-2]) if part[:-2] else None)


def _part_faults(row: Schedule) -> Iterator[str]:
    """What is wrong with a column whatever the others say."""
    for name in (field.name for field in fields(row)):
        value = getattr(row, name)
        if name in _NUMBERS:
            if value is not None and not (type(value) is int and 1 <= value <= 9999):
                yield f"{name} {value!r} is not a whole number from 1 to 9999: correct it or leave it out"
        elif name not in ("timezone", "holidays") and value is None:
            continue
        elif not isinstance(value, str):
            yield f"{name} {value!r} is not text: quote it"
        elif fault := _text_fault(row, name, value):
            yield f"{name} {value!r} {fault}"


def _text_fault(row: Schedule, name: str, value: str) -> str | None:
    if name in _DATES:
        return None if _is_date(value) else "is not a date: write it as 2026-12-24"
    if name in ("opens_at", "closes_at"):
        return None if _TIME.fullmatch(value) else "is no time of day: write HH:MM, as 08:00 or 16:30"
    if name == "timezone":
        return None if _is_zone(value) else "is no time zone: write its IANA name, as America/Los_Angeles"
    if name in ("byday", "bymonthday"):
        return _days_fault(row, name, value)
    allowed = {"freq": tuple(_FREQS), "wkst": WEEKDAYS, "holidays": HOLIDAY_POLICIES}[name]
    return None if value in allowed else f"is none of {', '.join(allowed)}"


def _days_fault(row: Schedule, name: str, value: str) -> str | None:
    if name == "bymonthday":
        return None if _MONTH_DAYS.fullmatch(value) else "are no days of the month: write them as 1,15,-1"
    if row.freq == "MONTHLY":
        return None if _MONTHLY_DAYS.fullmatch(value) else "are no days: write them as MO,TU or 2MO,-1FR"
    return None if _WEEKLY_DAYS.fullmatch(value) else "are no days of the week: write them as MO,TU,WE"


def _is_date(value: str) -> bool:
    try:
        return bool(_DATE.fullmatch(value) and date.fromisoformat(value))
    except ValueError:
        return False


def _is_zone(value: str) -> bool:
    try:
        return bool(ZoneInfo(value))
    except (KeyError, ValueError, OSError):
        return False


def _span_faults(row: Schedule) -> Iterator[str]:
    """What is wrong with hours and dates taken together."""
    if (row.opens_at is None) != (row.closes_at is None):
        yield "opens_at and closes_at go together: give both, or neither for days that are closed"
    if row.opens_at is not None and row.opens_at == row.closes_at:
        yield "it opens and closes at the same time: write the whole day as 00:00 to 23:59"
    if row.opens_at is None and (row.freq or not _is_exception(row)):
        yield "without hours it says closed: give valid_from and valid_to and no rule, or give the hours"
    for first, last in (("valid_from", "valid_to"), ("dtstart", "until")):
        start, end = getattr(row, first), getattr(row, last)
        if start and end and start > end:
            yield f"{first} {start} is after {last} {end}: exchange or correct them"


def _rule_faults(row: Schedule) -> Iterator[str]:
    """What is wrong with the recurrence."""
    if row.freq is None:
        given = [name for name in _RULE_PARTS if getattr(row, name) is not None]
        if given:
            yield f"{', '.join(given)} without freq: add freq WEEKLY or MONTHLY"
        elif not _is_exception(row):
            yield "it names no days: give freq and byday, or valid_from and valid_to"
        return
    if row.freq == "WEEKLY" and row.bymonthday:
        yield "bymonthday does not go with freq WEEKLY: use byday, or freq MONTHLY"
    if not (row.byday or row.bymonthday or row.dtstart):
        yield "it names no days: give byday"
    if row.dtstart is None and (row.count or row.interval not in (None, 1)):
        yield "count and interval count from a first day: give dtstart"
    if row.count and row.until:
        yield "count and until exclude each other: leave out one"


def _is_exception(row: Schedule) -> bool:
    return row.valid_from is not None and row.valid_to is not None
