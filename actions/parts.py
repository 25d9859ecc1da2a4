"""Parts of a need that other services meet better, told by meaning from the examples of parts.yml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from actions.tables import HERE
from knowledge.meaning import Meanings, open_meanings

WHOLE = "whole"  # what is a need and no part of it
NEAR_ENOUGH = 0.58  # cosine (tests/actions/test_parts.py)


@dataclass(frozen=True)
class Part:
    """`needs`: intents that it is read as. `first`: service ids. `say`, `answer`: as in parts.yml."""

    needs: frozenset[str]
    first: tuple[str, ...]
    say: str | None
    answer: str | None


@cache
def parts() -> Mapping[str, Part]:
    """The parts by name."""
    return {
        name: Part(frozenset(one["needs"]), tuple(one.get("first", ())), one.get("say"), one.get("answer"))
        for name, one in _read().items()
    }


def of(intent: str, text: str) -> Part | None:
    """The part that a message read as `intent` means; None where it means the whole need.

    >>> part = of("need_cash_benefits", "i cant pay the rent")
    >>> part.first[0] if part else None
    'cc_211_referral'
    """
    among = [name for name, one in parts().items() if intent in one.needs or name == WHOLE]
    near = _examples().nearest(text, among) if text and not text.startswith("/") else None
    return parts()[near.id] if near and near.id != WHOLE and near.nearness >= NEAR_ENOUGH else None


@cache
def _examples() -> Meanings:
    return open_meanings([(name, text) for name, one in _read().items() for text in one["examples"]])


@cache
def _read() -> Mapping[str, Any]:
    read: Mapping[str, Any] = yaml.safe_load((HERE / "parts.yml").read_text(encoding="utf-8"))
    return read
