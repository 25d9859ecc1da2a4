"""Rows of HSDS tables as the wire has them: UUIDs for ids, empty fields left out, many rows a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, Table, select
from sqlmodel import Session

from knowledge.directory.hsds.public import public, table_of
from knowledge.directory.hsds.shape import Entity, HsdsField, entities
from knowledge.directory.hsds_ids import wire_id

# What one statement may compare with: far below the 32,766 of SQLite and the 65,535 of PostgreSQL.
CHUNK = 5_000
_Item = TypeVar("_Item")
Row = dict[str, Any]


def fetch(session: Session, table: str, column: str, values: Iterable[str]) -> list[Row]:
    """The public rows whose `column` is among `values`, in the order of the facts, then by UUID."""
    found: list[Row] = []
    target = table_of(table)
    for chunk in chunks(sorted(set(values))):
        query = select(target).where(target.c[column].in_(chunk), *public(table))
        found += rows(session, query)
    return sorted(found, key=_place)


def rows(session: Session, query: Select[Any]) -> list[Row]:
    """The rows of a query, each by column name."""
    return [dict(row) for row in session.connection().execute(query).mappings()]


def _place(row: Row) -> tuple[int, str]:
    return row.get("position", 0), row["uuid"]


def order(table: Table) -> tuple[ColumnElement[Any], ...]:
    """The same order in SQL."""
    return (table.c.position, table.c.uuid) if "position" in table.c else (table.c.uuid,)


def chunks(items: Sequence[_Item], size: int = CHUNK) -> Iterator[Sequence[_Item]]:
    """The items in runs of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def wire_row(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The HSDS fields of a row; what is null is left out, since HSDS's schemas know no null."""
    wire = {field.name: _wire_value(field, row) for field in entities()[table].fields}
    wire |= _polymorphic(entities()[table], row)
    return {name: value for name, value in wire.items() if value is not None}


def _wire_value(field: HsdsField, row: Mapping[str, Any]) -> Any:
    value = row["uuid"] if field.name == "id" else row[field.name]
    if value is None:
        return None
    if field.refers_to:
        return wire_id(field.refers_to, value)
    # A whole number is written as one: 18, not 18.0.
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _polymorphic(entity: Entity, row: Mapping[str, Any]) -> dict[str, Any]:
    """The ids that belong to a table which another column names."""
    if entity.table == "attribute":
        return {"link_id": wire_id(row["link_entity"], row["link_id"])}
    return {}
