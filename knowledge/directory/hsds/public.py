"""What of the directory everybody may read. HSDS over HTTP and in files both pass through here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, FromClause, Table, or_

from knowledge.directory.tables import DirectoryTable
from knowledge.directory.ways import CONFIRMATIONS

IMPORTED = "imported"  # the confirmation of every way that an import brought
Conditions = tuple[ColumnElement[bool], ...]


def table_of(name: str) -> Table:
    """The table behind an HSDS object. Raises KeyError."""
    return DirectoryTable.metadata.tables[name]


def public(name: str) -> Conditions:
    """The conditions that a row of this table must meet to be given out; none for most tables.

    Left out: services that are withdrawn or ended; ways in that are withdrawn, held until called,
    contradicted or kept for professionals and staff. A place nobody may know cannot be stored at all.
    """
    conditions = _CONDITIONS.get(name)
    return conditions(table_of(name)) if conditions else ()


def _service(table: FromClause) -> Conditions:
    return (table.c.hidden_because.is_(None), table.c.status != "defunct")


def _way(table: FromClause) -> Conditions:
    return (
        table.c.status.is_(None),
        table.c.show_to.is_(None),
        table.c.confirmation.in_((*CONFIRMATIONS, IMPORTED)),
        or_(table.c.mode.is_(None), table.c.mode != "address"),
    )


_CONDITIONS: Mapping[str, Callable[[FromClause], Conditions]] = {
    "service": _service,
    "phone": _way,
    "url": _way,
    "contact": _way,
}
