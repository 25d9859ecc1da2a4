"""A year of made-up work for tests of pages and for the pictures of the README: no row is about anybody."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import Session

from knowledge.directory.card_reads import active_services
from knowledge.directory.query_parts import labels
from knowledge.directory.tables import Service
from knowledge.workspace import partner_log, problems, referrals, topics
from knowledge.workspace.case_codes import new_code
from knowledge.workspace.edits import Act
from knowledge.workspace.partner_log_codes import kinds
from knowledge.workspace.referrals import NewReferral

# What comes of a referral, and how often among a hundred.
OUTCOMES = {
    "got_help": 38,
    "connected": 14,
    "waitlisted": 12,
    "no_capacity": 12,
    "not_eligible": 6,
    "could_not_reach": 6,
    "declined": 4,
    "pending": 8,
}


def fill(session: Session, now: datetime, *, count: int = 400) -> None:
    """Write a year of referrals, trainings, outreach, problems and unanswered topics; commits."""
    chance = random.Random(20261122)
    needs = _needs(session)
    for number in range(count):
        _referral(session, chance, needs, now, number)
    for number in range(30):
        _entry(session, chance, now, number)
    _care(session, chance, now)
    session.commit()


def _needs(session: Session) -> list[tuple[str, str]]:
    """Pairs of a service that is offered and a need."""
    services, wanted = sorted(active_services(session)), list(labels(session, "needs"))
    return [(service, wanted[place % len(wanted)]) for place, service in enumerate(services[:24])]


def _referral(
    session: Session, chance: random.Random, needs: list[tuple[str, str]], now: datetime, number: int
) -> None:
    service, need = chance.choices(needs, weights=range(len(needs), 0, -1))[0]
    at = now - timedelta(minutes=chance.randint(60, 365 * 24 * 60))
    new = NewReferral(
        service_id=service,
        need=need,
        language=chance.choices(["en", "es", "tl", "other"], weights=[45, 45, 5, 5])[0],
        county=chance.choices(["contra_costa", "alameda"], weights=[9, 1])[0],
        how=chance.choice(["warm_handoff", "number_given"]),
        emergency=chance.random() < 0.2,
    )
    code = new_code(chance.choice)
    made, _ = referrals.create(session, new, case_code=code, key=f"made-up-{number}", at=at)
    outcome = chance.choices(list(OUTCOMES), weights=list(OUTCOMES.values()))[0]
    later = min(at + timedelta(hours=chance.choice([2, 5, 20, 30, 70, 200])), now)
    if outcome != "pending":
        referrals.add_outcome(session, made, outcome, key=f"made-up-{number}-1", at=later, now=now)


def _entry(session: Session, chance: random.Random, now: datetime, number: int) -> None:
    kind = list(kinds().values())[number % len(kinds())]
    values = {name: chance.choice(sorted(choices)) for name, choices in kind.choices.items()}
    values |= {name: chance.randint(5, min(60, most)) for name, most in kind.numbers.items()}
    held = (now - timedelta(days=chance.randint(1, 360))).date().isoformat()
    row = {"organization_id": _partner(session, number), "held_on": held, **values}
    partner_log.add(session, kind, f"made-up-{number}", row, now)


def _partner(session: Session, number: int) -> str:
    services = sorted(active_services(session))
    found = session.get(Service, services[number % 6])
    assert found is not None
    return found.organization_id


def _care(session: Session, chance: random.Random, now: datetime) -> None:
    act = Act("made-up", now, now.date())
    for number, service in enumerate(sorted(active_services(session))[:3]):
        problems.report(session, "no_answer", "service", service, "", id=f"made-up-{number}", act=act)
    for topic, times in _asked(chance):
        for _ in range(times):
            topics.count_topic(session, now.strftime("%Y-%m"), "es", topic)


def _asked(chance: random.Random) -> Iterator[tuple[str, int]]:
    yield from (("ask_tcvap", chance.randint(12, 20)), ("need_shelter", 4))
