"""The search for services behind queries.services_for_needs, whose docstring explains the order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from knowledge.directory import tables
from knowledge.directory.query_parts import (
    CALLABLE,
    CONFIRMATIONS,
    citations,
    labels,
    pairs,
    sms_words,
    statements,
    ways_in,
    words,
)
from knowledge.directory.results import Citation, Said, ServiceHit, WayIn, Words

_NO_ADVOCATE = 1_000  # after every place in advocate_first_order


@dataclass
class _Around:
    """What belongs to the services found, read at once; by service id, or by line id for line_*."""

    ways: dict[str, tuple[WayIn, ...]]
    lines: dict[str, list[tables.Hotline]]
    line_ways: dict[str, tuple[WayIn, ...]]
    line_pairs: dict[str, tuple[str, ...]]
    said: dict[str, tuple[Said, ...]]
    sources: dict[str, tuple[Citation, ...]]
    costs: dict[str, Words]
    reaches_labels: dict[str, Words] = field(default_factory=dict)
    answered_labels: dict[str, Words] = field(default_factory=dict)


_Row = tuple[tables.Service, tables.ServiceArea, str]
_Rank = tuple[int, ...]


def find_services(session: Session, needs: Sequence[str], audience: str) -> list[ServiceHit]:
    met = _needs_met(session, needs)
    around = _read_around(session, met)
    hits = _offered_hits(_rows(session, met), around, audience)
    ranked = [(_rank(service, hit, met[service.id], around), hit) for service, hit in hits]
    return _repeats_after(sorted(ranked, key=lambda pair: pair[0]), around)


def read_services(session: Session, ids: Sequence[str], audience: str) -> list[ServiceHit]:
    around = _read_around(session, ids)
    hits = [hit for _, hit in _offered_hits(_rows(session, ids), around, audience)]
    return sorted(hits, key=lambda hit: ids.index(hit.id))


def _offered_hits(
    rows: Iterable[_Row], around: _Around, audience: str
) -> Iterator[tuple[tables.Service, ServiceHit]]:
    """Services that are offered to the audience and can be called or texted."""
    for service, area, organization_name in rows:
        hit = _hit(service, area, organization_name, around)
        offered = all(_offered(line, audience) for line in around.lines[service.id])
        if offered and any(way.kind in {"voice", "text"} for way in hit.phones):
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
        met[service_id].append(places[term_id])
    return met


def _repeats_after(ranked: list[tuple[_Rank, ServiceHit]], around: _Around) -> list[ServiceHit]:
    """The same order, but a second service on one crisis line stands after others of its reach and area."""
    seen: set[str] = set()
    keyed = []
    for rank, hit in ranked:
        lines = {line.id for line in around.lines[hit.id] if line.kind == "crisis"}
        repeats = bool(lines) and lines <= seen
        seen |= lines
        keyed.append(((*rank[:2], int(repeats), *rank[2:]), hit))
    return [hit for _, hit in sorted(keyed, key=lambda pair: pair[0])]


def _rows(session: Session, ids: Iterable[str]) -> list[_Row]:
    service, area, owner = tables.Service, tables.ServiceArea, tables.Organization
    query = (
        select(service, area, owner.name)
        .join(area, col(area.service_id) == col(service.id))
        .join(owner, col(owner.id) == col(service.organization_id))
        .where(col(service.id).in_(list(ids)), service.status == "active")
    )
    return list(session.exec(query).all())


def _read_around(session: Session, wanted: Iterable[str]) -> _Around:
    ids = list(wanted)
    lines = _lines(session, ids)
    line_ids = {line.id for found in lines.values() for line in found}
    costs = select(tables.CostOption).where(col(tables.CostOption.service_id).in_(ids))
    return _Around(
        ways=ways_in(session, "service_id", ids),
        lines=lines,
        line_ways=ways_in(session, "hotline_id", line_ids),
        line_pairs=pairs(session, line_ids),
        said=statements(session, "service", ids),
        sources=citations(session, "service", ids),
        costs={row.service_id: Words(row.option, row.option_es) for row in session.exec(costs)},
        reaches_labels=labels(session, "reaches_law_enforcement"),
        answered_labels=labels(session, "answered_by"),
    )


def _lines(session: Session, service_ids: list[str]) -> dict[str, list[tables.Hotline]]:
    link, line = tables.ServiceHotline, tables.Hotline
    query = (
        select(link.service_id, line)
        .join(line, col(line.id) == col(link.hotline_id))
        .where(col(link.service_id).in_(service_ids), col(line.status).is_(None))
        .order_by(col(link.service_id), col(link.position))
    )
    found: dict[str, list[tables.Hotline]] = defaultdict(list)
    for service_id, row in session.exec(query):
        found[service_id].append(row)
    return found


def _offered(line: tables.Hotline, audience: str) -> bool:
    return line.offer_to is None or audience in line.offer_to.split(",")


def _hit(
    service: tables.Service, area: tables.ServiceArea, organization_name: str, around: _Around
) -> ServiceHit:
    lines = around.lines[service.id]
    ways = around.ways.get(service.id, ())
    phones = tuple(way for way in ways if way.kind in CALLABLE)
    if not phones:
        through = [way for line in lines for way in around.line_ways.get(line.id, ())]
        phones = tuple(way for way in through if way.kind in CALLABLE)
    said = around.said.get(service.id, ())
    return ServiceHit(
        id=service.id,
        name=Words(service.name, service.name_es),
        organization_id=service.organization_id,
        organization_name=organization_name,
        phones=phones,
        pages=tuple(way for way in ways if way.kind in {"web", "chat"}),
        description=Words(service.description, service.description_es),
        sms=sms_words(service),
        first_steps=words(service.application_process, service.application_process_es),
        ages=words(service.ages, service.ages_es),
        languages=Words(service.interpretation_services, service.interpretation_services_es),
        cost=around.costs.get(service.id),
        reaches_law_enforcement=service.reaches_law_enforcement,
        reaches_law_enforcement_label=around.reaches_labels[service.reaches_law_enforcement],
        answered_by_label=around.answered_labels[lines[0].answered_by] if lines else None,
        warnings=tuple(one.text for one in said if one.topic == "warnings"),
        area_served=Words(area.name, area.name_es),
        serves_contra_costa=area.serves_contra_costa,
        hotline_ids=tuple(line.id for line in lines),
        pair_with=tuple(other for line in lines for other in around.line_pairs.get(line.id, ())),
        eligibility_id=service.eligibility_id,
        sources=around.sources.get(service.id, ()),
    )


def _rank(service: tables.Service, hit: ServiceHit, met: list[int], around: _Around) -> _Rank:
    ranks = [line.advocate_rank for line in around.lines[service.id] if line.advocate_rank is not None]
    return (
        int(service.reaches_law_enforcement == "yes"),
        int(not hit.serves_contra_costa),
        -len(met),
        min(met),
        min(ranks, default=_NO_ADVOCATE),
        int(hit.ages is not None),
        min(CONFIRMATIONS.index(way.confirmation) for way in hit.phones),
        int(service.kind == "legal_remedy"),
        service.position,
    )
