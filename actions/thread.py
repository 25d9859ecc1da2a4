"""What a talk is about at the moment: the group, the services or the answer that was told last."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from rasa_sdk import Tracker
from sqlmodel import Session

from actions import listing, slots, turn
from actions.collaborators import directory, today
from knowledge.directory import queries
from knowledge.directory.results import AnswerEntry, OrganizationEntry, ServiceHit

# Whoever must report hears "you must still report"; to a neighbor or a client that is wrong.
FOR_SCHOOL = "school_staff"


@dataclass(frozen=True)
class Subject:
    """What a question may be about: a group, with the service through which people reach it, or either."""

    group: OrganizationEntry | None
    service: ServiceHit | None

    @property
    def organization_id(self) -> str | None:
        """The group itself, or the one that runs the service."""
        if self.group:
            return self.group.id
        return self.service.organization_id if self.service else None


@cache
def _answers() -> dict[str, AnswerEntry]:
    with directory() as session:
        return {entry.id: entry for entry in queries.answers(session)}


def answer_told(tracker: Tracker) -> AnswerEntry | None:
    """The reviewed answer told last, unless something else was told after it."""
    return _answers().get(tracker.get_slot(slots.ANSWER_TOLD) or "")


def services_told(tracker: Tracker) -> tuple[str, ...]:
    """The services told last, else those that go with the answer told last."""
    told = tuple(tracker.get_slot(slots.SERVICES_TOLD) or ())
    answer = answer_told(tracker)
    return told or (answer.service_ids if answer else ())


def akin(tracker: Tracker) -> frozenset[str]:
    """The reviewed answers on the same matter as what was told: of one topic with it, or of one service.

    What is said to school staff is akin to nothing that somebody else was told.
    """
    told, services = answer_told(tracker), set(services_told(tracker))
    barred = frozenset() if told and told.audience == FOR_SCHOOL else answers_for(FOR_SCHOOL)
    return (
        frozenset(
            entry.id
            for entry in _answers().values()
            if (told and entry.topic == told.topic) or services & set(entry.service_ids)
        )
        - barred
    )


def answers_with(services: Collection[str]) -> frozenset[str]:
    """The reviewed answers that go with most of the services; none where no answer goes with any."""
    shared = {entry.id: len(set(services) & set(entry.service_ids)) for entry in _answers().values()}
    most = max(shared.values(), default=0)
    return frozenset(identity for identity, count in shared.items() if count == most > 0)


def answers_for(audience: str) -> frozenset[str]:
    """The reviewed answers that were written for that audience."""
    return frozenset(entry.id for entry in _answers().values() if entry.audience == audience)


def answers_not_for(audience: str) -> frozenset[str]:
    """The reviewed answers that were not written for that audience."""
    return frozenset(entry.id for entry in _answers().values() if entry.audience != audience)


def subject(session: Session, tracker: Tracker) -> Subject | None:
    """The group that the message names, else what was told last; None when nothing was."""
    partner = turn.entity(tracker, "partner") or tracker.get_slot(slots.PARTNER_TOLD)
    group = queries.organization(session, partner, on=today()) if partner else None
    if group is not None:
        of_group = queries.services_of_organization(session, group.id, on=today())
        return Subject(group, next(iter(of_group), None))
    hits = listing.readable(session, services_told(tracker))
    return Subject(None, hits[0]) if hits else None
