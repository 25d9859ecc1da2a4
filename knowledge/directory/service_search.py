"""The search for services behind queries.services_for_needs, whose docstring explains the order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from knowledge.directory import tables
from knowledge.directory.query_parts import (
    citations,
    labels,
    pairs,
    sms_words,
    statements,
    words,
)
from knowledge.directory.results import Citation, Said, ServiceHit, WayIn, Words
from knowledge.directory.search.documents import callable_ways, is_reachable, lines_of, offered, service_ways
from knowledge.directory.search.order import Standing, crisis_lines, in_order, rank_of
from knowledge.directory.tables import FACTS_ORIGIN
from knowledge.directory.verification_reads import hidden


@dataclass
class _Around:
    """What belongs to the services found, read at once; by service id; line_pairs by line id."""

    ways: dict[str, tuple[WayIn, ...]]
    lines: dict[str, list[tables.Hotline]]
    line_pairs: dict[str, tuple[str, ...]]
    said: dict[str, tuple[Said, ...]]
    sources: dict[str, tuple[Citation, ...]]
    costs: dict[str, Words]
    reaches_labels: dict[str, Words] = field(default_factory=dict)
    answered_labels: dict[str, Words] = field(default_factory=dict)


_Row = tuple[tables.Service, tables.ServiceArea, str]


def find_services(session: Session, needs: Sequence[str], audience: str, on: date | None) -> list[ServiceHit]:
    met = _needs_met(session, needs)
    around = _read_around(session, met, on)
    hits = _offered_hits(_rows(session, met, on), around, audience)
    return in_order((_standing(service, hit, met[service.id], around), hit) for service, hit in hits)


def read_services(
    session: Session, ids: Sequence[str], audience: str, on: date | None, reachable: bool
) -> list[ServiceHit]:
    around = _read_around(session, ids, on)
    rows = _rows(session, ids, on)
    hits = [hit for _, hit in _offered_hits(rows, around, audience, reachable=reachable)]
    place = {identity: n for n, identity in reversed(list(enumerate(ids)))}
    return sorted(hits, key=lambda hit: place[hit.id])


def _offered_hits(
    rows: Iterable[_Row], around: _Around, audience: str, *, reachable: bool = True
) -> Iterator[tuple[tables.Service, ServiceHit]]:
    """Services that are offered to the audience and, unless told otherwise, can be called or texted."""
    for service, area, organization_name in rows:
        hit = _hit(service, area, organization_name, around)
        if offered(around.lines[service.id], audience) and (is_reachable(hit.phones) or not reachable):
            yield service, hit


def _needs_met(session: Session, needs: Sequence[str]) -> dict[str, list[int]]:
    """Which of the needs each service meets, by their places in `needs`."""
    row = tables.Attribute
    places = {f"needs:{need}": place for place, need in enumerate(needs)}
    query = select(row.link_id, row.taxonomy_term_id).where(
        row.link_entity == "service",
        row.link_type == "need",
        col(row.taxonomy_term_id).in_(list(places)),
    )
    met: dict[str, list[int]] = defaultdict(list)
    for service_id, term_id in session.exec(query):
        met[service_id].append(places[str(term_id)])
    return met


def _rows(session: Session, ids: Iterable[str], on: date | None) -> list[_Row]:
    """Active services of the facts; on a given day without those whose description is too old."""
    service, area, owner = tables.Service, tables.ServiceArea, tables.Organization
    query = (
        select(service, area, owner.name)
        .join(area, col(area.service_id) == col(service.id))
        .join(owner, col(owner.id) == col(service.organization_id))
        .where(col(service.id).in_(list(ids)), service.status == "active")
    )
    # Where the origin is asked of the database, SQLite reads all rows of it.
    found = [row for row in session.exec(query) if row[0].origin == FACTS_ORIGIN]
    stale = hidden(session, "service", on, [row[0].id for row in found]) if on else set()
    return [row for row in found if (row[0].id, "description") not in stale]


def _read_around(session: Session, wanted: Iterable[str], on: date | None) -> _Around:
    ids = list(wanted)
    lines = lines_of(session, ids)
    line_ids = {line.id for found in lines.values() for line in found}
    costs = select(tables.CostOption).where(col(tables.CostOption.service_id).in_(ids))
    return _Around(
        ways=service_ways(session, ids, lines, on),
        lines=lines,
        line_pairs=pairs(session, line_ids),
        said=statements(session, "service", ids),
        sources=citations(session, "service", ids),
        costs={row.service_id: Words(row.option, row.option_es) for row in session.exec(costs) if row.option},
        reaches_labels=labels(session, "reaches_law_enforcement"),
        answered_labels=labels(session, "answered_by"),
    )


def _hit(
    service: tables.Service, area: tables.ServiceArea, organization_name: str, around: _Around
) -> ServiceHit:
    lines = around.lines[service.id]
    ways = around.ways[service.id]
    said = around.said.get(service.id, ())
    return ServiceHit(
        id=service.id,
        name=Words(service.name, service.name_es),
        organization_id=service.organization_id or "",
        organization_name=organization_name,
        phones=callable_ways(ways),
        pages=tuple(way for way in ways if way.kind in {"web", "chat"}),
        description=Words(service.description or "", service.description_es),
        sms=sms_words(service),
        first_steps=words(service.application_process, service.application_process_es),
        ages=words(service.ages, service.ages_es),
        languages=Words(service.interpretation_services or "", service.interpretation_services_es),
        cost=around.costs.get(service.id),
        reaches_law_enforcement=service.reaches_law_enforcement,
        reaches_law_enforcement_label=around.reaches_labels[service.reaches_law_enforcement],
        answered_by_label=around.answered_labels[lines[0].answered_by] if lines else None,
        warnings=tuple(one.text for one in said if one.topic == "warnings"),
        area_served=Words(area.name or "", area.name_es),
        serves_contra_costa=bool(area.serves_contra_costa),
        hotline_ids=tuple(line.id for line in lines),
        pair_with=tuple(other for line in lines for other in around.line_pairs.get(line.id, ())),
        eligibility_id=service.eligibility_id,
        sources=around.sources.get(service.id, ()),
    )


def _standing(service: tables.Service, hit: ServiceHit, met: list[int], around: _Around) -> Standing:
    lines = around.lines[service.id]
    return Standing(
        reaches_law_enforcement=service.reaches_law_enforcement == "yes",
        elsewhere=not hit.serves_contra_costa,
        met=tuple(met),
        rank=rank_of(service, lines, hit.phones),
        crisis_lines=crisis_lines(lines),
    )
