"""Reads situation_fields.yaml into Fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.errors import Problem
from knowledge.rules import shape
from knowledge.rules.fields import Derived, Field, Fields
from knowledge.words import Words
from knowledge.yaml_lines import Document

FIELDS = "situation_fields.yaml"
_TYPES = ("boolean", "enum", "set", "number", "partial_date")
_FIELD = shape.record(
    {
        "id": shape.text,
        "type": shape.one_of(_TYPES),
        "sensitivity": shape.one_of(("low", "medium", "high")),
        "by_text": shape.one_of(("always", "after_safe_check", "never")),
        "on_contrary": shape.one_of(("other_path", "never_exclude", "route_only", "warn_only")),
        "label": shape.words,
        "question": shape.words,
        "why": shape.words,
    },
    {
        "ask_of": shape.one_of(("professional",)),
        "unit": shape.text,
        "values": shape.named(shape.words),
        "values_from": shape.one_of(("taxonomy.needs",)),
        "bands": shape.items(shape.items(shape.whole, least=2)),
        "note": shape.text,
    },
)
_DERIVED = shape.record(
    {},
    {
        "field": shape.text,
        "op": shape.text,
        "value": shape.anything,
        "unclear_for": shape.items(shape.text),
        "years_since": shape.text,
    },
)
# Of what type the value of a derived field is, by the type of the field it is made of and its op.
_DERIVED_VALUES = {
    ("boolean", "eq"): bool,
    ("enum", "eq"): str,
    ("enum", "in"): list,
    ("set", "has_any"): list,
    ("set", "has_none"): list,
    ("number", "lt"): int,
    ("number", "lte"): int,
    ("number", "gte"): int,
}
_FILE = shape.record(
    {
        "purpose": shape.words,
        "say_before_the_first_question": shape.words,
        "disclaimer": shape.words,
        "results": shape.record(dict.fromkeys(("likely", "unclear", "unlikely"), shape.words), {}),
        "asking_rules": shape.items(shape.text),
        "fields": shape.items(_FIELD),
        "derived": shape.named(_DERIVED),
    },
    {},
)


def problems(document: Document) -> Iterator[Problem]:
    """What is wrong with the file: its shape first, and only if that holds, what the fields say."""
    found = [*document.problems, *_FILE(document, document.data, ())]
    yield from found
    if not found:
        yield from _doubled(document)
        yield from _without_values(document)
        yield from _broken_bands(document)
        yield from _derived_from_nothing(document)


def _doubled(document: Document) -> Iterator[Problem]:
    seen: set[str] = set(document.data["derived"])
    for index, field in enumerate(document.data["fields"]):
        if field["id"] in seen:
            place = ("fields", index, "id")
            yield document.problem(
                place, f"the id '{field['id']}' is given twice", "give each field its own id"
            )
        seen.add(field["id"])


def _without_values(document: Document) -> Iterator[Problem]:
    for index, field in enumerate(document.data["fields"]):
        has = "values" in field or "values_from" in field
        if has != (field["type"] in {"enum", "set"}):
            what = f"'{field['id']}' of type {field['type']} " + ("has values" if has else "has no values")
            yield document.problem(
                ("fields", index), what, "give values to enum and set, and to no other type"
            )


def _broken_bands(document: Document) -> Iterator[Problem]:
    for index, field in enumerate(document.data["fields"]):
        ends = [end for band in field.get("bands", ()) for end in band]
        pairs = all(len(band) == 2 for band in field.get("bands", ()))
        if not pairs or ends != sorted(ends):
            what, mend = f"the bands of '{field['id']}' do not follow each other", "give [low, high], rising"
            yield document.problem(("fields", index, "bands"), what, mend)


def _derived_from_nothing(document: Document) -> Iterator[Problem]:
    known = {field["id"]: field for field in document.data["fields"]}
    for name, entry in document.data["derived"].items():
        place, base = ("derived", name), entry.get("years_since", entry.get("field"))
        if base not in known:
            yield document.problem(place, f"'{name}' is worked out from '{base}', no field", "name a field")
        elif not _can_be_worked_out(entry, known[base]):
            what = f"'{name}' cannot be worked out of '{base}' of type {known[base]['type']}"
            mend = "give years_since a partial_date, or field, an op that fits it, and a value it can have"
            yield document.problem(place, what, mend)


def _can_be_worked_out(entry: Mapping[str, Any], base: Mapping[str, Any]) -> bool:
    if "years_since" in entry:
        return set(entry) == {"years_since"} and base["type"] == "partial_date"
    if set(entry) - {"unclear_for"} != {"field", "op", "value"}:
        return False
    if "unclear_for" in entry and base["type"] != "enum":
        return False
    value, wanted = entry["value"], _DERIVED_VALUES.get((base["type"], entry["op"]))
    chosen = [*(value if isinstance(value, list) else [value]), *entry.get("unclear_for", ())]
    return type(value) is wanted and all(one in list(base.get("values", chosen)) for one in chosen)


def fields(data: Mapping[str, Any], needs: Mapping[str, Words]) -> Fields:
    """The fields of a file without problems; `needs` are the values of `values_from: taxonomy.needs`."""
    by_id = {entry["id"]: _field(entry, index, needs) for index, entry in enumerate(data["fields"])}
    return Fields(
        by_id=by_id,
        derived={name: _derived(name, entry) for name, entry in data["derived"].items()},
        purpose=words(data["purpose"]),
        before=words(data["say_before_the_first_question"]),
        disclaimer=words(data["disclaimer"]),
        verdicts={name: words(entry) for name, entry in data["results"].items()},
    )


def words(entry: Mapping[str, str]) -> Words:
    return Words(entry["en"], entry["es"])


def _field(entry: Mapping[str, Any], position: int, needs: Mapping[str, Words]) -> Field:
    own = {name: words(value) for name, value in entry.get("values", {}).items()}
    return Field(
        id=entry["id"],
        type=entry["type"],
        sensitivity=entry["sensitivity"],
        by_text=entry["by_text"],
        on_contrary=entry["on_contrary"],
        professional=entry.get("ask_of") == "professional",
        label=words(entry["label"]),
        question=words(entry["question"]),
        why=words(entry["why"]),
        values=needs if "values_from" in entry else own,
        unit=entry.get("unit"),
        bands=tuple((low, high) for low, high in entry.get("bands", [])),
        position=position,
    )


def _derived(name: str, entry: Mapping[str, Any]) -> Derived:
    if "years_since" in entry:
        return Derived(name, entry["years_since"], "years_since", None)
    value = entry["value"]
    compared = tuple(value) if isinstance(value, list) else value
    return Derived(name, entry["field"], entry["op"], compared, tuple(entry.get("unclear_for", ())))
