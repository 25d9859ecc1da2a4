"""The pattern language: what each of its signs takes, and what it refuses."""

import sys
from types import FrameType
from typing import Any

import pytest

from knowledge.safety.match import Matcher
from knowledge.safety.patterns import Grammar, PatternError, Text, ends
from knowledge.safety.screen import screen

CLASSES = {"weapon": ["gun", "kitchen knife"], "holds": ["has", "has a <weapon>"], "loop": ["<loop>"]}


def grammar() -> Grammar:
    return Grammar(CLASSES, lambda word: {"dont": ["do", "not"]}.get(word, [word]))


def text(message: str) -> Text:
    sentences = [s.split() for s in message.split(".")]
    words = [(word, number) for number, sentence in enumerate(sentences) for word in sentence]
    return Text([frozenset({word, f"{word[:3]}*"}) for word, _ in words], [number for _, number in words])


def found(pattern: str, message: str) -> bool:
    return bool(Matcher([grammar().row(pattern)]).find(text(message)))


@pytest.mark.parametrize(
    ("pattern", "message", "expected"),
    [
        ("kill me", "he will kill me", True),
        ("kill me", "kill all of me", False),
        ("kill|hurt me", "they hurt me", True),
        ("kill .. me", "kill all of me", True),
        ("kill .. me", "kill all three of me", False),
        ("kill ... me", "kill all three of me", True),
        ("kill .. me", "kill. all me", False),
        ("has the? gun", "has the gun", True),
        ("has the? gun", "has a gun", False),
        ("a <weapon>", "a kitchen knife", True),
        ("a <weapon>", "a kitchen", False),
        ("<holds> now", "has a kitchen knife now", True),
        ("going_to|will kill", "he is going to kill", True),
        ("ble* out", "bleeding out", True),
        ("^ help $", "help", True),
        ("^ help $", "help me", False),
        ("^ help $", "i am here. help", True),
        ("go home|$", "i must go", True),
        ("go home|$", "i must go there", False),
        ("dont go", "do not go", True),
    ],
)
def test_a_pattern_takes_what_it_says(pattern: str, message: str, expected: bool) -> None:
    assert found(pattern, message) is expected


@pytest.mark.parametrize("pattern", ["", "a?", "a? b", "a ..", ".. a", "a||b", "<missing> a", "<loop> a"])
def test_a_pattern_that_cannot_work_is_refused_by_name(pattern: str) -> None:
    with pytest.raises(PatternError, match="pattern"):
        grammar().row(pattern)


def test_every_way_through_a_gap_is_kept() -> None:
    row = grammar().row("a .. b .. c")
    assert ends(row, text("a b b c c"), 0) == {4, 5}


def steps(message: str) -> int:
    """Calls of functions that a screening takes: a measure of work that no clock disturbs."""
    taken = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal taken
        taken += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        screen(message)
    finally:
        sys.setprofile(before)
    return taken


@pytest.mark.parametrize(
    "piece", ["he will kill me ", "no me va a matar ", "i am 15 and ", "x ", "me nos la "]
)
def test_work_grows_with_the_length_and_not_with_its_square(piece: str) -> None:
    screen(piece)
    short, long = steps(piece * 20), steps(piece * 80)
    assert long <= 6 * short
