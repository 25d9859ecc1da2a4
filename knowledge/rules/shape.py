"""The shape of a YAML file, said by small pieces that refuse what does not fit and name the line.

A shape is a function (document, value, place) that yields problems. Standard library only: Rasa's process,
with its old pydantic, may load the rules too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from knowledge.errors import Problem
from knowledge.yaml_lines import Document, Place

Shape = Callable[[Document, Any, Place], Iterator[Problem]]

_PAGE = re.compile(r"https?://\S+")


def record(required: Mapping[str, Shape], optional: Mapping[str, Shape]) -> Shape:
    """A mapping with these keys and no others."""
    known = {**required, **optional}

    def check(document: Document, value: Any, place: Place) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield document.problem(place, f"{_name(place)} is not a mapping", f"give {', '.join(required)}")
            return
        for key in value:
            if key in known:
                yield from known[key](document, value[key], (*place, key))
            else:
                mend = f"remove it or correct its spelling; known here: {', '.join(known)}"
                yield document.problem((*place, key), f"unknown key '{key}'", mend)
        for key in required:
            if key not in value:
                yield document.problem(place, f"{_name(place)} has no '{key}'", f"add {key}")

    return check


def items(shape: Shape, *, least: int = 1) -> Shape:
    """A list of at least `least` values of one shape."""

    def check(document: Document, value: Any, place: Place) -> Iterator[Problem]:
        if not isinstance(value, list) or len(value) < least:
            yield document.problem(
                place, f"{_name(place)} is not a list with entries", "give a list, or leave it out"
            )
            return
        for index, one in enumerate(value):
            yield from shape(document, one, (*place, index))

    return check


def named(shape: Shape) -> Shape:
    """A mapping of free keys to values of one shape."""

    def check(document: Document, value: Any, place: Place) -> Iterator[Problem]:
        if not isinstance(value, dict) or not value:
            yield document.problem(
                place, f"{_name(place)} is not a mapping with entries", "give key: value lines"
            )
            return
        for key, one in value.items():
            yield from shape(document, one, (*place, key))

    return check


def _kind(passes: Callable[[Any], bool], what: str, mend: str) -> Shape:
    def check(document: Document, value: Any, place: Place) -> Iterator[Problem]:
        if not passes(value):
            yield document.problem(place, f"'{_name(place)}' {what}", mend)

    return check


def one_of(values: Iterable[str]) -> Shape:
    """One of a few words."""
    known = tuple(values)
    return _kind(lambda value: value in known, "is none of its values", f"use one of {', '.join(known)}")


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


text = _kind(
    lambda value: isinstance(value, str) and bool(value.strip()), "is not text", "write a text; quote it"
)
flag = _kind(lambda value: isinstance(value, bool), "is not true or false", "write true or false")
whole = _kind(_is_whole, "is not a whole number", "write a number")
day = _kind(_is_date, "is not a date", "write 'YYYY-MM-DD', quoted")
day_or_none = _kind(
    lambda value: value is None or _is_date(value), "is no date", "write 'YYYY-MM-DD' or null"
)
page = _kind(
    lambda value: isinstance(value, str) and bool(_PAGE.fullmatch(value)), "is not a page", "write https://…"
)
anything = _kind(lambda value: value is not None, "is empty", "give a value")
words = record({"en": text, "es": text}, {})


def _name(place: Place) -> str:
    """The nearest key, to name what is meant."""
    return next((str(step) for step in reversed(place) if isinstance(step, str)), "the file")
