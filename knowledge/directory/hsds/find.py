"""Which objects a request asks for: ids in order. Filters add up; an unknown id finds nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, false, or_, select, true
from sqlmodel import Session

from knowledge.directory.hsds.extras import TAXONOMY_ID, term_id
from knowledge.directory.hsds.near import ZipCode, covers, metres, zip_code
from knowledge.directory.hsds.public import public, table_of
from knowledge.directory.hsds.rows import Row, fetch, order
from knowledge.directory.hsds.shape import entities
from knowledge.directory.hsds_ids import wire_id
from knowledge.directory.table_base import FACTS_ORIGIN

Ids = Sequence[str]
# Services for some words, the best first.
Search = Callable[[Session, str], Ids]
# The tables that are searched by way of their service, and the column that names it.
_RANKED_BY: Mapping[str, str] = {"service": "id", "service_at_location": "service_id"}


def no_search(_session: Session, _words: str) -> Ids:
    """For callers who look for nothing by words."""
    raise LookupError("services are looked for by words, and no search was given")


@dataclass(frozen=True)
class Wanted:
    """What a request may ask for; ids are those of the wire, `proximity` is in metres."""

    search: str | None = None
    taxonomy_term_id: str | None = None
    taxonomy_id: str | None = None
    organization_id: str | None = None
    modified_after: str | None = None  # an ISO date or time in UTC
    postcode: str | None = None
    proximity: float | None = None
    parent_id: str | None = None
    top_only: bool = False
    without_organization: bool = False


def find(session: Session, table: str, wanted: Wanted, search: Search = no_search) -> Ids:
    """The ids (the directory's) of the public objects of this table that are wanted, in the facts' order.

    `search` finds services for the words, and its order then counts; for other objects the words are looked
    for in names and descriptions.
    """
    target = table_of(table)
    query = select(target.c.id).where(*public(table), *_conditions(table, wanted)).order_by(*order(target))
    ids: Ids = session.connection().execute(query).scalars().all()
    if table in _RANKED_BY and wanted.search is not None:
        ids = _by_rank(session, table, ids, search(session, wanted.search))
    if table == "service_at_location" and wanted.postcode is not None:
        ids = _near(session, ids, wanted)
    return ids


def _by_rank(session: Session, table: str, ids: Ids, found: Ids) -> Ids:
    """Those whose service was found, the best first."""
    rank = {service_id: place for place, service_id in enumerate(found)}
    owner = _RANKED_BY[table]
    fitting = [row for row in fetch(session, table, "id", ids) if row[owner] in rank]
    return [row["id"] for row in sorted(fitting, key=lambda row: rank[row[owner]])]


def find_one(session: Session, table: str, uuid: str) -> str | None:
    """The id of the public object with this UUID."""
    target = table_of(table)
    query = select(target.c.id).where(target.c.uuid == uuid.lower(), *public(table))
    if table == "service_at_location":
        query = query.where(_of_service(target.c.service_id, ()))
    return session.connection().execute(query).scalar_one_or_none()


def _conditions(table: str, wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    """Every filter as a condition on `table`; which parameters a table takes is the door's to say."""
    columns = table_of(table).c
    if table == "service_at_location":
        yield _of_service(columns.service_id, tuple(_of_services(wanted)))
    elif table == "service":
        yield from _of_services(wanted)
    if table == "taxonomy_term":
        yield from _of_terms(wanted)
    if wanted.taxonomy_term_id is not None or wanted.taxonomy_id is not None:
        yield from _tagged(table, wanted)
    if wanted.search is not None and table not in _RANKED_BY:
        yield _says(table, wanted.search)


def _of_services(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    columns = table_of("service").c
    if wanted.organization_id is not None:
        yield columns.organization_id == _id_of("organization", wanted.organization_id)
    if wanted.without_organization:
        yield columns.organization_id.is_(None)
    if wanted.modified_after is not None:
        yield columns.last_modified >= wanted.modified_after


def _of_service(column: ColumnElement[Any], conditions: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    """That the row belongs to a public service that meets the conditions."""
    service = table_of("service")
    return exists().where(service.c.id == column, *public("service"), *conditions)


def _of_terms(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    """Terms of one taxonomy; the children of one term; or only those at the top, which have no parent."""
    columns = table_of("taxonomy_term").c
    if wanted.taxonomy_id is not None:
        yield columns.taxonomy_id == _id_of("taxonomy", wanted.taxonomy_id)
    if wanted.parent_id is not None:
        yield columns.parent_id == _id_of("taxonomy_term", wanted.parent_id)
    if wanted.top_only:
        yield columns.parent_id.is_(None)


# Whose attributes count for a row of the table: its own, and those of what it is about, by (entity, column).
_BEARERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "service": (("service", "id"),),
    "service_at_location": (("service_at_location", "id"), ("service", "service_id")),
    "organization": (("organization", "id"),),
}


def _tagged(table: str, wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    """That the row bears the term, and a term of the taxonomy; an organization also by its services."""
    if table not in _BEARERS:
        return
    own = [_bears(table, entity, column, wanted) for entity, column in _BEARERS[table]]
    if table == "organization":
        service = table_of("service")
        mine = (service.c.organization_id == table_of("organization").c.id, *public("service"))
        own.append(exists().where(*mine, _bears("service", "service", "id", wanted)))
    yield or_(*own)


def _bears(table: str, entity: str, column: str, wanted: Wanted) -> ColumnElement[bool]:
    attribute, term = table_of("attribute"), table_of("taxonomy_term")
    link = (attribute.c.link_entity == entity, attribute.c.link_id == table_of(table).c[column])
    found = exists().where(*link, term.c.id == attribute.c.taxonomy_term_id)
    conditions = []
    if wanted.taxonomy_term_id is not None:
        uuid = wanted.taxonomy_term_id.lower()
        conditions.append(or_(found.where(term.c.uuid == uuid), _says_in_column(table, entity, uuid)))
    if wanted.taxonomy_id is not None:
        uuid = wanted.taxonomy_id.lower()
        of_it = found.where(term.c.taxonomy_id == _id_of("taxonomy", uuid))
        conditions.append(or_(of_it, _says_in_column(table, entity, uuid)))
    return and_(*conditions)


def _says_in_column(table: str, entity: str, uuid: str) -> ColumnElement[bool]:
    """That one of our own columns is filled which the term or taxonomy with this UUID stands for."""
    target = table_of(table)
    if table != entity:
        return false()
    ours = wire_id("taxonomy", TAXONOMY_ID)
    named = [name for name in entities()[table].extras if uuid in (term_id(name), ours)]
    filled = or_(false(), *(target.c[name].is_not(None) for name in named))
    return and_(target.c.origin == FACTS_ORIGIN, filled)


def _id_of(table: str, uuid: str) -> ScalarSelect[Any]:
    target = table_of(table)
    return select(target.c.id).where(target.c.uuid == uuid.lower()).scalar_subquery()


_SEARCHED = ("name", "alternate_name", "description", "name_es", "description_es", "code")


def _says(table: str, words: str) -> ColumnElement[bool]:
    """That each of the words stands somewhere in what the row is called or described as."""
    columns = [table_of(table).c[name] for name in _SEARCHED if name in table_of(table).c]
    return and_(
        true(),
        *(or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in words.split()),
    )


def _near(session: Session, ids: Ids, wanted: Wanted) -> Ids:
    """Those in the circle around the ZIP code, or else those whose service area takes it in."""
    place = zip_code(wanted.postcode or "")
    if place is None:
        return ()
    found = fetch(session, "service_at_location", "id", ids)
    if wanted.proximity is None:
        near = _served(session, found, place)
    else:
        near = _in_circle(session, found, place, wanted.proximity)
    return [id for id in ids if id in near]


def _in_circle(session: Session, found: Sequence[Row], place: ZipCode, reach: float) -> set[str]:
    """A location without coordinates counts as standing in the middle of its address's ZIP code."""
    location_ids = [row["location_id"] for row in found]
    where = {
        row["location_id"]: (middle.latitude, middle.longitude)
        for row in fetch(session, "address", "location_id", location_ids)
        if (middle := zip_code(row["postal_code"]))
    }
    for row in fetch(session, "location", "id", location_ids):
        if row["latitude"] is not None and row["longitude"] is not None:
            where[row["id"]] = (row["latitude"], row["longitude"])
    near = {id for id, point in where.items() if metres(place, *point) <= reach}
    return {row["id"] for row in found if row["location_id"] in near}


def _served(session: Session, found: Sequence[Row], place: ZipCode) -> set[str]:
    """The areas of the service at that location count, else those of the service; without any, it is kept."""
    own = _areas(session, "service_at_location_id", [row["id"] for row in found])
    general = _areas(session, "service_id", [row["service_id"] for row in found])
    served = set()
    for row in found:
        areas = own.get(row["id"]) or general.get(row["service_id"]) or []
        if not areas or any(covers(area, place) for area in areas):
            served.add(row["id"])
    return served


def _areas(session: Session, column: str, ids: Ids) -> dict[str, list[Row]]:
    areas: dict[str, list[Row]] = defaultdict(list)
    for row in fetch(session, "service_area", column, ids):
        areas[row[column]].append(row)
    return areas
