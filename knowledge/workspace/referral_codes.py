"""The lists that a referral is made of (referral_codes.yaml): outcomes, ways, languages, counties, steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.words import Words

FILE = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True)
class Outcome:
    """`open`: something is still to be done. `connects`: person and service have reached each other."""

    id: str
    words: Words
    open: bool
    connects: bool


@dataclass(frozen=True)
class ClockRule:
    """Hours within which an emergency is connected, and where the measure comes from."""

    hours: int
    words: Words
    title: str
    title_es: str
    as_of: str
    checked: str

    def title_in(self, language: str) -> str:
        """The title of the source; in Spanish it is told, and what stands in the source is quoted."""
        return self.title_es if language == "es" else self.title


@dataclass(frozen=True)
class ReferralCodes:
    """Every list by id, in the order of the file; ages in days and months."""

    outcomes: Mapping[str, Outcome]
    hows: Mapping[str, Words]
    languages: Mapping[str, Words]
    counties: Mapping[str, Words]
    steps: Mapping[str, Words]
    first_outcome: str
    clock: ClockRule
    overdue_after_days: int
    keep_months: int

    def open_outcomes(self) -> tuple[str, ...]:
        """The ids of the outcomes after which something is still to be done."""
        return tuple(one.id for one in self.outcomes.values() if one.open)

    def connecting(self) -> frozenset[str]:
        """The ids of the outcomes that say that person and service reached each other."""
        return frozenset(one.id for one in self.outcomes.values() if one.connects)


@cache
def referral_codes() -> ReferralCodes:
    """The lists, read once."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    clock = found["clock"]
    return ReferralCodes(
        outcomes={
            one["id"]: Outcome(one["id"], _words(one), one["open"], one["connects"])
            for one in found["outcomes"]
        },
        **{name: _list(found[name]) for name in ("hows", "languages", "counties", "steps")},
        first_outcome=found["first_outcome"],
        clock=ClockRule(clock["hours"], _words(clock), **clock["source"]),
        overdue_after_days=found["overdue_after_days"],
        keep_months=found["keep_months"],
    )


def _list(items: list[dict[str, str]]) -> dict[str, Words]:
    return {one["id"]: _words(one) for one in items}


def _words(item: Mapping[str, Any]) -> Words:
    return Words(item["en"], item["es"])
