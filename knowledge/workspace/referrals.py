"""Every query of the referral log. An office sees all its referrals; nobody owns one, no one is named."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, and_, delete, or_
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from knowledge.workspace.connection_clock import Clock, clock
from knowledge.workspace.referral_codes import Outcome, referral_codes
from knowledge.workspace.referral_tables import Referral, ReferralOutcome, ReferralStep
from knowledge.workspace.times import moment, stamp

State = Literal["all", "open", "overdue", "closed"]
STATES: tuple[State, ...] = ("open", "overdue", "closed", "all")


class NotInTheList(ValueError):
    """A code that is in none of the lists; `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} has a value that is not in its list: use an id of referral_codes.yaml.")
        self.field = field


class NotInTime(ValueError):
    """A time before the referral was made, or in the future."""


@dataclass(frozen=True)
class NewReferral:
    """A referral in codes; `service_id` and `need` are ids of the directory, which the door checks."""

    service_id: str
    need: str
    language: str
    county: str
    how: str
    emergency: bool


@dataclass(frozen=True)
class Event:
    """One entry of a referral's history."""

    outcome: Outcome
    at: datetime


@dataclass(frozen=True)
class Kept:
    """One referral. `clock` is there for an emergency; `to_connection` once it is connected."""

    id: int
    case_code: str
    what: NewReferral
    made_at: datetime
    outcome: Outcome
    outcome_at: datetime
    connected_at: datetime | None
    clock: Clock | None
    overdue: bool

    @property
    def to_connection(self) -> timedelta | None:
        """From the making to the first connection."""
        return None if self.connected_at is None else self.connected_at - self.made_at


@dataclass(frozen=True)
class Filter:
    """Which referrals; an empty value leaves its filter out."""

    state: State = "all"
    need: str = ""
    service_id: str = ""
    case_code: str = ""


@dataclass(frozen=True)
class Page:
    """`total` counts all pages; pages count from 1."""

    rows: list[Kept]
    page: int
    pages: int
    total: int


def create(session: Session, new: NewReferral, *, case_code: str, key: str, at: datetime) -> tuple[int, bool]:
    """The id of the referral, and whether this call made it: a key that was used gives what it made then.

    A key that raced another call rolls the transaction back, so call this first in one. Raises NotInTheList.
    """
    _check(new)
    now, hashed = _minute(at), _hashed(key)
    if (found := _made_by(session, hashed)) is not None:
        return found, False
    try:
        return _insert(session, _row(new, case_code, hashed, now)), True
    except IntegrityError:
        session.rollback()
        return _made_by(session, hashed) or 0, False


def add_outcome(
    session: Session, referral_id: int, code: str, *, key: str, at: datetime, now: datetime
) -> bool:
    """Add to the history that `code` happened at `at`; False for a key that was used, or no such referral.

    Raises NotInTheList, and NotInTime for what is before the referral or after now.
    """
    if code not in referral_codes().outcomes:
        raise NotInTheList("outcome")
    row, hashed = session.get(Referral, referral_id), _hashed(key)
    if row is None:
        return False
    if not row.made_at <= _minute(at) <= stamp(now):
        raise NotInTime("The time is before the referral was made, or has not come yet.")
    if session.exec(select(ReferralOutcome.id).where(ReferralOutcome.form_key == hashed)).first():
        return False
    try:
        session.add(ReferralOutcome(referral_id=referral_id, form_key=hashed, code=code, at=_minute(at)))
        session.flush()
    except IntegrityError:
        session.rollback()
        return False
    _bring_up(session, row)
    return True


def history(session: Session, referral_id: int) -> list[Event]:
    """What became of a referral, the oldest first."""
    outcomes = referral_codes().outcomes
    return [Event(outcomes[row.code], moment(row.at)) for row in _outcomes(session, referral_id)]


def set_steps(session: Session, referral_id: int, steps: Collection[str], *, at: datetime) -> None:
    """Tick exactly these steps of the warm hand-off; those that were ticked keep their time."""
    if not set(steps) <= referral_codes().steps.keys():
        raise NotInTheList("steps")
    kept = steps_done(session, referral_id)
    gone = delete(ReferralStep).where(
        col(ReferralStep.referral_id) == referral_id, col(ReferralStep.step).not_in(list(steps))
    )
    session.connection().execute(gone)
    for step in sorted(set(steps) - kept):
        session.add(ReferralStep(referral_id=referral_id, step=step, done_at=_minute(at)))
    session.flush()


def steps_done(session: Session, referral_id: int) -> frozenset[str]:
    """The steps of the warm hand-off that are ticked."""
    row = ReferralStep
    return frozenset(session.exec(select(row.step).where(row.referral_id == referral_id)))


def referral(session: Session, referral_id: int, now: datetime) -> Kept | None:
    """One referral as it stands at `now`; None when there is none."""
    row = session.get(Referral, referral_id)
    return None if row is None else _kept(row, now)


def referrals(session: Session, wanted: Filter, now: datetime, *, page: int = 1, per_page: int = 20) -> Page:
    """A page of referrals, the newest first."""
    conditions = _conditions(wanted, now)
    total = session.exec(select(func.count()).select_from(Referral).where(*conditions)).one()
    pages = max(1, -(-total // per_page))
    page = min(max(page, 1), pages)
    query = (
        select(Referral).where(*conditions).order_by(col(Referral.made_at).desc(), col(Referral.id).desc())
    )
    rows = session.exec(query.offset((page - 1) * per_page).limit(per_page))
    return Page([_kept(row, now) for row in rows], page, pages, total)


def has_case(session: Session, case_code: str) -> bool:
    """Whether any referral of the log has this case code."""
    return session.exec(select(Referral.id).where(Referral.case_code == case_code)).first() is not None


def _row(new: NewReferral, case_code: str, hashed: str, now: str) -> Referral:
    return Referral(
        form_key=hashed,
        case_code=case_code,
        service_id=new.service_id,
        need=new.need,
        language=new.language,
        county=new.county,
        how=new.how,
        emergency=new.emergency,
        made_at=now,
        outcome=referral_codes().first_outcome,
        outcome_at=now,
    )


def _insert(session: Session, row: Referral) -> int:
    session.add(row)
    session.flush()
    assert row.id is not None
    first = ReferralOutcome(referral_id=row.id, form_key=row.form_key, code=row.outcome, at=row.made_at)
    session.add(first)
    session.flush()
    return row.id


def _check(new: NewReferral) -> None:
    codes = referral_codes()
    for field in ("language", "county", "how"):
        known = {"language": codes.languages, "county": codes.counties, "how": codes.hows}[field]
        if getattr(new, field) not in known:
            raise NotInTheList(field)


def _hashed(key: str) -> str:
    """A key is chosen by whoever calls, so that words could stand in it: only its hash is kept."""
    return hashlib.sha256(key.encode()).hexdigest()


def _minute(at: datetime) -> str:
    return stamp(at.replace(second=0, microsecond=0))


def _made_by(session: Session, hashed: str) -> int | None:
    return session.exec(select(Referral.id).where(Referral.form_key == hashed)).first()


def _outcomes(session: Session, referral_id: int) -> list[ReferralOutcome]:
    row = ReferralOutcome
    query = select(row).where(row.referral_id == referral_id).order_by(col(row.at), col(row.id))
    return list(session.exec(query))


def _bring_up(session: Session, row: Referral) -> None:
    """Repeat in the referral what its history says."""
    assert row.id is not None
    connecting = referral_codes().connecting()
    rows = _outcomes(session, row.id)
    row.outcome, row.outcome_at = rows[-1].code, rows[-1].at
    row.connected_at = next((one.at for one in rows if one.code in connecting), None)
    session.add(row)
    session.flush()


def _conditions(wanted: Filter, now: datetime) -> list[ColumnElement[bool]]:
    exact = {
        "need": wanted.need,
        "service_id": wanted.service_id,
        "case_code": wanted.case_code,
    }
    found = [col(getattr(Referral, name)) == value for name, value in exact.items() if value]
    is_open = col(Referral.outcome).in_(referral_codes().open_outcomes())
    if wanted.state == "open":
        found.append(is_open)
    elif wanted.state == "closed":
        found.append(~is_open)
    elif wanted.state == "overdue":
        found.append(and_(is_open, _late(now)))
    return found


def _late(now: datetime) -> ColumnElement[bool]:
    codes = referral_codes()
    clock_ran_out = stamp(now - timedelta(hours=codes.clock.hours))
    silent_since = stamp(now - timedelta(days=codes.overdue_after_days))
    unconnected = and_(
        col(Referral.emergency), col(Referral.connected_at).is_(None), col(Referral.made_at) < clock_ran_out
    )
    return or_(unconnected, col(Referral.outcome_at) < silent_since)


def _kept(row: Referral, now: datetime) -> Kept:
    codes = referral_codes()
    outcome, made, last = codes.outcomes[row.outcome], moment(row.made_at), moment(row.outcome_at)
    connected = moment(row.connected_at) if row.connected_at else None
    ticking = clock(made, connected, now, codes.clock.hours) if row.emergency else None
    late = ticking is not None and ticking.state == "missed" and connected is None
    silent = row.outcome_at < stamp(now - timedelta(days=codes.overdue_after_days))
    assert row.id is not None
    return Kept(
        id=row.id,
        case_code=row.case_code,
        what=NewReferral(row.service_id, row.need, row.language, row.county, row.how, row.emergency),
        made_at=made,
        outcome=outcome,
        outcome_at=last,
        connected_at=connected,
        clock=ticking,
        overdue=outcome.open and (late or silent),
    )
