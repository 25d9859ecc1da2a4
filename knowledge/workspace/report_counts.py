"""Counts a quarter at a time, taken from the logs once, when the quarter is fixed, and kept so.

The subjects form a tree: each divides a total, or a row of another subject, into rows that add up to it.
Referrals are counted in the month in which they were made (UTC), with the outcome known when it was fixed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import quantiles

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, func, select

from knowledge.directory.tables import Service
from knowledge.workspace.partner_log import counted
from knowledge.workspace.partner_log_codes import kinds
from knowledge.workspace.partner_log_tables import Outreach, ReportCount
from knowledge.workspace.referral_tables import Referral, ReferralMonth
from knowledge.workspace.report_periods import (
    Period,
    fiscal_year,
    fixed_through,
    month_number,
    month_text,
    quarter,
)
from knowledge.workspace.retention import MonthKey, monthly_counts
from knowledge.workspace.suppression import THRESHOLD
from knowledge.workspace.times import moment

TOTAL = "total"
# The service of a referral is in the directory no longer, so nobody knows whose it was.
NO_PARTNER = "unknown"

RESULTS: Mapping[str, tuple[str, ...]] = {
    "reached": ("connected", "got_help"),
    "unmet": ("waitlisted", "no_capacity", "not_eligible"),
    "ended": ("could_not_reach", "declined", "referred_elsewhere", "unsafe_to_contact"),
    "waiting": ("pending",),
}
_RESULT_OF = {outcome: result for result, outcomes in RESULTS.items() for outcome in outcomes}


@dataclass(frozen=True)
class Subject:
    """What divides a total (`of_row` empty) or a row of another subject; `rows` are always there."""

    of: str
    of_row: str = ""
    rows: tuple[str, ...] = ()


TOTALS = ("referrals", "contacts")
SUBJECTS: Mapping[str, Subject] = {
    "need": Subject("referrals"),
    "partner": Subject("referrals"),
    "language": Subject("referrals"),
    "result": Subject("referrals", rows=tuple(RESULTS)),
    "reached": Subject("result", "reached", RESULTS["reached"]),
    "unmet": Subject("result", "unmet", RESULTS["unmet"]),
    "ended": Subject("result", "ended", RESULTS["ended"]),
    "unmet_need": Subject("result", "unmet"),
    "urgency": Subject("referrals", rows=("emergency", "other")),
    "in_time": Subject("urgency", "emergency", ("met", "missed")),
    "contact_partner": Subject("contacts"),
}
FIRST_CONNECTION = "first_connection"
QUARTILES = ("first", "half", "third")

# (first month, months, subject, row)
CountKey = tuple[int, int, str, str]


def fix(session: Session, today: date) -> None:
    """Take and keep the counts of every quarter that is due and has none."""
    first = _first_due(session)
    while first is not None and first <= fixed_through(today):
        if _claim(session, first):
            _keep(session, _counts_of(session, first))
        first += 3


def kept(session: Session) -> dict[CountKey, int]:
    """Every count that was fixed; what is 0 may be missing."""
    rows = session.exec(select(ReportCount))
    return {(month_number(row.first_month), row.months, row.subject, row.row): row.number for row in rows}


def first_month_of(session: Session) -> int | None:
    """The first month of which there is anything in the logs."""
    days = (
        select(func.min(Referral.made_at)),
        select(func.min(ReferralMonth.month)),
        select(func.min(Outreach.held_on)),
        select(func.min(ReportCount.first_month)),
    )
    found = [text for query in days if (text := session.exec(query).one()) is not None]
    return month_number(min(found)[:7]) if found else None


def _first_due(session: Session) -> int | None:
    newest = session.exec(select(func.max(ReportCount.first_month)).where(ReportCount.months == 3)).one()
    if newest is not None:
        return month_number(newest) + 3
    found = first_month_of(session)
    return None if found is None else quarter(found).first


def _claim(session: Session, first: int) -> bool:
    """Whether it is this transaction that fixes the quarter: another may be doing it at this moment."""
    row = {"first_month": month_text(first), "months": 3, "subject": "referrals", "row": TOTAL, "number": 0}
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(ReportCount).values(row).on_conflict_do_nothing().returning(col(ReportCount.number))
    return session.connection().execute(statement).first() is not None


def _keep(session: Session, counts: Mapping[CountKey, int]) -> None:
    for (first, months, subject, row), number in counts.items():
        given = ReportCount(
            first_month=month_text(first), months=months, subject=subject, row=row, number=number
        )
        session.merge(given)
    session.flush()


def _counts_of(session: Session, first: int) -> Counter[CountKey]:
    """Everything that is counted of the quarter that begins with `first`."""
    found: Counter[CountKey] = Counter()
    for month, subject, row, number in _entries(session, Period(first, first + 2)):
        if subject in TOTALS:
            found[month, 1, subject, TOTAL] += number
        found[first, 3, subject, row] += number
    spans = [(first, 3), *([(first - 9, 12)] if fiscal_year(first).last == first + 2 else [])]
    for span in spans:
        for row, hours in zip(QUARTILES, _hours_to_connection(session, *span), strict=False):
            found[(*span, FIRST_CONNECTION, row)] = hours
    return found


def _entries(session: Session, period: Period) -> Iterator[tuple[int, str, str, int]]:
    """(month, subject, row, number) of all that was logged."""
    first, last = month_text(period.first), month_text(period.last)
    owner = dict(session.exec(select(Service.id, Service.organization_id)).all())
    for count in monthly_counts(session, first, last):
        month = month_number(count.key.month)
        for subject, row in _rows_of(count.key, owner.get):
            yield month, subject, row, count.referrals
        if count.key.emergency:
            yield month, "in_time", "met", count.connected_in_time
            yield month, "in_time", "missed", count.referrals - count.connected_in_time
    for entry in counted(session, kinds()["outreach"], first, last):
        assert isinstance(entry, Outreach)
        month = month_number(entry.held_on[:7])
        yield month, "contacts", TOTAL, entry.contacts
        yield month, "contact_partner", entry.organization_id, entry.contacts


def _rows_of(key: MonthKey, owner: Callable[[str], str | None]) -> Iterable[tuple[str, str]]:
    """The row of each subject in which a referral counts."""
    result = _RESULT_OF[key.outcome]
    yield "referrals", TOTAL
    yield "need", key.need
    yield "partner", owner(key.service_id) or NO_PARTNER
    yield "language", key.language
    yield "result", result
    if len(RESULTS[result]) > 1:
        yield result, key.outcome
    if result == "unmet":
        yield "unmet_need", key.need
    yield "urgency", "emergency" if key.emergency else "other"


def _hours_to_connection(session: Session, first: int, months: int) -> list[int]:
    """The three quartiles of the hours from a referral to its first connection; none for fewer than 10."""
    row = Referral
    query = select(row.made_at, row.connected_at).where(
        col(row.made_at) >= month_text(first),
        col(row.made_at) < month_text(first + months),
        col(row.connected_at).is_not(None),
    )
    hours = [
        (moment(connected) - moment(made)).total_seconds() / 3600
        for made, connected in session.exec(query)
        if connected is not None
    ]
    if len(hours) < THRESHOLD:
        return []
    return [round(value) for value in quantiles(hours, n=4, method="inclusive")]
