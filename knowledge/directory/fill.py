"""Putting the facts into the tables, in one transaction that touches only rows new, changed or gone."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, delete, func, insert, select, update
from sqlmodel import Session

from knowledge.directory.changes import (
    Change,
    Key,
    Row,
    TableChanges,
    as_text,
    compare,
    history,
    services_touched,
)
from knowledge.directory.file_models import Facts
from knowledge.directory.load import FACTS
from knowledge.directory.rows import newest_check, rows
from knowledge.directory.search.index import reindex
from knowledge.directory.tables import FACTS_ORIGIN, DirectoryBuild, DirectoryTable, Metadata, Service
from knowledge.meaning import encoder

_METADATA = DirectoryTable.metadata.tables[str(Metadata.__tablename__)]
_SERVICE = DirectoryTable.metadata.tables[str(Service.__tablename__)]
_TABLES = [table for table in DirectoryTable.metadata.sorted_tables if table is not _METADATA]

Made = Mapping[Table, Mapping[Key, Row]]


@dataclass(frozen=True)
class Laid:
    """The rows to store; `by` names, for (table, id of the row, column), whose doing a value is."""

    made: Made
    by: Mapping[tuple[str, str, str], str] = field(default_factory=dict)


Overlay = Callable[[Session, Made], Laid]


def nothing_over(_session: Session, made: Made) -> Laid:
    """The facts as they are."""
    return Laid(made)


def fill(
    session: Session,
    facts: Facts,
    stamp: str = "",
    on: date | None = None,
    overlay: Overlay = nothing_over,
) -> None:
    """Bring the rows made from the facts up to them and commit; on an error nothing has changed.

    Rows of another origin stay as they are. `stamp` is the fingerprint of the facts, kept so that the next
    build can see that nothing is new. Every changed field of an HSDS row is kept as a row of `metadata` with
    the date `on` (by default the newest date of check in the facts); the first fill has no history.
    `overlay` may change the rows before they are compared and stored, within the same transaction.
    """
    day = on.isoformat() if on else newest_check(facts)
    try:
        _fill(session, overlay(session, _made(facts, stamp)), day)
        reindex(session, encoder())
        session.commit()
    except BaseException:
        session.rollback()
        raise


def filled_from(session: Session) -> str | None:
    """The fingerprint of the facts the tables were filled from; None before the first fill."""
    build = session.get(DirectoryBuild, 1)
    return build.fingerprint if build else None


def fingerprint(directory: Path = FACTS) -> str:
    """Changes when a facts file changes, or the code that makes rows and the search index of them.

    The words of the search (synonyms, words left out) are those of FACTS, whatever directory is read.
    """
    digest = hashlib.sha256()
    facts = [path for folder in dict.fromkeys((directory, FACTS)) for path in sorted(folder.rglob("*.yaml"))]
    for path in (*facts, *sorted(Path(__file__).parent.rglob("*.py"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _made(facts: Facts, stamp: str) -> dict[Table, dict[Key, Row]]:
    made: dict[Table, dict[Key, Row]] = defaultdict(dict)
    for row in (*rows(facts), DirectoryBuild(id=1, fingerprint=stamp)):
        table = DirectoryTable.metadata.tables[str(row.__tablename__)]
        values = row.model_dump(exclude={"uuid"})  # the database's column makes it from the id
        made[table][_key(table, values)] = values
    return made


def _key(table: Table, row: Row) -> Key:
    return tuple(row[column.name] for column in table.primary_key)


def _fill(session: Session, laid: Laid, day: str) -> None:
    first = filled_from(session) is None
    connection = session.connection()
    before = {table: _stored(connection, table) for table in _TABLES}
    after = {table: laid.made.get(table, {}) for table in _TABLES}
    after[_SERVICE] = _dated(before[_SERVICE], after[_SERVICE], set(), day)
    found = {table: compare(before[table], after[table]) for table in _TABLES}
    touched = {service for table in _TABLES for service in _services(table, found[table])}
    found[_SERVICE] = compare(before[_SERVICE], _dated(before[_SERVICE], after[_SERVICE], touched, day))
    _write(connection, found)
    if not first:
        _remember(
            connection, [one for table in _TABLES for one in _changes(table, found, before)], day, laid.by
        )


def _stored(connection: Connection, table: Table) -> dict[Key, Row]:
    """The rows that the facts made, by primary key: in a table with an origin, those of the facts."""
    query = select(table)
    if "origin" in table.c:
        query = query.where(table.c.origin == FACTS_ORIGIN)
    found = [dict(row) for row in connection.execute(query).mappings().all()]
    return {_key(table, row): row for row in found}


def _dated(
    before: Mapping[Key, Row], after: Mapping[Key, Row], touched: AbstractSet[str], day: str
) -> dict[Key, Row]:
    """The services with the time of their last change: `day` where they are touched, else what is stored."""
    dated = dict(after)
    for key in before.keys() & after.keys():
        changed = f"{day}T00:00:00Z" if after[key]["id"] in touched else before[key]["last_modified"]
        dated[key] = {**after[key], "last_modified": changed}
    return dated


def _services(table: Table, found: TableChanges) -> Iterable[str]:
    rows_of = (found.inserted, found.updated, found.deleted)
    return services_touched(table.name, [row for part in rows_of for row in part.values()])


def _changes(
    table: Table, found: Mapping[Table, TableChanges], before: Mapping[Table, Mapping[Key, Row]]
) -> Iterable[Change]:
    is_hsds = "uuid" in table.c
    return history(table.name, found[table], before[table]) if is_hsds else ()


def _write(connection: Connection, found: Mapping[Table, TableChanges]) -> None:
    """New rows first and vanished ones last, so that no key between tables is ever left hanging."""
    for table in _TABLES:
        if found[table].inserted:
            connection.execute(insert(table), list(found[table].inserted.values()))
    for table in _TABLES:
        if found[table].updated:
            bound = [{**row, **_bound_key(table, row)} for row in found[table].updated.values()]
            connection.execute(update(table).where(_is_row(table)), bound)
    for table in reversed(_TABLES):
        if found[table].deleted:
            gone = [_bound_key(table, row) for row in found[table].deleted.values()]
            connection.execute(delete(table).where(_is_row(table)), gone)


def _is_row(table: Table) -> ColumnElement[bool]:
    return and_(*(column == bindparam(f"key_{column.name}") for column in table.primary_key))


def _bound_key(table: Table, row: Row) -> Row:
    return {f"key_{column.name}": row[column.name] for column in table.primary_key}


def _remember(
    connection: Connection, changes: list[Change], day: str, by: Mapping[tuple[str, str, str], str]
) -> None:
    own = select(func.count()).select_from(_METADATA).where(_METADATA.c.origin == FACTS_ORIGIN)
    start = connection.execute(own).scalar_one()
    kept = [
        _metadata(change, start + n, day, by.get((change.table, change.id, change.field), FACTS_ORIGIN))
        for n, change in enumerate(changes)
    ]
    if kept:
        connection.execute(insert(_METADATA), kept)


def _metadata(change: Change, number: int, day: str, by: str) -> Row:
    return {
        "id": f"change.{number}",
        "origin": FACTS_ORIGIN,
        "resource_id": change.id,
        "resource_type": change.table,
        "last_action_date": day,
        "last_action_type": change.action,
        "field_name": change.field,
        "previous_value": as_text(change.before),
        "replacement_value": as_text(change.after),
        "updated_by": by,
    }
