"""What the search knows of each service, read from the directory's tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TypeVar

from sqlmodel import Session, col, select

from knowledge.directory import tables
from knowledge.directory.query_parts import CALLABLE, aliases, labels, ways_in
from knowledge.directory.results import WayIn
from knowledge.directory.search.facets import ANY, UNKNOWN, ages
from knowledge.directory.search.fulltext import Field
from knowledge.directory.search.order import crisis_lines, rank_of
from knowledge.directory.table_base import FACTS_ORIGIN

NEEDS = "needs"

_OWN_FIELDS = "puente_fields"  # the taxonomy of what is no term but a column of ours
_CHUNK = 500

_Owned = TypeVar("_Owned", tables.ServiceArea, tables.Language, tables.CostOption)


@dataclass(frozen=True)
class Document:
    """`texts` are searched for words, `meaning` (one text a language) by meaning; `facets` are (kind, value).

    `rank` is order's.
    """

    service_id: str
    rank: tuple[int | str, ...]
    texts: dict[Field, str]
    meaning: tuple[str, ...]
    facets: frozenset[tuple[str, str]]
    reaches_law_enforcement: bool
    elsewhere: bool
    answered_by: str | None
    crisis_lines: tuple[str, ...]


@dataclass
class _Parts:
    """Rows that belong to services, by service id."""

    owners: dict[str, tables.Organization]
    aliases: dict[str, tuple[str, ...]]
    terms: dict[str, list[tables.TaxonomyTerm]] = field(default_factory=dict)
    areas: dict[str, list[tables.ServiceArea]] = field(default_factory=dict)
    languages: dict[str, list[tables.Language]] = field(default_factory=dict)
    costs: dict[str, list[tables.CostOption]] = field(default_factory=dict)
    lines: dict[str, list[tables.Hotline]] = field(default_factory=dict)
    ways: dict[str, tuple[WayIn, ...]] = field(default_factory=dict)
    audiences: tuple[str, ...] = ()


def documents(session: Session) -> Iterator[Document]:
    """One for every active service."""
    audiences = tuple(labels(session, "audiences"))
    owners = {row.id: row for row in session.exec(select(tables.Organization))}
    others = aliases(session, "organization")
    query = select(tables.Service).where(tables.Service.status == "active").order_by(col(tables.Service.id))
    rows = iter(session.exec(query).all())
    while chunk := list(islice(rows, _CHUNK)):
        parts = _read(session, [row.id for row in chunk], _Parts(owners, others, audiences=audiences))
        for row in chunk:
            yield _document(row, parts)


def _read(session: Session, ids: Sequence[str], parts: _Parts) -> _Parts:
    parts.terms = _terms(session, ids)
    parts.areas = _owned(session, tables.ServiceArea, ids)
    parts.languages = _owned(session, tables.Language, ids)
    parts.costs = _owned(session, tables.CostOption, ids)
    parts.lines = lines_of(session, ids)
    parts.ways = service_ways(session, ids, parts.lines)
    return parts


def _owned(session: Session, table: type[_Owned], ids: Sequence[str]) -> dict[str, list[_Owned]]:
    found: dict[str, list[_Owned]] = defaultdict(list)
    for row in session.exec(select(table).where(col(table.service_id).in_(ids)).order_by(col(table.id))):
        found[str(row.service_id)].append(row)
    return found


def _terms(session: Session, ids: Sequence[str]) -> dict[str, list[tables.TaxonomyTerm]]:
    link, term = tables.Attribute, tables.TaxonomyTerm
    query = (
        select(link.link_id, term)
        .join(term, col(term.id) == col(link.taxonomy_term_id))
        .where(link.link_entity == "service", col(link.link_id).in_(ids))
        .order_by(col(link.id))
    )
    found: dict[str, list[tables.TaxonomyTerm]] = defaultdict(list)
    for service_id, row in session.exec(query):
        if row.taxonomy_id != _OWN_FIELDS:
            found[service_id].append(row)
    return found


def lines_of(session: Session, ids: Sequence[str]) -> dict[str, list[tables.Hotline]]:
    """The lines of services that are not withdrawn, in the order of the facts."""
    link, line = tables.ServiceHotline, tables.Hotline
    query = (
        select(link.service_id, line)
        .join(line, col(line.id) == col(link.hotline_id))
        .where(col(link.service_id).in_(ids), col(line.status).is_(None))
        .order_by(col(link.service_id), col(link.position))
    )
    found: dict[str, list[tables.Hotline]] = defaultdict(list)
    for service_id, row in session.exec(query):
        found[service_id].append(row)
    return found


def service_ways(
    session: Session,
    ids: Sequence[str],
    lines: dict[str, list[tables.Hotline]],
    on: date | None = None,
) -> dict[str, tuple[WayIn, ...]]:
    """What a texter may be given (on that day); without a number of its own, a service has its lines'."""
    own = ways_in(session, "service_id", ids, on)
    through = ways_in(session, "hotline_id", {line.id for found in lines.values() for line in found}, on)
    found: dict[str, tuple[WayIn, ...]] = {}
    for service_id in ids:
        ways = own.get(service_id, ())
        if not callable_ways(ways):
            ways += callable_ways(
                way for line in lines.get(service_id, ()) for way in through.get(line.id, ())
            )
        found[service_id] = ways
    return found


