"""Whether a service or line is open at an instant, and when that changes next. Pure: the instant is given.

How the doubtful cases are decided:
- No row is valid on the day: unknown. A recurrence that has ended (`until`, `count`) is closed, not unknown.
- A row valid from one date to another is an exception: on its days the shortest such row holds alone, with
  all rows of the same length, and the general rows (no valid_from, or no valid_to) are silent.
- Hours belong to the day on which they begin: a night shift runs on into a holiday, or into a closed day.
- A holiday changes only hours that the row has on that day: with policy closed it has none, with policy
  unknown they are unknown; the rest of the day is closed.
- A wall time that the clock skips in spring is the instant of the skip; one that comes twice in autumn is
  the first of the two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from holidays import country_holidays

from knowledge.directory.schedule import Schedule, ScheduleRefused

__all__ = ["HORIZON_DAYS", "Opening", "Schedule", "ScheduleRefused", "is_open", "next_change"]

HORIZON_DAYS: Final = 366
_CHUNK_DAYS = 7
_DAY = timedelta(days=1)
_YEARS = range(1900, 2101)  # those of which the holidays are known
_END_OF_DAY = "23:59"  # HSDS writes 24 hours as 00:00 to 23:59


@dataclass(frozen=True)
class Opening:
    """A change: from `at` on (aware, in the zone of the first row) the answer of is_open is `open`.

    Compare `at` in UTC: Python holds times of the repeated hour unequal to the same instant of another zone.
    """

    at: datetime
    open: bool | None


@dataclass(frozen=True)
class _Span:
    """One stretch of open hours, in UTC; not sure on a holiday with an unknown policy."""

    start: datetime
    end: datetime
    sure: bool


def is_open(schedules: Sequence[Schedule], at: datetime) -> bool | None:
    """True when any row is open at the instant; None when no row says, or only one that may be on holiday.

    Instants before 1900 and after 2100 are unknown. Raises ValueError for an `at` without time zone.
    """
    if (now := _utc(at)) is None:
        return None
    today = now.date()
    return _state(schedules, list(_spans(schedules, today - 2 * _DAY, today + _DAY)), now)


def next_change(schedules: Sequence[Schedule], at: datetime) -> Opening | None:
    """The first instant after `at` where is_open differs; None when there is none within HORIZON_DAYS.

    Raises ValueError for an `at` without time zone.
    """
    if (now := _utc(at)) is None:
        return None
    state = is_open(schedules, now)
    for days in range(0, HORIZON_DAYS, _CHUNK_DAYS):
        first = now.date() + days * _DAY
        spans = list(_spans(schedules, first - 2 * _DAY, first + (_CHUNK_DAYS + 1) * _DAY))
        for instant in _edges(schedules, spans, first):
            if instant > now and (changed := _state(schedules, spans, instant)) != state:
                return Opening(instant.astimezone(ZoneInfo(schedules[0].timezone)), changed)
    return None


def _utc(at: datetime) -> datetime | None:
    if at.utcoffset() is None:
        raise ValueError("the instant has no time zone: give an aware datetime")
    return at.astimezone(UTC) if at.year in _YEARS else None


def _state(schedules: Sequence[Schedule], spans: Sequence[_Span], at: datetime) -> bool | None:
    here = [span.sure for span in spans if span.start <= at < span.end]
    if here:
        return True if any(here) else None
    known = any(row.is_valid_on(at.astimezone(ZoneInfo(row.timezone)).date()) for row in schedules)
    return False if known else None


def _edges(schedules: Sequence[Schedule], spans: Sequence[_Span], first: date) -> list[datetime]:
    """Every instant of the chunk from `first` (UTC) at which the answer may change, in order."""
    start = datetime.combine(first, time(), UTC)
    days = [first + n * _DAY for n in range(-1, _CHUNK_DAYS + 2)]
    zones = {row.timezone for row in schedules}
    edges = {_instant(day, time(), ZoneInfo(zone)) for day in days for zone in zones}
    edges |= {edge for span in spans for edge in (span.start, span.end)}
    return sorted(edge for edge in edges if start <= edge < start + _CHUNK_DAYS * _DAY)


def _spans(schedules: Sequence[Schedule], first: date, last: date) -> Iterator[_Span]:
    """The open hours that begin on a day from `first` to `last`."""
    for row in schedules:
        for day in row.days(first, last):
            is_holiday = day in _holidays(day.year)
            if _holds(row, day, schedules) and not (is_holiday and row.holidays == "closed"):
                yield _span(row, day, sure=not is_holiday or row.holidays == "open")


def _holds(row: Schedule, day: date, schedules: Sequence[Schedule]) -> bool:
    """Whether no exception takes the place of this row on that day."""
    return row.valid_days == min(other.valid_days for other in schedules if other.is_valid_on(day))


def _span(row: Schedule, day: date, *, sure: bool) -> _Span:
    opens = time.fromisoformat(row.opens_at or "")
    closes = time() if row.closes_at == _END_OF_DAY else time.fromisoformat(row.closes_at or "")
    zone = ZoneInfo(row.timezone)
    last = day if closes > opens else day + _DAY
    return _Span(_instant(day, opens, zone), _instant(last, closes, zone), sure)


def _instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The earliest instant (UTC) at which clocks there show this time of this day, or have skipped it."""
    local = datetime.combine(day, wall, zone)
    first, second = local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)
    if second >= first:
        return first
    after = first.astimezone(zone).utcoffset()
    skip = bisect_left(
        range(int((first - second).total_seconds())),
        True,
        key=lambda seconds: (second + timedelta(seconds=seconds)).astimezone(zone).utcoffset() == after,
    )
    return second + timedelta(seconds=skip)


@lru_cache(maxsize=len(_YEARS))
def _holidays(year: int) -> frozenset[date]:
    """Federal holidays and California's, with the days on which they are observed."""
    return frozenset(country_holidays("US", years=year)) | frozenset(
        country_holidays("US", subdiv="CA", years=year)
    )
