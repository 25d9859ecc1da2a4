"""Everything that stands on the card of one service, read at one instant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from knowledge.directory import queries, tables
from knowledge.directory.checked_reads import Checked, checked
from knowledge.directory.query_parts import statements, words
from knowledge.directory.results import HotlineEntry, Said, ServiceHit, Words
from knowledge.directory.search.open_now import open_states
from knowledge.directory.tables import FACTS_ORIGIN

AUDIENCE = "navigator"
_ADVOCATES = 2


@dataclass(frozen=True)
class OpenHours:
    """One stretch of the week: days as HSDS writes them ("MO"), times as "08:30"."""

    days: tuple[str, ...]
    opens: str
    closes: str

    @property
    def always(self) -> bool:
        """Day and night, all week."""
        return len(self.days) == 7 and (self.opens, self.closes) == ("00:00", "23:59")


@dataclass(frozen=True)
class ServiceCard:
    """`lines` are those the service is reached by; `beside` must stand beside it, and is empty for most.

    `advocates` are the first lines of advocates. `open_now` is None where nobody knows. `addresses` are those
    the public may know, one text each. `too_old`: nobody checked the service for so long that its card is
    not handed out.
    """

    service: ServiceHit
    needs: tuple[str, ...]
    who_for: Words | None
    not_for: Words | None
    documents: tuple[Words, ...]
    lines: tuple[HotlineEntry, ...]
    beside: tuple[HotlineEntry, ...]
    advocates: tuple[HotlineEntry, ...]
    hours: tuple[OpenHours, ...]
    open_now: bool | None
    addresses: tuple[str, ...]
    statements: tuple[Said, ...]
    checks: tuple[Checked, ...]
    too_old: bool


def service_card(session: Session, service_id: str, at: datetime) -> ServiceCard | None:
    """The card at an aware instant in California's time; None where there is no such active service."""
    on = at.date()
    today = _hit(session, service_id, on)
    hit = today or _hit(session, service_id, None)
    row = session.get(tables.Service, service_id)
    if hit is None or row is None:
        return None
    lines = queries.hotlines(session, hit.hotline_ids, on=on)
    pairs = list(dict.fromkeys(pair.id for line in lines for pair in line.pair_with))
    return ServiceCard(
        service=hit,
        needs=_needs(session, service_id),
        who_for=words(row.eligibility_description, row.eligibility_description_es),
        not_for=words(row.ineligibility_description, row.ineligibility_description_es),
        documents=_documents(session, service_id),
        lines=tuple(lines),
        beside=tuple(queries.hotlines(session, pairs, on=on)),
        advocates=_advocates(session, on),
        hours=_hours(session, service_id),
        open_now=open_states(session, [service_id], at)[service_id],
        addresses=_addresses(session, service_id),
        statements=statements(session, "service", [service_id]).get(service_id, ()),
        checks=tuple(checked(session, service_id, hit.hotline_ids, on)),
        too_old=today is None,
    )


def all_service_names(session: Session) -> dict[str, Words]:
    """The names of all services, active or not, by id, in the order of the facts."""
    row = tables.Service
    query = select(row.id, row.name, row.name_es).order_by(col(row.position), col(row.id))
    return {identity: Words(name, name_es) for identity, name, name_es in session.exec(query)}


def active_services(session: Session) -> dict[str, Words]:
    """The names of the services that have a card, by id, in the order of their English names."""
    row = tables.Service
    query = select(row.id, row.name, row.name_es).where(row.status == "active")
    rows = session.exec(query.where(row.origin == FACTS_ORIGIN).order_by(col(row.name)))
    return {identity: Words(name, name_es) for identity, name, name_es in rows}


def _hit(session: Session, service_id: str, on: date | None) -> ServiceHit | None:
    found = queries.services(session, [service_id], audience=AUDIENCE, on=on, reachable=False)
    return found[0] if found else None


def _needs(session: Session, service_id: str) -> tuple[str, ...]:
    link, term = tables.Attribute, tables.TaxonomyTerm
    query = (
        select(term.code)
        .join(link, col(link.taxonomy_term_id) == col(term.id))
        .where(link.link_id == service_id, link.link_type == "need")
        .order_by(col(term.position))
    )
    return tuple(code for code in session.exec(query) if code)


def _documents(session: Session, service_id: str) -> tuple[Words, ...]:
    row = tables.RequiredDocument
    query = select(row).where(row.service_id == service_id).order_by(col(row.position))
    return tuple(Words(one.document, one.document_es) for one in session.exec(query) if one.document)


def _advocates(session: Session, on: date) -> tuple[HotlineEntry, ...]:
    ranked = [line for line in queries.hotlines(session, on=on) if line.advocate_rank is not None]
    return tuple(sorted(ranked, key=lambda line: line.advocate_rank or 0)[:_ADVOCATES])


def _hours(session: Session, service_id: str) -> tuple[OpenHours, ...]:
    row = tables.Schedule
    query = select(row).where(row.service_id == service_id, col(row.valid_to).is_(None))
    rows = session.exec(query.order_by(col(row.position), col(row.id)))
    return tuple(
        OpenHours(_days(one.byday), one.opens_at, one.closes_at)
        for one in rows
        if one.byday and one.opens_at and one.closes_at and one.freq == "WEEKLY"
    )


def _days(byday: str | None) -> tuple[str, ...]:
    return tuple(day.strip() for day in (byday or "").split(","))


def _addresses(session: Session, service_id: str) -> tuple[str, ...]:
    """Of a service marked 'never' nothing is read, whatever the tables should hold."""
    link, address, service = tables.ServiceAtLocation, tables.Address, tables.Service
    query = (
        select(address)
        .join(link, col(link.location_id) == col(address.location_id))
        .join(service, col(service.id) == col(link.service_id))
        .where(service.id == service_id, service.place == "public", address.address_type == "physical")
        .order_by(col(address.id))
    )
    return tuple(_one_line(row) for row in session.exec(query))


def _one_line(row: tables.Address) -> str:
    parts: Sequence[str | None] = (row.address_1, row.address_2, row.city, row.state_province)
    return f"{', '.join(part for part in parts if part)} {row.postal_code}"
