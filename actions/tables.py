"""The small tables beside this module: needs, answers, what is screened, and the words of short answers."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from bot.text.plain import plain
from knowledge.directory.usual import Usual, usual

HERE = Path(__file__).parent
NEAR_ENOUGH = 0.55  # cosine; below it a stored question is about something else (see tests/actions)


@dataclass(frozen=True)
class NeedRow:
    """`usual`: the needs, and the services that stand first for them.

    `say`: a response name. `check`: what can be checked by short questions, if anything. `answers`: the
    reviewed answers to what people ask about such a need.
    """

    usual: Usual
    say: str
    check: str | None
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerRow:
    """`default`: an answer id, or a response name that starts with `utter_`. `check`: as for a need."""

    default: str
    among: tuple[str, ...] | Literal["every"]
    at_least: float
    check: str | None


@cache
def need_rows() -> dict[str, NeedRow]:
    """Intent to needs."""
    return {intent: _need_row(row) for intent, row in _read("needs.yml").items()}


@cache
def answer_rows() -> dict[str, AnswerRow]:
    """Intent to reviewed answers."""
    return {intent: _answer_row(row) for intent, row in _read("answers.yml").items()}


def _need_row(row: dict[str, Any]) -> NeedRow:
    return NeedRow(usual()[row["group"]], row["say"], row.get("check"), tuple(row.get("answers", ())))


def _answer_row(row: dict[str, Any]) -> AnswerRow:
    among: tuple[str, ...] | Literal["every"] = "every" if row["among"] == "every" else tuple(row["among"])
    return AnswerRow(row["default"], among, row.get("at_least", NEAR_ENOUGH), row.get("check"))


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return found


@cache
def screening_topics() -> dict[str, tuple[str, ...]]:
    """Topic of an eligibility talk to the services screened for it."""
    return {topic: tuple(ids) for topic, ids in _read("screening.yml")["topics"].items()}


@cache
def screening_words() -> dict[str, str]:
    """Words that name a topic or a service, to that topic or service id."""
    return {plain(word): name for name, words in _read("screening.yml")["words"].items() for word in words}


@cache
def answer_words(kind: str) -> frozenset[str]:
    """The short answers of a kind (`skip`, `yes`, ...), in both languages."""
    return frozenset(_read("answer_words.yml")[kind])