def callable_ways(ways: Iterable[WayIn]) -> tuple[WayIn, ...]:
    """Those with a number."""
    return tuple(way for way in ways if way.kind in CALLABLE)


def is_reachable(ways: Iterable[WayIn]) -> bool:
    """Whether one of them can be called or texted."""
    return any(way.kind in {"voice", "text"} for way in ways)


def offered(lines: Iterable[tables.Hotline], audience: str) -> bool:
    """Whether every line of a service is one for the audience."""
    return all(line.offer_to is None or audience in line.offer_to.split(",") for line in lines)


def _document(service: tables.Service, parts: _Parts) -> Document:
    lines = parts.lines.get(service.id, [])
    return Document(
        service_id=service.id,
        rank=rank_of(service, lines, callable_ways(parts.ways[service.id])),
        texts=_texts(service, parts),
        meaning=_meaning(service),
        facets=frozenset(_facets(service, parts)),
        reaches_law_enforcement=service.reaches_law_enforcement == "yes",
        elsewhere=not any(area.serves_contra_costa for area in parts.areas.get(service.id, ())),
        answered_by=lines[0].answered_by if lines else None,
        crisis_lines=crisis_lines(lines),
    )


def _texts(service: tables.Service, parts: _Parts) -> dict[Field, str]:
    owner = parts.owners.get(service.organization_id or "")
    terms = [
        text
        for term in parts.terms.get(service.id, ())
        for text in (term.name, term.name_es, term.description)
    ]
    names = (
        [owner.name, owner.name_es, owner.alternate_name, *parts.aliases.get(owner.id, ())] if owner else []
    )
    about = (
        service.description,
        service.description_es,
        service.eligibility_description,
        service.eligibility_description_es,
    )
    return {
        "name": _joined(service.name, service.name_es, service.alternate_name),
        "owner": _joined(*names, service.sms_name),
        "term": _joined(*terms),
        "sms": _joined(service.sms, service.sms_es),
        "about": _joined(*about),
    }


def _joined(*texts: str | None) -> str:
    return " ".join(text for text in texts if text)


def _meaning(service: tables.Service) -> tuple[str, ...]:
    english = f"{service.name}. {service.description or ''}"
    if service.name_es is None:
        return (english,)
    return (english, f"{service.name_es}. {service.description_es or ''}")


def _facets(service: tables.Service, parts: _Parts) -> Iterator[tuple[str, str]]:
    lines, ways = parts.lines.get(service.id, []), parts.ways[service.id]
    for term in parts.terms.get(service.id, ()):
        if term.taxonomy_id == NEEDS and term.code:
            yield "need", term.code
    yield from _known("area", {area.area for area in parts.areas.get(service.id, ())})
    yield from _known("language", {row.code for row in parts.languages.get(service.id, ())})
    yield from _known("mode", {way.kind for way in ways})
    yield "cost", _cost(parts.costs.get(service.id, ()))
    yield from (("age", age) for age in _ages(service))
    yield from (("audience", one) for one in parts.audiences if offered(lines, one))
    if is_reachable(ways) and service.origin == FACTS_ORIGIN:
        yield "reach", "number"


def _known(kind: str, values: set[str | None]) -> Iterator[tuple[str, str]]:
    known = sorted(value for value in values if value)
    yield from ((kind, value) for value in known or [UNKNOWN])


def _cost(options: Sequence[tables.CostOption]) -> str:
    """Free where the figure is nothing, or the source says "free" and names no figure."""
    if any(option.amount for option in options):
        return "paid"
    said = any(option.amount == 0 or (option.option or "").lower().startswith("free") for option in options)
    return "free" if said else UNKNOWN


def _ages(service: tables.Service) -> list[str]:
    if service.minimum_age is not None or service.maximum_age is not None:
        return ages(service.minimum_age, service.maximum_age)
    # The facts name ages where there is a limit; of an import without one, nothing is known.
    for_all = service.ages is None and service.origin == FACTS_ORIGIN
    return [ANY] if for_all else [UNKNOWN]
