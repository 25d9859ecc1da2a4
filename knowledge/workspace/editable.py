"""Which fields of the directory an editor may change, from editable.yml."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.directory.table_base import DirectoryTable

FILE = Path(__file__).with_name("editable.yml")
WAYS = frozenset({"phone", "url", "contact"})


@dataclass(frozen=True)
class EditableField:
    """A column, and the one beside it that holds its Spanish; `longest` in characters."""

    name: str
    spanish: str | None
    approval: bool
    longest: int


@dataclass(frozen=True)
class Editable:
    """What may be changed in one table, and the columns by which one of its rows is known again."""

    table: str
    identity: tuple[str, ...]
    fields: Mapping[str, EditableField]

    def known_by(self, row: Mapping[str, Any]) -> str:
        """The row's identity as text; empty where its id is enough."""
        return json.dumps([row[name] for name in self.identity], ensure_ascii=False) if self.identity else ""


@cache
def editable() -> Mapping[str, Editable]:
    """By table. Raises KeyError for a column that the table has not."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {table: _editable(table, found) for table, found in read.items()}


def _editable(table: str, found: Mapping[str, Any]) -> Editable:
    columns = DirectoryTable.metadata.tables[table].c
    fields = {
        name: EditableField(name, one.get("spanish"), one["approval"], one["longest"])
        for name, one in found["fields"].items()
    }
    for field in fields.values():
        for name in filter(None, (field.name, field.spanish)):
            columns[name]
    return Editable(table, tuple(columns[name].name for name in found["identity"]), fields)
