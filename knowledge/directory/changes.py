"""What a fill changes in one table: rows new, changed and gone, and their history field by field. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Row = Mapping[str, Any]
Key = tuple[Any, ...]

# Not a change of what is said: the order of the facts, and what follows from the change itself.
_SILENT = frozenset({"id", "uuid", "origin", "position", "last_modified"})


@dataclass(frozen=True)
class Change:
    """One field of one row, before and after; None stands for no value."""

    action: Literal["create", "update", "delete"]
    table: str
    id: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class TableChanges:
    """Rows by primary key; `updated` holds the rows as they shall be."""

    inserted: Mapping[Key, Row]
    updated: Mapping[Key, Row]
    deleted: Mapping[Key, Row]


def compare(before: Mapping[Key, Row], after: Mapping[Key, Row]) -> TableChanges:
    """Every row of `after` has the columns that shall be compared; `before` may have more."""
    return TableChanges(
        inserted={key: row for key, row in after.items() if key not in before},
        updated={
            key: row
            for key, row in after.items()
            if key in before and any(before[key][name] != value for name, value in row.items())
        },
        deleted={key: row for key, row in before.items() if key not in after},
    )


def history(table: str, found: TableChanges, before: Mapping[Key, Row]) -> Iterator[Change]:
    """The changes of an HSDS table, whose rows have an id; a field that was and stays empty has none."""
    for row in found.inserted.values():
        yield from _fields("create", table, str(row["id"]), {}, row)
    for key, row in found.updated.items():
        yield from _fields("update", table, str(row["id"]), before[key], row)
    for row in found.deleted.values():
        yield from _fields("delete", table, str(row["id"]), row, {})


def _fields(
    action: Literal["create", "update", "delete"], table: str, id: str, before: Row, after: Row
) -> Iterator[Change]:
    for name in after or before:
        old, new = before.get(name), after.get(name)
        if name not in _SILENT and old != new:
            yield Change(action, table, id, name, old, new)


def as_text(value: Any) -> str:
    """A value as HSDS's change record has it: no value is empty text, yes and no are true and false."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def services_touched(table: str, rows: Iterable[Row]) -> set[str]:
    """The ids of the services that a change in these rows changes for whoever reads them."""
    if table == "service":
        return {str(row["id"]) for row in rows}
    if table == "attribute":
        return {str(row["link_id"]) for row in rows if row["link_entity"] == "service"}
    return {str(row["service_id"]) for row in rows if row.get("service_id")}
