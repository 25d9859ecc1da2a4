"""What the shape of a rule cannot tell: that it names what exists, is cited, and can come out both ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from knowledge.errors import Problem
from knowledge.rules.criteria import ALWAYS_ASK, Node, Program, Version
from knowledge.rules.fields import NONE, SKIPS, Derived, Field, Fields
from knowledge.rules.possible import contradictions, useless
from knowledge.rules.read_program import GROUPS
from knowledge.yaml_lines import Document, Place

_OPS = {
    "boolean": ("eq",),
    "enum": ("eq", "in"),
    "set": ("has_any", "has_none"),
    "number": ("lt", "lte", "gte"),
    "years": ("lt", "lte", "gte"),
    "partial_date": (),
}
_LISTED = ("in", "has_any", "has_none")
_NEVER_DECIDE = {"route_only": "only chooses what is shown", "warn_only": "only warns"}
_IDS = ("go_to", "ask")
_DECIDING_TURNS = ("instead_if", "unclear_if")
_TURNS = (*_DECIDING_TURNS, "ask_first_if")
_Placed = tuple[Place, Mapping[str, Any], bool]


def of_references(files: Iterable[Document], fields: Fields, services: Iterable[str]) -> Iterator[Problem]:
    """Every name that leads nowhere, and every criterion without words or source."""
    known, seen = set(services), set[str]()
    for file in files:
        yield from _of_service(file, known, seen)
        for index, entry in enumerate(file.data["versions"]):
            place: Place = ("versions", index)
            yield from _of_version(file, entry, place)
            yield from _of_ids(file, entry, place, known)
            yield from _of_leaves(file, entry, place, fields)
        yield from _of_order(file)


def _of_service(file: Document, known: set[str], seen: set[str]) -> Iterator[Problem]:
    service, place = file.data["service"], ("service",)
    if service not in known:
        yield file.problem(place, f"'{service}' is not an id of services", "use an id of services.yaml")
    if service in seen:
        yield file.problem(place, f"'{service}' has a rule in another file too", "keep one file a service")
    if not file.name.endswith(f"/{service}.yaml"):
        yield file.problem(place, f"the file of '{service}' has another name", f"name it {service}.yaml")
    seen.add(service)


def _of_version(file: Document, entry: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    if ("rule" in entry) == bool(entry.get("open_to_all")):
        yield file.problem(place, "a version has a rule or is open_to_all, one of the two", "keep one")
    for key in _DECIDING_TURNS:
        if entry.get("open_to_all") and key in entry:
            what = f"{key} can change nothing in what is open to all"
            yield file.problem((*place, key), what, "remove it, write a rule, or use ask_first_if")


def _of_order(file: Document) -> Iterator[Problem]:
    entries = file.data["versions"]
    for index in range(1, len(entries)):
        older, newer = entries[index - 1], entries[index]
        later = (newer["effective_from"] or "") > (older["effective_from"] or "")
        if newer["version"] <= older["version"] or not later:
            what = f"version {newer['version']} does not follow version {older['version']}"
            mend = "put the older first, with a lower number and an earlier effective_from (null only there)"
            yield file.problem(("versions", index), what, mend)


def _of_ids(file: Document, data: Any, place: Place, known: set[str]) -> Iterator[Problem]:
    if isinstance(data, list):
        for index, one in enumerate(data):
            yield from _of_ids(file, one, (*place, index), known)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in _IDS:
                for index, one in enumerate(value):
                    if one not in known:
                        what = f"{key} '{one}' is not an id of services"
                        yield file.problem((*place, key, index), what, "use an id of services.yaml")
            else:
                yield from _of_ids(file, value, (*place, key), known)


def nodes(data: Mapping[str, Any], place: Place) -> Iterator[_Placed]:
    """Every node of a rule: its place, its data, and whether it stands under a `not`; outermost first."""
    yield from _nodes(data, place, negated=False)


def _nodes(data: Mapping[str, Any], place: Place, *, negated: bool) -> Iterator[_Placed]:
    yield place, data, negated
    kind = next((key for key in GROUPS if key in data), None)
    if kind == "not":
        yield from _nodes(data["not"], (*place, "not"), negated=True)
    elif kind is not None:
        parts, inside = (data[kind]["of"], (kind, "of")) if kind == "at_least" else (data[kind], (kind,))
        for index, part in enumerate(parts):
            yield from _nodes(part, (*place, *inside, index), negated=negated)


def _of_leaves(file: Document, entry: Mapping[str, Any], place: Place, fields: Fields) -> Iterator[Problem]:
    if "rule" in entry:
        yield from _of_counts(file, entry["rule"], (*place, "rule"))
        for where, leaf, negated in _leaves(entry["rule"], (*place, "rule")):
            yield from _of_leaf(file, leaf, where, fields)
            yield from _of_deciding_leaf(file, leaf, where, fields, negated)
    for where, node in _turns(entry, place):
        yield from _of_counts(file, node, where)
        for at, leaf, _ in _leaves(node, where):
            yield from _of_leaf(file, leaf, at, fields)
            if where[len(place)] in _DECIDING_TURNS:
                yield from _of_field_that_decides(file, leaf, at, fields)


def _of_counts(file: Document, data: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    """An `at_least` that is met by nothing, or can never be met."""
    for where, node, _ in nodes(data, place):
        if "at_least" in node:
            count, parts = node["at_least"]["count"], len(node["at_least"]["of"])
            if not 1 <= count <= parts:
                what = f"at_least {count} of {parts} parts decides nothing"
                yield file.problem((*where, "at_least", "count"), what, f"write a count from 1 to {parts}")


def _leaves(data: Mapping[str, Any], place: Place) -> Iterator[_Placed]:
    return (one for one in nodes(data, place) if "op" in one[1])


def _turns(entry: Mapping[str, Any], place: Place) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """What the turns of a version ask, with its place."""
    for key in _TURNS:
        for index, turn in enumerate(entry.get(key, ())):
            for side in ("when", "unless"):
                if side in turn:
                    yield (*place, key, index, side), turn[side]


def _of_deciding_leaf(
    file: Document, leaf: Mapping[str, Any], place: Place, fields: Fields, negated: bool
) -> Iterator[Problem]:
    for key in ("en", "es", "source"):
        if key not in leaf:
            yield file.problem(
                place, f"this criterion has no '{key}'", "give both texts and where it was read"
            )
    yield from _of_field_that_decides(file, leaf, place, fields)
    field = _base(fields, leaf.get("field"))
    if negated and field is not None and field.on_contrary == "never_exclude":
        what = f"a not over '{field.id}' would let it end in another path"
        yield file.problem(place, what, "say it with instead_if, which acts only on what a person has said")


def _of_field_that_decides(
    file: Document, leaf: Mapping[str, Any], place: Place, fields: Fields
) -> Iterator[Problem]:
    field = _base(fields, leaf.get("field"))
    if field is not None and field.on_contrary in _NEVER_DECIDE:
        what = f"'{field.id}' {_NEVER_DECIDE[field.on_contrary]}, so no rule may use it"
        yield file.problem(place, what, "use another field, or move it to ask_first_if")


def _base(fields: Fields, name: Any) -> Field | None:
    try:
        return fields.base(str(name))
    except KeyError:
        return None


def _of_leaf(file: Document, leaf: Mapping[str, Any], place: Place, fields: Fields) -> Iterator[Problem]:
    if leaf["op"] == ALWAYS_ASK:
        if "field" in leaf or "value" in leaf:
            yield file.problem(place, "always_ask tests no field", "remove field and value")
        return
    name = leaf.get("field")
    field: Field | Derived | None = fields.by_id.get(str(name)) or fields.derived.get(str(name))
    if field is None:
        what = f"'{name}' is not a field" if name else "this criterion names no field"
        yield file.problem((*place, "field"), what, "use a field of situation_fields.yaml, or always_ask")
    elif leaf["op"] not in _OPS[field.type]:
        what = f"'{leaf['op']}' does not fit '{name}' of type {field.type}"
        yield file.problem((*place, "op"), what, f"use {' or '.join(_OPS[field.type]) or 'a derived field'}")
    else:
        yield from _of_value(file, leaf, place, field)


def _of_value(
    file: Document, leaf: Mapping[str, Any], place: Place, field: Field | Derived
) -> Iterator[Problem]:
    value, where = leaf.get("value"), (*place, "value")
    if field.type == "boolean":
        fits, mend = isinstance(value, bool), "write true or false"
    elif field.type in {"number", "years"}:
        fits, mend = isinstance(value, int) and not isinstance(value, bool), "write a whole number"
    else:
        assert isinstance(field, Field)
        chosen = value if leaf["op"] in _LISTED else [value]
        usable = [one for one in field.values if one not in {NONE, *SKIPS}]  # these are never kept as values
        fits = isinstance(chosen, list) and bool(chosen) and all(one in usable for one in chosen)
        mend = f"use {', '.join(usable)}"
    if not fits:
        yield file.problem(where, f"the value of '{leaf['field']}' {leaf['op']} does not fit", mend)


def of_meaning(
    files: Iterable[Document], programs: Mapping[str, Program], fields: Fields
) -> Iterator[Problem]:
    """Criteria that can never be met, and criteria without which every situation would end the same."""
    for file in files:
        for index, version in enumerate(programs[file.data["service"]].versions):
            entry, place = file.data["versions"][index], ("versions", index)
            if "rule" in entry and version.rule is not None:
                where = [one for one, _, _ in nodes(entry["rule"], (*place, "rule"))]
                yield from _of_rule(file, where, version.rule, fields)
            for at, node in _read_turns(version, place):
                if 0 in contradictions(node, fields):
                    yield file.problem(at, "this can never be so", "remove it or correct what it tests")


def _read_turns(version: Version, place: Place) -> Iterator[tuple[Place, Node]]:
    """What the turns of a version ask, as read, with its place."""
    for key in _TURNS:
        for index, turn in enumerate(getattr(version, key)):
            yield (*place, key, index, "when"), turn.when
            if turn.unless is not None:
                yield (*place, key, index, "unless"), turn.unless


def _of_rule(file: Document, where: list[Place], rule: Any, fields: Fields) -> Iterator[Problem]:
    impossible = contradictions(rule, fields)
    for number in impossible:
        what = "no situation meets this: its parts contradict each other"
        yield file.problem(where[number], what, "remove it or correct what it tests")
    if not impossible:
        for number in useless(rule, fields):
            what = "this criterion changes nothing: every situation ends the same without it"
            yield file.problem(where[number], what, "remove it, or correct what stands beside it")
