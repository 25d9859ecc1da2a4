"""From rows of the `schedule` table to the hours that is_open and next_change reckon with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from knowledge.directory.schedule import Schedule, ScheduleRefused
from knowledge.directory.tables import Schedule as ScheduleRow

_OWN = {"timezone", "holidays"}  # the row has these under another name, or may lack them
_SAME = tuple(field.name for field in fields(Schedule) if field.name not in _OWN)


def schedules_of(rows: Iterable[ScheduleRow]) -> list[Schedule]:
    """The hours of one service, place or line; empty, which is_open takes as unknown, if a row is unreadable.

    Such a row could be the exception that holds today. Most imports are: HSDS gives an offset from UTC in
    place of a zone (`timezone_name`), so that one cannot tell what holds after the clocks change.
    """
    try:
        return [_schedule(row) for row in rows]
    except ScheduleRefused:
        return []


def _schedule(row: ScheduleRow) -> Schedule:
    if row.byweekno or row.byyearday:
        raise ScheduleRefused("byweekno and byyearday are not reckoned with: use byday or bymonthday")
    return Schedule(
        timezone=row.timezone_name or "",
        holidays=row.holidays or "unknown",
        **{name: getattr(row, name) or None for name in _SAME},
    )
