"""The months of reports: their numbers, fiscal years and quarters, and when a quarter is fixed.

A month is a number, so that it can be counted with: 12 times the year and the month from 0. The fiscal year
of California and its counties is July to June.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

# A quarter is fixed so many days after it ends: what came of its referrals until then is in it.
FIXED_AFTER_DAYS = 30

_TEXT = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_FISCAL_YEAR = re.compile(r"FY (\d{4})-(\d{2})")
_JULY = 6


@dataclass(frozen=True)
class Period:
    """The months from `first` to `last`, both in it."""

    first: int
    last: int

    def within(self, other: Period) -> Period | None:
        """The months that both have; None when there is none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Period(first, last) if first <= last else None


def month_of(day: date) -> int:
    """The number of the month of a day."""
    return day.year * 12 + day.month - 1


def month_text(month: int) -> str:
    """How a month is stored.

    >>> month_text(month_of(date(2026, 7, 14)))
    '2026-07'
    """
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def month_number(text: str) -> int:
    """The number of a month as it is stored. Raises ValueError."""
    found = _TEXT.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no month: write year and month as 2026-07.")
    return int(found[1]) * 12 + int(found[2]) - 1


def first_day(month: int) -> date:
    """The first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def fiscal_year(month: int) -> Period:
    """The fiscal year that a month is in."""
    first = month - (month - _JULY) % 12
    return Period(first, first + 11)


def quarter(month: int) -> Period:
    """The quarter that a month is in; quarters of the year and of the fiscal year are the same."""
    return Period(month - month % 3, month - month % 3 + 2)


def fixed_through(today: date) -> int:
    """The last month of the newest quarter that is fixed."""
    ended = month_of(today - timedelta(days=FIXED_AFTER_DAYS))
    return quarter(ended).first - 1


def named_fiscal_year(name: str) -> Period | None:
    """The months of a fiscal year as sources write it ("FY 2022-23"); None for what is written otherwise."""
    found = _FISCAL_YEAR.fullmatch(name)
    if found is None or int(found[2]) != (int(found[1]) + 1) % 100:
        return None
    return fiscal_year(int(found[1]) * 12 + _JULY)
