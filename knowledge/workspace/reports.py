"""What a report of a period says: only numbers that may be published (suppression.py), from fixed counts.

Trainings, and how often outreach was held, are counted as they stand: no number of theirs is about a client.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlmodel import Session, col, func, select

from knowledge.directory import queries
from knowledge.directory.results import ContractLineEntry
from knowledge.directory.tables import ContractLine, Funding
from knowledge.workspace import report_counts
from knowledge.workspace.partner_log import counted
from knowledge.workspace.partner_log_codes import kinds
from knowledge.workspace.partner_log_tables import Outreach, Training
from knowledge.workspace.report_book import Book, Connection, Division
from knowledge.workspace.report_counts import SUBJECTS, TOTALS
from knowledge.workspace.report_periods import (
    Period,
    fiscal_year,
    month_number,
    month_of,
    month_text,
    named_fiscal_year,
)
from knowledge.workspace.suppression import Figure
from knowledge.workspace.topics import topics

Key = TypeVar("Key", str, int)


@dataclass(frozen=True)
class Work:
    """What was logged of trainings and outreach; `sessions` counts entries of outreach."""

    trainings: int = 0
    people: int = 0
    sessions: int = 0
    materials: int = 0

    def __add__(self, other: Work) -> Work:
        return Work(
            self.trainings + other.trainings,
            self.people + other.people,
            self.sessions + other.sessions,
            self.materials + other.materials,
        )


@dataclass(frozen=True)
class Paid:
    """An organization that contract lines pay, and what the logs say that it did in the period.

    `same_year` are the positions of the lines whose fiscal year has months of the period in it.
    """

    organization_id: str
    lines: tuple[ContractLineEntry, ...]
    same_year: frozenset[int]
    referrals: Figure
    work: Work


@dataclass(frozen=True)
class Report:
    """`fixed` are the whole quarters of the period that are fixed; None when it has none.

    `connections` and what stands in `divisions` and `totals` is of these, `months` of each fixed month.
    """

    period: Period
    fixed: Period | None
    months: Mapping[int, Figure]
    divisions: Mapping[str, Division]
    totals: Mapping[str, Figure]
    unanswered: Mapping[str, Figure]
    connections: tuple[Connection, ...]
    share_in_time: int | None
    work_by_partner: Mapping[str, Work]
    work_by_month: Mapping[int, Work]
    paid: tuple[Paid, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was logged in the period that may be told, and nothing is hidden either."""
        nothing = all(one == Figure(0, True) for one in (*self.totals.values(), *self.months.values()))
        return nothing and not self.work_by_partner and not self.unanswered


def report(session: Session, period: Period, today: date) -> Report:
    """The report of these months as it may be published on this day."""
    book = Book(report_counts.kept(session), _contractors(session))
    fixed = book.fixed_within(period)
    divisions = {name: book.division(name, fixed) for name in SUBJECTS}
    work = list(_work(session, period))
    by_partner = _summed((organization_id, one) for organization_id, _, one in work)
    return Report(
        period=period,
        fixed=fixed,
        months=book.months(period),
        divisions=divisions,
        totals={name: book.total(name, fixed) for name in TOTALS},
        unanswered=_unanswered(session, period, today),
        connections=tuple(book.connections(fixed)),
        share_in_time=_share(divisions["in_time"]),
        work_by_partner=by_partner,
        work_by_month=_summed((month, one) for _, month, one in work),
        paid=tuple(_paid(session, divisions["partner"], by_partner, period)),
    )


def choosable(session: Session, today: date) -> Period:
    """The months that a report may be asked for: from the fiscal year of the oldest entry to this month."""
    now = month_of(today)
    firsts = [now, *_first_entries(session)]
    if (first := report_counts.first_month_of(session)) is not None:
        firsts.append(first)
    return Period(fiscal_year(min(firsts)).first, now)


def _share(in_time: Division) -> int | None:
    """How many in a hundred met the clock, where both numbers may be told."""
    met, missed = in_time.rows.get("met"), in_time.rows.get("missed")
    if met is None or missed is None or not (met.exact and missed.exact):
        return None
    all_of_them = met.least + missed.least
    return round(100 * met.least / all_of_them) if all_of_them else None


def _work(session: Session, period: Period) -> Iterator[tuple[str, int, Work]]:
    """(organization, month, work) of each entry of the period."""
    first, last = month_text(period.first), month_text(period.last)
    for kind in kinds().values():
        for entry in counted(session, kind, first, last):
            month = month_number(entry.held_on[:7])
            if isinstance(entry, Training):
                yield entry.organization_id, month, Work(trainings=1, people=entry.people)
            elif isinstance(entry, Outreach):
                yield entry.organization_id, month, Work(sessions=1, materials=entry.materials)


def _summed(entries: Iterable[tuple[Key, Work]]) -> dict[Key, Work]:
    found: dict[Key, Work] = {}
    for key, one in entries:
        found[key] = found.get(key, Work()) + one
    return dict(sorted(found.items()))


def _first_entries(session: Session) -> Iterator[int]:
    for kind in kinds().values():
        first = session.exec(select(func.min(col(kind.table.held_on)))).one()
        if first is not None:
            yield month_number(first[:7])


def _unanswered(session: Session, period: Period, today: date) -> dict[str, Figure]:
    """Questions without an answer by topic: the sum of what is shown of each month that is over.

    Only numbers that stand on the page of unanswered questions are added, so none is worked out from both.
    """
    found: dict[str, Figure] = {}
    for month in range(period.first, min(period.last, month_of(today) - 1) + 1):
        for one in topics(session, month_text(month)):
            so_far = found.get(one.topic, Figure(0, True))
            exact = so_far.exact and one.count is not None
            found[one.topic] = Figure(so_far.least + (one.count or 0), exact)
    return dict(sorted(found.items()))


def _contractors(session: Session) -> tuple[str, ...]:
    """The organizations that a contract line pays."""
    payee = col(Funding.organization_id)
    query = select(payee).join(ContractLine, col(ContractLine.funding_id) == col(Funding.id))
    found = session.exec(query.where(payee.is_not(None)).distinct().order_by(payee))
    return tuple(one for one in found if one is not None)


def _paid(session: Session, partners: Division, work: Mapping[str, Work], period: Period) -> Iterator[Paid]:
    for organization_id in _contractors(session):
        lines = queries.contract_lines(session, organization_id=organization_id)
        same = (at for at, line in enumerate(lines) if _shares_months(line.fiscal_year, period))
        yield Paid(
            organization_id,
            lines,
            frozenset(same),
            partners.rows.get(organization_id, Figure(0, exact=False)),
            work.get(organization_id, Work()),
        )


def _shares_months(name: str, period: Period) -> bool:
    year = named_fiscal_year(name)
    return year is not None and year.within(period) is not None
