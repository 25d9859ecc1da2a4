"""What the referral log does for its pages and for its JSON: makes, adds, ticks, and writes the audit log."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from knowledge.directory.card_reads import active_services, all_service_names
from knowledge.directory.query_parts import labels
from knowledge.words import Words
from knowledge.workspace import audit, referrals
from knowledge.workspace.case_codes import new_code
from knowledge.workspace.referrals import Event, Filter, Kept, NewReferral, Page
from navigator_api.reading import reading, writing

DOOR = "referrals"
Now = Callable[[], datetime]


@dataclass(frozen=True)
class Names:
    """What the ids of services and needs are called; `active` are the services to refer to today."""

    services: dict[str, Words]
    active: dict[str, Words]
    needs: dict[str, Words]


@dataclass(frozen=True)
class Whole:
    """One referral with its history and the ticked steps."""

    kept: Kept
    history: list[Event]
    steps: frozenset[str]


class ReferralDesk:
    """The log as of `now`, an aware time; each call is one transaction."""

    def __init__(self, engine: Engine, now: Now) -> None:
        self.engine = engine
        self.now = now

    def page(self, wanted: Filter, page: int, per_page: int) -> Page:
        """A page of the referrals that are wanted."""
        with reading(self.engine, DOOR) as session:
            return referrals.referrals(session, wanted, self.now(), page=page, per_page=per_page)

    def whole(self, referral_id: int) -> Whole | None:
        """One referral; None when there is none."""
        with reading(self.engine, DOOR) as session:
            kept = referrals.referral(session, referral_id, self.now())
            if kept is None:
                return None
            steps = referrals.steps_done(session, referral_id)
            return Whole(kept, referrals.history(session, referral_id), steps)

    def names(self) -> Names:
        """The names of services and needs."""
        with reading(self.engine, DOOR) as session:
            return Names(all_service_names(session), active_services(session), labels(session, "needs"))

    def make(self, new: NewReferral, *, case_code: str | None, key: str, account: str) -> int:
        """The id of the referral made; the same for the same account and key. A new case gets a new code."""
        with writing(self.engine, DOOR) as session:
            code = case_code or _unused_code(session)
            referral_id, made = referrals.create(
                session, new, case_code=code, key=_key(account, key), at=self.now()
            )
            if made:
                self._note(session, account, "referral.made", referral_id, service=new.service_id)
            return referral_id

    def add_outcome(
        self, referral_id: int, code: str, *, key: str, account: str, at: datetime | None = None
    ) -> bool:
        """Whether the outcome was new. Raises NotInTheList and NotInTime."""
        with writing(self.engine, DOOR) as session:
            now = self.now()
            added = referrals.add_outcome(
                session, referral_id, code, key=_key(account, key), at=at or now, now=now
            )
            if added:
                self._note(session, account, "referral.outcome", referral_id, outcome=code)
            return added

    def tick(self, referral_id: int, steps: Collection[str], *, account: str) -> None:
        """Tick exactly these steps of the warm hand-off. Raises NotInTheList."""
        with writing(self.engine, DOOR) as session:
            if referrals.referral(session, referral_id, self.now()) is None:
                return
            referrals.set_steps(session, referral_id, steps, at=self.now())
            self._note(session, account, "referral.steps", referral_id, ticked=len(set(steps)))

    def _note(
        self, session: Session, account: str, action: str, referral_id: int, **detail: str | int
    ) -> None:
        audit.record(
            session,
            at=self.now(),
            account=account,
            action=action,
            entity="referral",
            entity_id=str(referral_id),
            detail=detail,
        )


def new_key() -> str:
    """A one-time key for a form."""
    return secrets.token_hex(16)


def _key(account: str, key: str) -> str:
    """Two accounts that chose the same key do not meet."""
    return f"{account}\0{key}"


def _unused_code(session: Session) -> str:
    while referrals.has_case(session, code := new_code(_pick)):
        pass
    return code


def _pick(letters: Sequence[str]) -> str:
    return secrets.choice(letters)
