"""Whose a row of the directory is, what they are called, and which number to dial about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from knowledge.directory.table_base import FACTS_ORIGIN, DirectoryTable
from knowledge.words import Words

_READ = ("organization", "service", "hotline", "phone", "url", "contact", "schedule", "statement", "answer")
_CALLABLE = frozenset({"voice"})

Row = dict[str, Any]


@dataclass(frozen=True)
class Owner:
    """An organization, a service, a line or a reviewed answer."""

    entity: str
    id: str
    name: Words


class Owners:
    """Every row that the facts made, read once; for pages that show many."""

    def __init__(self, session: Session) -> None:
        self._rows = {name: _read(session, name) for name in _READ}
        link = DirectoryTable.metadata.tables["service_hotline"]
        self._lines: dict[str, list[str]] = {}
        query = select(link.c.service_id, link.c.hotline_id).order_by(link.c.service_id, link.c.position)
        for service, line in session.connection().execute(query):
            self._lines.setdefault(service, []).append(line)

    def row(self, entity: str, id: str) -> Row | None:
        """The row, None for none."""
        return self._rows.get(entity, {}).get(id)

    def rows(self, entity: str) -> list[Row]:
        """Every row of a table, in the order of the facts."""
        return list(self._rows.get(entity, {}).values())

    def of(self, entity: str, id: str) -> Owner | None:
        """Whose the row is; None for a row of nobody, such as a number that is held back."""
        row = self.row(entity, id)
        if row is None:
            return None
        if entity == "statement":
            return self.of(row["entity"], row["entity_id"])
        if entity == "answer":
            return Owner(entity, id, Words(row["topic"], row["topic"]))
        if entity in {"organization", "service", "hotline"}:
            return Owner(entity, id, Words(row["name"], row["name_es"]))
        for kind in ("service", "hotline", "organization"):
            if row.get(f"{kind}_id"):
                return self.of(kind, row[f"{kind}_id"])
        return None

    def number(self, entity: str, id: str) -> str | None:
        """The number to dial about a row: its own, its owner's, that of the owner's line or organization."""
        row = self.row(entity, id)
        if row is None:
            return None
        if entity == "phone" and row["type"] in {"voice", "text", "tty"}:
            return str(row["printed"] or row["number"])
        owner = self.of(entity, id)
        if owner is None:
            return None
        found = (self._first(kind, one) for kind, one in self._places(owner))
        return next((one for one in found if one), None)

    def _places(self, owner: Owner) -> Iterator[tuple[str, str]]:
        row = self.row(owner.entity, owner.id) or {}
        yield f"{owner.entity}_id", owner.id
        for line in self._lines.get(owner.id, ()) if owner.entity == "service" else ():
            yield "hotline_id", line
        if row.get("organization_id"):
            yield "organization_id", row["organization_id"]

    def _first(self, column: str, id: str) -> str | None:
        for row in self._rows["phone"].values():
            if row.get(column) == id and row["type"] in _CALLABLE and row["status"] is None:
                return str(row["printed"] or row["number"])
        return None


def _read(session: Session, name: str) -> dict[str, Row]:
    table = DirectoryTable.metadata.tables[name]
    query = select(table)
    if "origin" in table.c:
        query = query.where(table.c.origin == FACTS_ORIGIN)
    order = (table.c.position, table.c.id) if "position" in table.c else (table.c.id,)
    return {row["id"]: dict(row) for row in session.connection().execute(query.order_by(*order)).mappings()}
