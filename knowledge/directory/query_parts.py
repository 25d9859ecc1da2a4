"""Readers that the queries share: for many entities at once, so that no query runs once per row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Literal

from sqlmodel import Session, col, select

from knowledge.directory import tables
from knowledge.directory.results import Citation, Said, SmsWords, WayIn, Words
from knowledge.directory.verification_reads import hidden
from knowledge.directory.ways import CONFIRMATIONS

Owner = Literal["organization_id", "service_id", "hotline_id"]

CALLABLE = frozenset({"voice", "text", "tty"})


def ways_in(
    session: Session, owner: Owner, ids: Iterable[str], on: date | None = None
) -> dict[str, tuple[WayIn, ...]]:
    """What a texter may be given, by owner, in the order of the facts.

    Left out: what is withdrawn, held until called, for professionals or staff, defunct or contradicted; and,
    on a given day, what was not checked for too long (expiry.yaml).
    """
    found: dict[str, list[tuple[int, WayIn]]] = defaultdict(list)
    wanted = list(ids)
    for table in (tables.Phone, tables.Url, tables.Contact):
        query = select(table).where(
            col(getattr(table, owner)).in_(wanted),
            col(table.status).is_(None),
            col(table.show_to).is_(None),
            col(table.confirmation).in_(CONFIRMATIONS),
        )
        rows = session.exec(query).all()
        ids = [row.id for row in rows]
        stale = {one for one, _ in hidden(session, str(table.__tablename__), on, ids)} if on else set()
        for row in rows:
            if row.id not in stale:
                found[str(getattr(row, owner))].append((row.position, _way_in(row)))
    return {
        key: tuple(way for _, way in sorted(ways, key=lambda pair: pair[0])) for key, ways in found.items()
    }


def _way_in(row: tables.Way) -> WayIn:
    kind, value, word, label = row.mode or "", row.printed or "", None, None
    if isinstance(row, tables.Phone):
        kind, value, word, label = row.type or kind, row.number, row.text_word, row.description
    elif isinstance(row, tables.Url):
        value, label = row.url, row.label
    elif isinstance(row, tables.Contact) and row.email is not None:
        value, label = row.email, row.name
    return WayIn(row.printed or value, kind, value, word, label, row.confirmation, row.dialled, row.note)


def citations(session: Session, entity: str, ids: Iterable[str]) -> dict[str, tuple[Citation, ...]]:
    """The sources of entities of one table, by id."""
    source = tables.SourceCitation
    query = (
        select(source)
        .where(source.entity == entity, col(source.entity_id).in_(list(ids)))
        .order_by(col(source.entity_id), col(source.position))
    )
    found: dict[str, list[Citation]] = defaultdict(list)
    for row in session.exec(query):
        found[row.entity_id].append(Citation(row.title, row.url, row.as_of, row.checked, row.verified))
    return {key: tuple(value) for key, value in found.items()}


def statements(session: Session, entity: str, ids: Iterable[str]) -> dict[str, tuple[Said, ...]]:
    """What may be said of entities to anybody, by id: nothing withdrawn, nothing for professionals only."""
    row = tables.Statement
    query = (
        select(row)
        .where(row.entity == entity, col(row.entity_id).in_(list(ids)))
        .where(col(row.status).is_(None), col(row.show_to).is_(None))
        .order_by(col(row.position))
    )
    rows = session.exec(query).all()
    sources = citations(session, "statement", [found.id for found in rows])
    said: dict[str, list[Said]] = defaultdict(list)
    for found in rows:
        text = Words(found.text, found.text_es)
        said[found.entity_id].append(Said(found.topic, text, found.note, sources.get(found.id, ())))
    return {key: tuple(value) for key, value in said.items()}


def labels(session: Session, taxonomy_id: str) -> dict[str, Words]:
    """The labels of a vocabulary, by id, in the order of the facts."""
    term = tables.TaxonomyTerm
    query = select(term).where(term.taxonomy_id == taxonomy_id).order_by(col(term.position))
    return {row.code or row.id: Words(row.name, row.name_es) for row in session.exec(query)}


def aliases(session: Session, entity: str) -> dict[str, tuple[str, ...]]:
    """Other names, by the id of the organization or collaborative."""
    row = tables.Alias
    query = select(row).where(row.entity == entity).order_by(col(row.entity_id), col(row.position))
    found: dict[str, list[str]] = defaultdict(list)
    for one in session.exec(query):
        found[one.entity_id].append(one.alias)
    return {key: tuple(value) for key, value in found.items()}


def pairs(session: Session, hotline_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The lines to set beside each line that never stands alone, the first choice first."""
    pair, line = tables.HotlinePair, tables.Hotline
    query = (
        select(pair)
        .join(line, col(line.id) == col(pair.pair_with_id))
        .where(col(pair.hotline_id).in_(list(hotline_ids)), col(line.status).is_(None))
        .order_by(col(pair.hotline_id), col(pair.position))
    )
    found: dict[str, list[str]] = defaultdict(list)
    for row in session.exec(query):
        found[row.hotline_id].append(row.pair_with_id)
    return {key: tuple(value) for key, value in found.items()}


def sms_words(row: tables.Organization | tables.Service) -> SmsWords | None:
    """The words for a text; None where nobody wrote any."""
    if row.sms_name is None or row.sms is None:
        return None
    return SmsWords(row.sms_name, Words(row.sms, row.sms_es))


def words(en: str | None, es: str | None) -> Words | None:
    return Words(en, es) if en is not None else None
