"""The typed vocabulary of a situation: what may be asked, how it is asked, and what an answer may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from knowledge.words import Words

FieldType = Literal["boolean", "enum", "set", "number", "partial_date"]
OnContrary = Literal["other_path", "never_exclude", "route_only", "warn_only"]

# An answer that leaves the fact unknown and says not to ask again.
SKIPS = frozenset({"not_sure", "prefer_not_say"})
NONE = "none"
# Nobody has looked at it: as good as not answered.
NONE_YET = "none_yet"


@dataclass(frozen=True)
class Field:
    """One fact. `values`: ids with their labels, for enum and set; `most`: the largest number, if any.

    `on_contrary`: what a clear contrary answer does (see screen). `by_text`: always, after_safe_check, never.
    """

    id: str
    type: FieldType
    sensitivity: Literal["low", "medium", "high"]
    by_text: str
    on_contrary: OnContrary
    professional: bool
    label: Words
    question: Words
    why: Words
    values: Mapping[str, Words]
    unit: str | None
    bands: tuple[tuple[int, int], ...]
    position: int

    @property
    def most(self) -> int | None:
        return self.bands[-1][1] if self.bands else None


@dataclass(frozen=True)
class Derived:
    """A field worked out from another: a boolean test of it, or the years since it (`op` years_since).

    `unclear_for`: values of the other field that leave this one unknown.
    """

    id: str
    field: str
    op: str
    value: tuple[str, ...] | str | int | bool | None
    unclear_for: tuple[str, ...] = ()

    @property
    def type(self) -> Literal["boolean", "years"]:
        return "years" if self.op == "years_since" else "boolean"


@dataclass(frozen=True)
class Fields:
    """All fields and derived fields by id, and the fixed texts around a screening.

    `verdicts`: how a verdict is said to a person; `before`: said before the first question.
    """

    by_id: Mapping[str, Field]
    derived: Mapping[str, Derived]
    purpose: Words
    before: Words
    disclaimer: Words
    verdicts: Mapping[str, Words]

    def base(self, field: str) -> Field:
        """The field that a person answers, for a field or a derived one. Raises KeyError."""
        derived = self.derived.get(field)
        return self.by_id[derived.field if derived else field]
