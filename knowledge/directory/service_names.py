"""The names of services that a rule or a list points to."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from knowledge.directory import tables
from knowledge.directory.tables import FACTS_ORIGIN
from knowledge.words import Words


def service_names(session: Session, ids: Iterable[str]) -> dict[str, Words]:
    """By id, of those that are active services of the facts."""
    row = tables.Service
    query = select(row.id, row.name, row.name_es, row.origin)
    found = session.exec(query.where(col(row.id).in_(list(ids)), row.status == "active"))
    # Where the origin is asked of the database, SQLite reads all rows of it.
    return {one: Words(name, name_es) for one, name, name_es, origin in found if origin == FACTS_ORIGIN}
