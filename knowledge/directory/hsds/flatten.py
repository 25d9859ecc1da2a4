"""From nested HSDS objects to flat rows, table by table, as the CSV files and the database have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.directory.hsds.shape import NOT_EXCHANGED, WITHOUT_ATTRIBUTES, Nest, entities

Json = Mapping[str, Any]


@dataclass(frozen=True)
class FlatRow:
    """One row: `where` says in words where it was read; `unknown` are properties that HSDS does not name."""

    table: str
    values: Mapping[str, Any]
    where: str
    unknown: tuple[str, ...] = ()


def flatten(table: str, wire: Json, where: str) -> Iterator[FlatRow]:
    """The rows of an object and of all within it, inner rows first where the outer one refers to them.

    What stands inside gets the outer's id where it does not name it; null counts as left out. An inner value
    of the wrong shape stays in its outer row under its name, as an unknown property.
    """
    values = dict(wire)
    inner: list[FlatRow] = []
    after: list[FlatRow] = []
    for nest in _nests(table):
        for n, one in _taken(values, nest):
            place = f"{where} > {nest.key}" + (f" {n}" if nest.many else "")
            if nest.many:
                after += flatten(nest.table, {**_link(table, nest, values), **_present(one)}, place)
            else:
                inner += flatten(nest.table, {**_owner(nest, values), **_present(one)}, place)
                values.setdefault(nest.on, one.get("id") or "")
    yield from inner
    yield _row(table, values, where)
    yield from after


def _nests(table: str) -> Iterator[Nest]:
    yield from entities()[table].nests
    if table not in WITHOUT_ATTRIBUTES:
        yield Nest("attributes", "attribute", "link_id")


def _taken(values: dict[str, Any], nest: Nest) -> list[tuple[int, Json]]:
    """Take the inner objects out of the outer one, counted from 1."""
    held = values.get(nest.key)
    listed = held if nest.many else [held]
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        return []
    del values[nest.key]
    return list(enumerate(listed, start=1))


def _link(table: str, nest: Nest, outer: Json) -> Json:
    kind = {"link_entity": table} if nest.table == "attribute" else {}
    # Without an id of the outer object its inner ones must not pass for rows that belong to nobody.
    return {nest.on: outer.get("id") or "", **kind}


def _owner(nest: Nest, service: Json) -> Json:
    """A program inside a service is the service's organization's where it does not say whose it is."""
    if nest.table != "program":
        return {}
    organization = service.get("organization")
    named = organization.get("id") if isinstance(organization, dict) else None
    return _present({"organization_id": service.get("organization_id") or named})


def _present(values: Json) -> Json:
    return {name: value for name, value in values.items() if value is not None}


def _row(table: str, values: Json, where: str) -> FlatRow:
    present = _present(values)
    names = {field.name for field in entities()[table].fields}
    known = {field.name: present[field.name] for field in entities()[table].fields if field.name in present}
    return FlatRow(table, known, where, tuple(sorted(present.keys() - names - NOT_EXCHANGED)))
