"""A criterion told as the answer that meets it, in the labels of its field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from knowledge.rules.criteria import Test
from knowledge.rules.fields import Field, Fields
from knowledge.words import Words

NOBODY_IS_ASKED = Words(
    "nobody is asked; the agency or a lawyer judges it",
    "no se pregunta; lo juzga la agencia o un abogado o abogada",
)
_LIMITS = {
    "lt": Words("under {limit}", "menos de {limit}"),
    "lte": Words("{limit} or less", "{limit} o menos"),
    "gte": Words("{limit} or more", "{limit} o más"),
}
_YEARS_AGO = {
    "lt": Words("less than {limit} years ago", "hace menos de {limit} años"),
    "lte": Words("{limit} years ago or less", "hace {limit} años o menos"),
    "gte": Words("{limit} years ago or more", "hace {limit} años o más"),
}
_ANY = Words("any of {values}", "alguna de {values}")
_NONE = Words("none of {values}", "ninguna de {values}")
_BOOLEANS = {True: Words("yes", "sí"), False: Words("no", "no")}
# The same limit seen from the other side; whole numbers, so `gte` n is not `lt` n.
_OPPOSITE = {"lt": "gte", "gte": "lt", "in": "not_in", "has_any": "has_none", "has_none": "has_any"}


class _Asked(NamedTuple):
    """A test of a base field, with derived ones resolved."""

    field: Field
    op: str
    value: object
    years: bool = False


def answer(test: Test, fields: Fields, language: str) -> str:
    """The label of the field and the answer that meets the test, e.g. "Age now: under 18"."""
    if test.field is None:
        return NOBODY_IS_ASKED.of(language)
    asked = _asked(test, fields)
    return f"{asked.field.label.of(language)}: {_value(asked, language)}"


def _asked(test: Test, fields: Fields) -> _Asked:
    field, derived = fields.base(str(test.field)), fields.derived.get(str(test.field))
    if derived is None:
        return _Asked(field, test.op, test.value)
    if derived.type == "years":
        return _Asked(field, test.op, test.value, years=True)
    return _Asked(field, derived.op if test.value is True else _OPPOSITE[derived.op], derived.value)


def _value(asked: _Asked, language: str) -> str:
    if isinstance(asked.value, bool):
        return _BOOLEANS[asked.value].of(language)
    if isinstance(asked.value, int):
        words = (_YEARS_AGO if asked.years else _LIMITS)[asked.op]
        return words.of(language).format(limit=asked.value)
    if isinstance(asked.value, str):
        return asked.field.values[asked.value].of(language)
    assert isinstance(asked.value, tuple)
    return _chosen(asked.field.values, asked.op, asked.value, language)


def _chosen(labels: Mapping[str, Words], op: str, values: tuple[str, ...], language: str) -> str:
    words = _NONE if op in {"has_none", "not_in"} else _ANY
    told = "; ".join(labels[value].of(language) for value in values)
    return told if len(values) == 1 and words is _ANY else words.of(language).format(values=told)
