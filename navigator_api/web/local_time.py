"""Moments and spans as a page of the workspace shows them: in California's time, in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.dates import format_date, format_time

from bot.text.language import Language
from navigator_api.clock import CALIFORNIA

_MINUTES_OF_AN_HOUR = 60
_FIELD = "%Y-%m-%dT%H:%M"  # of <input type="datetime-local">


def day_and_time(at: datetime, language: Language) -> str:
    """ "November 22, 2026, 10:05 AM"; the hour that comes twice in autumn has its zone beside it."""
    local = at.astimezone(CALIFORNIA)
    hour = format_time(local, "short", locale=language).replace("\u202f", " ")
    shown = f"{format_date(local, 'long', locale=language)}, {hour}"
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{shown} {local.tzname()}" if twice else shown


def hours_and_minutes(span: timedelta) -> str:
    """ "26 h 5 min"; the units are the same in both languages."""
    minutes = int(span.total_seconds()) // _MINUTES_OF_AN_HOUR
    hours, rest = divmod(minutes, _MINUTES_OF_AN_HOUR)
    return f"{hours} h {rest} min"


def from_field(typed: str) -> datetime | None:
    """What was put into a field for a local time, as an aware instant; None for what is no time."""
    try:
        return datetime.strptime(typed, _FIELD).replace(tzinfo=CALIFORNIA)
    except ValueError:
        return None


def for_field(at: datetime) -> str:
    """An instant as the field wants it."""
    return at.astimezone(CALIFORNIA).strftime(_FIELD)
