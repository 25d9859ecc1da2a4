"""The counts that were fixed, and what of them is published."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.workspace.report_counts import FIRST_CONNECTION, QUARTILES, SUBJECTS, TOTAL, TOTALS, CountKey
from knowledge.workspace.report_periods import Period, fiscal_year
from knowledge.workspace.suppression import (
    QUARTER,
    Figure,
    Shown,
    figure,
    shown_rows,
    shown_total,
    total_figure,
)


@dataclass(frozen=True)
class Division:
    """How a total is divided; both say only what may be said."""

    total: Figure
    rows: Mapping[str, Figure]


@dataclass(frozen=True)
class Connection:
    """Quartiles of the hours to the first connection in a quarter or year; None for fewer than 10."""

    span: Period
    hours: tuple[int, ...] | None


class Book:
    """`partners` are rows of the subject partner even where nothing was counted of them."""

    def __init__(self, counts: Mapping[CountKey, int], partners: Collection[str]) -> None:
        self._counts = counts
        firsts = [first for first, months, _, _ in counts if months == QUARTER]
        self._base = fiscal_year(min(firsts)).first if firsts else 0
        self._end = max(firsts) + QUARTER if firsts else 0
        self._rows = {name: set(subject.rows) for name, subject in SUBJECTS.items()}
        self._rows["partner"] |= set(partners)
        for _, _, subject, row in counts:
            if subject in self._rows:
                self._rows[subject].add(row)
        self._totals = {name: self._by_month(name) for name in TOTALS}
        self._shown_totals = {name: shown_total(months) for name, months in self._totals.items()}
        self._divided: dict[str, Mapping[str, Sequence[int]]] = {}
        self._shown: dict[str, Mapping[str, Shown]] = {}
        for name in SUBJECTS:
            self._divide(name)

    def fixed_within(self, period: Period) -> Period | None:
        """The whole quarters of a period of which counts are fixed."""
        known = self._known(period)
        if known is None:
            return None
        first, last = -(-known.first // QUARTER) * QUARTER, (known.last + 1) // QUARTER * QUARTER - 1
        return Period(first, last) if first < last else None

    def total(self, name: str, fixed: Period | None) -> Figure:
        """What may be said of a total in whole fixed quarters."""
        if fixed is None:
            return Figure(0, True)
        span = self._at(fixed)
        return total_figure(self._totals[name], self._shown_totals[name], span.first, span.last)

    def months(self, period: Period) -> dict[int, Figure]:
        """Referrals by month, of the fixed months of the period."""
        known = self._known(period)
        if known is None:
            return {}
        counts, shown = self._totals["referrals"], self._shown_totals["referrals"]
        at = ((month, month - self._base) for month in range(known.first, known.last + 1))
        return {month: total_figure(counts, shown, place, place) for month, place in at}

    def division(self, name: str, fixed: Period | None) -> Division:
        """What may be said of a subject's rows in whole fixed quarters, and of what they divide."""
        subject = SUBJECTS[name]
        if fixed is None:
            return Division(Figure(0, True), {})
        span = self._at(fixed)
        rows = {
            row: figure(counts, QUARTER, self._shown[name][row], span.first, span.last)
            for row, counts in self._divided[name].items()
        }
        if not subject.of_row:
            return Division(self.total(subject.of, fixed), rows)
        counts, shown = self._divided[subject.of], self._shown[subject.of]
        total = figure(counts[subject.of_row], QUARTER, shown[subject.of_row], span.first, span.last)
        return Division(total, rows)

    def connections(self, fixed: Period | None) -> Iterator[Connection]:
        """The time to connection of each fixed quarter, and of each whole fiscal year after its quarters."""
        for first in range(fixed.first, fixed.last + 1, QUARTER) if fixed else ():
            yield self._connection(Period(first, first + 2))
            year = fiscal_year(first)
            if fixed and first + 2 == year.last and year.first >= fixed.first:
                yield self._connection(year)

    def _connection(self, span: Period) -> Connection:
        months = span.last - span.first + 1
        found = [self._counts.get((span.first, months, FIRST_CONNECTION, row)) for row in QUARTILES]
        hours = tuple(one for one in found if one is not None)
        return Connection(span, hours if len(hours) == len(QUARTILES) else None)

    def _known(self, period: Period) -> Period | None:
        return period.within(Period(self._base, self._end - 1)) if self._end else None

    def _at(self, period: Period) -> Period:
        return Period(period.first - self._base, period.last - self._base)

    def _by_month(self, name: str) -> list[int]:
        return [self._counts.get((month, 1, name, TOTAL), 0) for month in range(self._base, self._end)]

    def _divide(self, name: str) -> None:
        quarters = range(self._base, self._end, QUARTER)
        rows = {
            row: [self._counts.get((first, QUARTER, name, row), 0) for first in quarters]
            for row in sorted(self._rows[name])
        }
        subject = SUBJECTS[name]
        shown = self._shown[subject.of][subject.of_row] if subject.of_row else self._shown_totals[subject.of]
        self._divided[name], self._shown[name] = rows, shown_rows(rows, shown)
