"""What is known of a situation, read from plain data; nothing of it is stored.

An absent or null fact is unknown. So is `not_sure` or `prefer_not_say`, which is also not asked again.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.errors import KnowledgeError
from knowledge.rules.fields import NONE, NONE_YET, SKIPS, Field, Fields

FIRST_YEAR = 1900
MOST = 10**9
_SET_KEYS = frozenset({"values", "complete"})
_PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True)
class SetOf:
    """What was chosen; `closed` when the person saw the whole list and answered all of it."""

    values: frozenset[str]
    closed: bool


@dataclass(frozen=True)
class Between:
    """A whole number or a date known as a range, both ends included."""

    low: Any
    high: Any


Value = bool | str | SetOf | Between


@dataclass(frozen=True)
class Facts:
    """Known values by field, and the fields that somebody chose not to answer."""

    known: Mapping[str, Value]
    skipped: frozenset[str]
    on: date


@dataclass(frozen=True)
class FactProblem:
    """One fact that cannot be read: its field, what is wrong, how to mend it. It never repeats the value."""

    field: str
    what: str
    mend: str


class FactsRefused(KnowledgeError):
    """The facts of a screening cannot be read; `problems` holds each."""

    code = "situation_refused"

    def __init__(self, problems: list[FactProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{one.field}: {one.what}" for one in problems))


class _Unreadable(Exception):
    def __init__(self, what: str, mend: str) -> None:
        self.what, self.mend = what, mend


def read_facts(fields: Fields, raw: Mapping[str, Any], *, on: date) -> Facts:
    """Typed facts from JSON-like data as of a day. Raises FactsRefused with every problem."""
    facts, problems = read_what_fits(fields, raw, on=on)
    if problems:
        raise FactsRefused(problems)
    return facts


def read_what_fits(fields: Fields, raw: Mapping[str, Any], *, on: date) -> tuple[Facts, list[FactProblem]]:
    """The facts that can be read, the rest left unknown; and what is wrong with the rest."""
    known: dict[str, Value] = {}
    skipped: set[str] = set()
    problems: list[FactProblem] = []
    for name, value in raw.items():
        field = fields.by_id.get(name)
        if field is None:
            problems.append(_unknown(name, fields))
        elif _is_skip(field, value):
            skipped.add(name)
        elif value is not None:
            try:
                known[name] = _READERS[field.type](field, value, on)
            except _Unreadable as error:
                problems.append(FactProblem(name, error.what, error.mend))
    return Facts(known, frozenset(skipped), on), problems


def _unknown(name: str, fields: Fields) -> FactProblem:
    if name in fields.derived:
        mend = f"give {fields.derived[name].field}, from which it is worked out"
        return FactProblem(name, "is worked out, never given", mend)
    return FactProblem(name[:60], "is not a field", "use the fields of GET /api/v1/screenings/fields")


def _is_skip(field: Field, value: Any) -> bool:
    """Whether the whole answer is that there is none."""
    if isinstance(value, dict) and not set(value) - _SET_KEYS:
        value = value.get("values")
    chosen = value if isinstance(value, list) else [value]
    skips = SKIPS | ({NONE_YET} & field.values.keys())
    return bool(chosen) and all(isinstance(one, str) and one in skips for one in chosen)


def _boolean(_field: Field, value: Any, _on: date) -> bool:
    if not isinstance(value, bool):
        raise _Unreadable("is not true or false", "give true, false or null")
    return value


def _enum(field: Field, value: Any, _on: date) -> str:
    if not isinstance(value, str) or value not in field.values:
        raise _Unreadable("is not one of its values", f"use one of {', '.join(field.values)}")
    return value


def _set(field: Field, value: Any, _on: date) -> SetOf:
    chosen, complete = value, False
    if isinstance(value, dict):
        if set(value) - _SET_KEYS:
            raise _Unreadable("has unknown keys", "give {values: [...], complete: true or false}")
        chosen, complete = value.get("values"), value.get("complete", False)
    if not isinstance(chosen, list) or not isinstance(complete, bool):
        raise _Unreadable("is not a list", "give a list, or {values: [...], complete: true or false}")
    if any(not isinstance(one, str) or (one not in field.values and one not in SKIPS) for one in chosen):
        raise _Unreadable("holds something that is not one of its values", f"use {', '.join(field.values)}")
    values = frozenset(chosen)
    unanswered = SKIPS | {NONE_YET}
    return SetOf(values - unanswered - {NONE}, complete and not values & unanswered)


def _number(field: Field, value: Any, _on: date) -> Between:
    ends = value if isinstance(value, list) else [value, value]
    if len(ends) != 2 or any(isinstance(end, bool) or not isinstance(end, int) for end in ends):
        raise _Unreadable("is not a whole number", "give a whole number, or [low, high]")
    low, high = ends
    most = field.most if field.most is not None else MOST
    if not 0 <= low <= high <= most:
        raise _Unreadable("is out of range", f"give numbers from 0 to {most}, the lower one first")
    return Between(low, high)


def _partial_date(_field: Field, value: Any, on: date) -> Between:
    # A year may come as a number. A boolean is one too; and `str` raises for thousands of digits.
    is_year = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9999
    text = str(value) if is_year else value
    match = _PARTIAL_DATE.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise _Unreadable("is not a date", "give YYYY, YYYY-MM or YYYY-MM-DD")
    try:
        first, last = _days(*(int(part) if part else None for part in match.groups()))
    except ValueError:
        raise _Unreadable("is no date of the calendar", "give a date that exists") from None
    if first.year < FIRST_YEAR or first > on:
        raise _Unreadable("is not in the past", f"give a date from {FIRST_YEAR} to the day of the screening")
    return Between(first, min(last, on))


def _days(year: int | None, month: int | None, day: int | None) -> tuple[date, date]:
    """The first and last day that a partial date covers. Raises ValueError."""
    assert year is not None
    first = date(year, 1 if month is None else month, 1 if day is None else day)
    if day is not None:
        return first, first
    last_month = 12 if month is None else month
    return first, date(year, last_month, calendar.monthrange(year, last_month)[1])


_READERS: dict[str, Callable[[Field, Any, date], Value]] = {
    "boolean": _boolean,
    "enum": _enum,
    "set": _set,
    "number": _number,
    "partial_date": _partial_date,
}
