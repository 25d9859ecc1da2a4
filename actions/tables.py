"""The two small tables that turn an intent into facts: `needs.yml` and `answers.yml`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

HERE = Path(__file__).parent
NEAR_ENOUGH = 0.6  # cosine; below it a stored question is about something else (see tests/actions)


@dataclass(frozen=True)
class NeedRow:
    """`needs`: taxonomy ids. `first`, `under_18`: service ids in the order texters get them.

    `say`: a response name.
    """

    needs: tuple[str, ...]
    first: tuple[str, ...]
    under_18: tuple[str, ...]
    say: str


@dataclass(frozen=True)
class AnswerRow:
    """`default`: an answer id, or a response name that starts with `utter_`."""

    default: str
    among: tuple[str, ...] | Literal["every"]
    at_least: float


@cache
def need_rows() -> dict[str, NeedRow]:
    """Intent to services."""
    return {intent: _need_row(row) for intent, row in _read("needs.yml").items()}


@cache
def answer_rows() -> dict[str, AnswerRow]:
    """Intent to reviewed answers."""
    return {intent: _answer_row(row) for intent, row in _read("answers.yml").items()}


def _need_row(row: dict[str, Any]) -> NeedRow:
    return NeedRow(tuple(row["needs"]), tuple(row["first"]), tuple(row.get("under_18", ())), row["say"])


def _answer_row(row: dict[str, Any]) -> AnswerRow:
    among: tuple[str, ...] | Literal["every"] = "every" if row["among"] == "every" else tuple(row["among"])
    return AnswerRow(row["default"], among, row.get("at_least", NEAR_ENOUGH))


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return found
