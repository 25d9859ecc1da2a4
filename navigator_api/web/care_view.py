"""What the directory says of an organization or a service, block by block, with what an editor may change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.words import Words
from knowledge.workspace.edit_checks import is_said_once
from knowledge.workspace.editable import editable
from knowledge.workspace.edits import said
from knowledge.workspace.owners import Owner, Owners, Row


@dataclass(frozen=True)
class Shown:
    """One field: what stands in it in English and Spanish, `two` if it has both."""

    name: str
    en: str | None
    es: str | None
    two: bool
    approval: bool


@dataclass(frozen=True)
class Block:
    """One row of the directory and its fields."""

    entity: str
    id: str
    title: str
    fields: tuple[Shown, ...]


def blocks(owners: Owners, entity: str, id: str) -> Iterator[Block]:
    """The row itself, then what hangs on it: ways in, hours, statements, and the lines of an organization."""
    yield from _own(owners, entity, id)
    if entity == "organization":
        for line in owners.rows("hotline"):
            if line["organization_id"] == id:
                yield from _own(owners, "hotline", line["id"])


def _own(owners: Owners, entity: str, id: str) -> Iterator[Block]:
    row = owners.row(entity, id)
    if row is not None:
        yield _block(entity, row)
    for table in ("phone", "url", "contact", "schedule"):
        yield from (_block(table, one) for one in owners.rows(table) if one.get(f"{entity}_id") == id)
    for one in owners.rows("statement"):
        if (one["entity"], one["entity_id"]) == (entity, id) and is_said_once(one):
            yield _block("statement", one)


def _block(entity: str, row: Row) -> Block:
    fields = []
    for field in editable()[entity].fields.values():
        en, es = said(entity, field.name, row)
        fields.append(Shown(field.name, en, es, field.spanish is not None, field.approval))
    return Block(entity, row["id"], _title(entity, row), tuple(fields))


def _title(entity: str, row: Row) -> str:
    """What tells a row from its neighbours, in the directory's own words."""
    if entity == "statement":
        return str(row["topic"]).replace("_", " ")
    names = ("name", "printed", "description", "topic")
    return str(next((row[name] for name in names if row.get(name)), row["id"]))


def found(owners: Owners, asked: str) -> list[Owner]:
    """Organizations, services and lines whose name has these letters; none for no letters."""
    wanted = asked.casefold().strip()
    if not wanted:
        return []
    all_ = [(entity, row) for entity in ("organization", "service", "hotline") for row in owners.rows(entity)]
    return [
        Owner(entity, row["id"], Words(row["name"], row["name_es"]))
        for entity, row in all_
        if wanted in f"{row['name']} {row['name_es'] or ''} {row['id']}".casefold()
    ]
