"""From rows to nested HSDS objects, many at once: the queries count with the kinds, never with the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from knowledge.directory.hsds import lines
from knowledge.directory.hsds.rows import Row, fetch, wire_row
from knowledge.directory.hsds.shape import Nest
from knowledge.directory.hsds.tags import Tags
from knowledge.directory.hsds.views import View

Json = dict[str, Any]
# Further attributes of services, by the service's id in the directory; each without ids of its own.
ExtraAttributes = Callable[[str], Sequence[Mapping[str, str]]]


def no_attributes(_service_id: str) -> Sequence[Mapping[str, str]]:
    """For a directory whose services have no further attributes."""
    return ()


def read(
    session: Session, view: View, ids: Sequence[str], extra: ExtraAttributes = no_attributes
) -> list[Json]:
    """The objects with these ids (the directory's, not the wire's) in this order, as far as they are public.

    `extra` gives attributes of a service as {"code", "value", "label"}: a code of extras.FURTHER, and
    a label that differs between those of one service.
    """
    reader = _Reader(session, extra)
    made = reader.objects(view, "id", ids)
    reader.tags.hang()
    by_id = {row["id"]: wire for row, wire in made}
    return [by_id[wanted] for wanted in ids if wanted in by_id]


Made = list[tuple[Row, Json]]


class _Reader:
    def __init__(self, session: Session, extra: ExtraAttributes) -> None:
        self._session = session
        self.tags = Tags(session, extra)

    def objects(self, view: View, column: str, values: Iterable[str]) -> Made:
        """The rows found, each with its object; what hangs on the objects is already in them, tags apart."""
        made: Made = [
            (row, _shown(wire_row(view.table, row), view))
            for row in fetch(self._session, view.table, column, values)
        ]
        if view.tagged:
            for row, wire in made:
                self.tags.expect(view.table, row, wire)
        if made:
            for nest, inner in view.nests:
                self._hang(made, nest, inner)
            if view.table == "service" and view.tagged:
                lines.hang(self._session, made, self.tags)
        return made

    def _hang(self, outer: Made, nest: Nest, inner: View) -> None:
        (self._hang_many if nest.many else self._hang_one)(outer, nest, inner)

    def _hang_many(self, outer: Made, nest: Nest, inner: View) -> None:
        found: dict[str, list[Json]] = defaultdict(list)
        for row, wire in self.objects(inner, nest.on, [row["id"] for row, _ in outer]):
            found[row[nest.on]].append(wire)
        for row, wire in outer:
            if row["id"] in found:
                wire[nest.key] = found[row["id"]]

    def _hang_one(self, outer: Made, nest: Nest, inner: View) -> None:
        wanted = [row[nest.on] for row, _ in outer if row[nest.on] is not None]
        found = {row["id"]: wire for row, wire in self.objects(inner, "id", wanted)}
        for row, wire in outer:
            if row[nest.on] in found:
                wire[nest.key] = found[row[nest.on]]


def _shown(wire: Json, view: View) -> Json:
    return wire if view.fields is None else {name: wire[name] for name in view.fields if name in wire}
