"""Why a service stands where it stands: small typed reasons, worded by facts/search_reasons.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from knowledge.directory.results import Words
from knowledge.directory.search.facets import UNKNOWN, mode
from knowledge.directory.search.fulltext import Field
from knowledge.directory.search.query import Query, places
from knowledge.directory.search.rank import Filled, Scored

REASONS = Path(__file__).resolve().parents[2] / "facts" / "search_reasons.yaml"

Kind = Literal[
    "word", "spelling", "synonym", "need_behind_word", "meaning", "need_in_meaning", "need",
    "place", "age", "language", "cost", "mode", "open_now", "who_answers",
]  # fmt: skip
Labels = Mapping[str, Mapping[str, Words]]

_FACETS = {"place": "area"}
_NEAR = 0.4  # from this cosine on, nearness in meaning is told as a reason


@dataclass(frozen=True)
class Reason:
    """`typed` is of the search, `found` and `field` of the service, `code` of a vocabulary, `label` its name.

    `nearness` is the cosine, for the kinds with meaning.
    """

    kind: Kind
    typed: str | None = None
    found: str | None = None
    field: Field | None = None
    code: str | None = None
    label: Words | None = None
    nearness: float | None = None


def say(reason: Reason, language: str) -> str:
    """The reason in words; `language` is en or es."""
    template = _texts()["reasons"][reason.kind][language]
    field = _texts()["fields"][reason.field][language] if reason.field else ""
    label = reason.label.of(language) if reason.label else reason.code or ""
    return str(template.format(typed=reason.typed, found=reason.found, field=field, label=label))


def say_unknown(name: str, language: str) -> str:
    """What is unknown (a name of Hit.unknown) in words; `language` is en or es."""
    return str(_texts()["unknown"][name][language])


def reasons(one: Scored, query: Query, labels: Labels, *, is_open: bool) -> tuple[Reason, ...]:
    """Why this service answers the query, the strongest first."""
    found = [*_of_words(one, labels), *_of_filters(one, query, labels)]
    if is_open:
        found.append(Reason("open_now"))
    if code := one.entry.answered_by:
        found.append(Reason("who_answers", code=code, label=labels["answered_by"].get(code)))
    return tuple(found)


def _of_words(one: Scored, labels: Labels) -> Iterator[Reason]:
    for filled in sorted(one.filled, key=lambda each: -each.share * each.slot.weight):
        yield _of_slot(filled, labels)
    if one.nearness >= _NEAR:
        yield Reason("meaning", nearness=one.nearness)
    if one.need is not None and one.need_nearness >= _NEAR:
        label = labels["needs"].get(one.need)
        yield Reason("need_in_meaning", code=one.need, label=label, nearness=one.need_nearness)


def _of_slot(filled: Filled, labels: Labels) -> Reason:
    if filled.alternative is None:
        code = filled.need or ""
        return Reason("need_behind_word", filled.slot.typed, code=code, label=labels["needs"].get(code))
    return Reason(filled.alternative.kind, filled.slot.typed, filled.alternative.found, filled.field)


def _of_filters(one: Scored, query: Query, labels: Labels) -> Iterator[Reason]:
    has = one.entry.has
    for kind, label, code in _asked(query):
        if has(_FACETS.get(kind, kind), code):
            found = labels[label].get(code) if label in labels else _label(label, code)
            yield Reason(kind, code=code, label=found)
    if query.age is not None and not has("age", UNKNOWN):
        yield Reason("age")


def _asked(query: Query) -> Iterator[tuple[Kind, str, str]]:
    """(kind, vocabulary of the label, code) of what the query asks for."""
    yield from (("need", "needs", need) for need in query.needs)
    yield from (("place", "areas", area) for area in sorted(places().get(query.place or "", ())))
    if query.language is not None:
        yield "language", "languages", query.language
    if query.cost is not None:
        yield "cost", "costs", query.cost
    if query.mode is not None:
        yield "mode", "modes", mode(query.mode)


def _label(vocabulary: str, code: str) -> Words | None:
    found = _texts().get(vocabulary, {}).get(code)
    return Words(found["en"], found["es"]) if found else None


@cache
def _texts() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(REASONS.read_text(encoding="utf-8"))
    return read
