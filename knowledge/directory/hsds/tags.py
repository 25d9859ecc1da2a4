"""Attributes, hung on finished objects: a query a kind, however many objects wait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from knowledge.directory.hsds.extras import attribute, extra_attributes
from knowledge.directory.hsds.rows import fetch, wire_row
from knowledge.directory.hsds.shape import WITHOUT_ATTRIBUTES
from knowledge.directory.table_base import FACTS_ORIGIN

Json = dict[str, Any]
Key = tuple[str, str]


class Tags:
    """Collects objects while they are built, and hangs what belongs to them in one go."""

    def __init__(self, session: Session, extra: Callable[[str], Sequence[Mapping[str, str]]]) -> None:
        self._session = session
        self._extra = extra
        self._waiting: dict[Key, list[Json]] = defaultdict(list)
        self._found: dict[Key, list[Json]] = defaultdict(list)

    def expect(self, table: str, row: Mapping[str, Any], wire: Json) -> None:
        """Remember an object of `table`; its own columns become attributes if it is made from the facts."""
        if table in WITHOUT_ATTRIBUTES:
            return
        key = (table, row["id"])
        if key not in self._waiting and row["origin"] == FACTS_ORIGIN:
            self._found[key] += extra_attributes(table, row["uuid"], row)
            if table == "service":
                self._found[key] += self._further(row)
        self._waiting[key].append(wire)

    def expect_made(self, id: str, wire: Json, attributes: Iterable[Json]) -> None:
        """Remember a phone that stands in no table, with its attributes."""
        self._waiting["phone", id].append(wire)
        self._found["phone", id] = list(attributes)

    def hang(self) -> None:
        """Put `attributes` into every object that has any, each with its term and that with its taxonomy."""
        for row in fetch(self._session, "attribute", "link_id", [id for _, id in self._waiting]):
            key = (row["link_entity"], row["link_id"])
            if key in self._waiting:
                self._found[key].append(wire_row("attribute", row))
        self._nest_terms()
        for key, found in self._found.items():
            found.sort(key=_attribute_order)
            for wire in self._waiting[key] if found else ():
                wire["attributes"] = found

    def _further(self, row: Mapping[str, Any]) -> list[Json]:
        return [
            one | {"label": further["label"]}
            for further in self._extra(row["id"])
            for one in attribute("service", row["uuid"], further["code"], further["value"], further["label"])
        ]

    def _nest_terms(self) -> None:
        """A term that nobody knows is left out: HSDS asks for its id alone."""
        attributes = [one for found in self._found.values() for one in found if "taxonomy_term_id" in one]
        known = self._terms({one["taxonomy_term_id"] for one in attributes})
        for one in attributes:
            if one["taxonomy_term_id"] in known:
                one["taxonomy_term"] = known[one["taxonomy_term_id"]]

    def _terms(self, uuids: set[str]) -> dict[str, Json]:
        rows = fetch(self._session, "taxonomy_term", "uuid", uuids)
        ids = [row["taxonomy_id"] for row in rows if row["taxonomy_id"]]
        taxonomies = {
            row["id"]: wire_row("taxonomy", row) for row in fetch(self._session, "taxonomy", "id", ids)
        }
        found = {row["uuid"]: wire_row("taxonomy_term", row) for row in rows}
        for row in rows:
            if row["taxonomy_id"] in taxonomies:
                found[row["uuid"]]["taxonomy_detail"] = taxonomies[row["taxonomy_id"]]
        return found


def _attribute_order(one: Json) -> tuple[str, str, str, str]:
    code = one.get("taxonomy_term", {}).get("code", "")
    return one.get("link_type", ""), code, one.get("value", ""), one["id"]
