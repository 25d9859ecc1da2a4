"""Parts of a need that other services meet better, told by meaning from the examples of parts.yml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from actions import clauses
from actions.tables import HERE
from knowledge.meaning import Meanings, open_meanings

WHOLE = "whole"  # what is a need and no part of it
NEAR_ENOUGH = 0.58  # cosine (tests/actions/test_parts.py)
SCORED = 0.45  # or this, by all examples: a story is near to no single one


@dataclass(frozen=True)
class Part:
    """`needs`: intents that it is read as. `first`: service ids. `say`, `answer`, `who`: as in parts.yml."""

    needs: frozenset[str]
    first: tuple[str, ...]
    say: str | None
    answer: str | None
    who: bool = False


@cache
def parts() -> Mapping[str, Part]:
    """The parts by name."""
    return {
        name: Part(
            frozenset(one["needs"]),
            tuple(one.get("first", ())),
            one.get("say"),
            one.get("answer"),
            one.get("who", False),
        )
        for name, one in _read().items()
    }


def of(intent: str, text: str) -> Part | None:
    """The part that a message read as `intent` means; None where it means the whole need.

    >>> part = of("need_cash_benefits", "i cant pay the rent")
    >>> part.first[0] if part else None
    'cc_211_referral'
    """
    among = [name for name, one in parts().items() if intent in one.needs or name == WHOLE]
    near = _examples().nearest(text, among, clauses.of(text)) if text and not text.startswith("/") else None
    if near is None or near.id == WHOLE or (near.nearness < NEAR_ENOUGH and near.score < SCORED):
        return None
    return parts()[near.id]


@cache
def _examples() -> Meanings:
    return open_meanings([(name, text) for name, one in _read().items() for text in one["examples"]])


@cache
def _read() -> Mapping[str, Any]:
    read: Mapping[str, Any] = yaml.safe_load((HERE / "parts.yml").read_text(encoding="utf-8"))
    return read
