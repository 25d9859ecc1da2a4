"""How long referrals are kept: old rows become counts of their month, and are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete
from sqlmodel import Session, col, select

from knowledge.workspace.connection_clock import clock
from knowledge.workspace.referral_codes import referral_codes
from knowledge.workspace.referral_tables import Referral, ReferralMonth, ReferralOutcome, ReferralStep
from knowledge.workspace.times import moment

_CHUNK = 500


@dataclass(frozen=True)
class MonthKey:
    """What referrals counted together have in common; `month` is "2024-11" (UTC)."""

    month: str
    service_id: str
    need: str
    language: str
    county: str
    how: str
    emergency: bool
    outcome: str


@dataclass(frozen=True)
class MonthCount:
    """See ReferralMonth."""

    key: MonthKey
    referrals: int
    connected: int
    connected_in_time: int


def fold(session: Session, today: date, keep_months: int | None = None) -> int:
    """Count and delete the referrals of months that ended more than `keep_months` before today's month.

    Whole months go, so that a count never grows by a referral that can be told apart. Gives how many went.
    """
    months = referral_codes().keep_months if keep_months is None else keep_months
    limit = first_kept_month(today, months)
    gone = 0
    while rows := _before(session, limit):
        for found in _counted(rows):
            _add(session, found)
        _delete(session, [row.id for row in rows if row.id is not None])
        gone += len(rows)
    return gone


def first_kept_month(today: date, keep_months: int) -> str:
    """The first month whose referrals are kept: in November 2026 with 24 months "2024-11"."""
    return _month(today.year * 12 + today.month - 1 - keep_months)


def _month_after(month: str) -> str:
    """Months are compared as text up to the next one: no sign sorts last in every database's order."""
    year, number = month.split("-")
    return _month(int(year) * 12 + int(number))


def _month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def monthly_counts(session: Session, first: str, last: str) -> list[MonthCount]:
    """Referrals by month and codes from `first` to `last` (both in it): those kept and those folded."""
    live = select(Referral).where(col(Referral.made_at) >= first, col(Referral.made_at) < _month_after(last))
    totals: Counter[tuple[MonthKey, str]] = Counter()
    for found in (*_counted(session.exec(live).all()), *_folded(session, first, last)):
        for name in ("referrals", "connected", "connected_in_time"):
            totals[found.key, name] += getattr(found, name)
    keys = dict.fromkeys(key for key, _ in totals)
    return [
        MonthCount(key, totals[key, "referrals"], totals[key, "connected"], totals[key, "connected_in_time"])
        for key in keys
    ]


def _before(session: Session, month: str) -> Sequence[Referral]:
    query = select(Referral).where(col(Referral.made_at) < month).order_by(col(Referral.id)).limit(_CHUNK)
    return session.exec(query).all()


def _counted(rows: Sequence[Referral]) -> list[MonthCount]:
    referrals: Counter[MonthKey] = Counter()
    connected: Counter[MonthKey] = Counter()
    in_time: Counter[MonthKey] = Counter()
    for row in rows:
        key = _key(row)
        referrals[key] += 1
        connected[key] += row.connected_at is not None
        in_time[key] += _met_the_clock(row)
    return [MonthCount(key, referrals[key], connected[key], in_time[key]) for key in referrals]


def _key(row: Referral) -> MonthKey:
    return MonthKey(
        month=row.made_at[:7],
        service_id=row.service_id,
        need=row.need,
        language=row.language,
        county=row.county,
        how=row.how,
        emergency=row.emergency,
        outcome=row.outcome,
    )


def _met_the_clock(row: Referral) -> bool:
    if not row.emergency or row.connected_at is None:
        return False
    made, connected = moment(row.made_at), moment(row.connected_at)
    return clock(made, connected, connected, referral_codes().clock.hours).state == "met"


def _folded(session: Session, first: str, last: str) -> Iterator[MonthCount]:
    table = ReferralMonth
    for row in session.exec(select(table).where(col(table.month) >= first, col(table.month) <= last)):
        key = MonthKey(**row.model_dump(exclude={"referrals", "connected", "connected_in_time"}))
        yield MonthCount(key, row.referrals, row.connected, row.connected_in_time)


def _add(session: Session, found: MonthCount) -> None:
    key = found.key
    row = session.get(ReferralMonth, tuple(vars(key).values()))
    if row is None:
        row = ReferralMonth(**vars(key), referrals=0, connected=0, connected_in_time=0)
    row.referrals += found.referrals
    row.connected += found.connected
    row.connected_in_time += found.connected_in_time
    session.add(row)
    session.flush()


def _delete(session: Session, ids: list[int]) -> None:
    connection = session.connection()
    connection.execute(delete(ReferralStep).where(col(ReferralStep.referral_id).in_(ids)))
    connection.execute(delete(ReferralOutcome).where(col(ReferralOutcome.referral_id).in_(ids)))
    connection.execute(delete(Referral).where(col(Referral.id).in_(ids)))
    session.expire_all()
