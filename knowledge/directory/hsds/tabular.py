"""HSDS as a tabular data package: a CSV file a table, and the datapackage.json that describes them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.directory.hsds.flatten import FlatRow
from knowledge.directory.hsds.shape import Entity, HsdsField, Kind, entities

_TYPES: Mapping[Kind, Mapping[str, str]] = {
    "text": {"type": "string"},
    "choice": {"type": "string"},
    "uuid": {"type": "string", "format": "uuid"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "number": {"type": "number"},
    "date": {"type": "date"},
    "datetime": {"type": "datetime"},
    # Frictionless knows no time with a zone.
    "time": {"type": "string"},
}


def by_table(rows: Iterable[FlatRow]) -> dict[str, dict[str, Mapping[str, Any]]]:
    """The rows of each table by id, each once, in the order in which they come."""
    found: dict[str, dict[str, Mapping[str, Any]]] = {table: {} for table in entities()}
    for row in rows:
        found[row.table].setdefault(row.values["id"], row.values)
    return found


def write_csv(file: Path, entity: Entity, rows: Iterable[Mapping[str, Any]]) -> None:
    """One table; an empty cell is a field that is not there."""
    names = [field.name for field in entity.fields]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def data_package(on: date, version: str) -> Mapping[str, Any]:
    """The description of the package (frictionless data package, tabular profile) made on a day."""
    return {
        "profile": "tabular-data-package",
        "name": "puente-hsds",
        "title": "Puente's directory in the Human Services Data Specification",
        "version": version,
        "created": f"{on.isoformat()}T00:00:00Z",
        "resources": [_resource(entity) for entity in entities().values()],
    }


def _resource(entity: Entity) -> Mapping[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": entity.table,
        "path": entity.csv,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(field) for field in entity.fields],
            "primaryKey": ["id"],
            "foreignKeys": [_key(entity, field) for field in entity.references],
            "missingValues": [""],
        },
    }


def _field(field: HsdsField) -> Mapping[str, Any]:
    constraints: dict[str, Any] = {"required": True} if field.required or field.in_tables else {}
    if field.name == "id":
        constraints["unique"] = True
    if field.choices:
        constraints["enum"] = list(field.choices)
    return {"name": field.name, **_TYPES[field.kind], **({"constraints": constraints} if constraints else {})}


def _key(entity: Entity, field: HsdsField) -> Mapping[str, Any]:
    resource = "" if field.refers_to == entity.table else field.refers_to
    return {"fields": [field.name], "reference": {"resource": resource, "fields": ["id"]}}
