"""Every number in a sentence stands in the facts, may be given, and is not alone when it must not be."""

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.text.responses import Responses
from tests.facts import FACTS, all_numbers, national, number

RESPONSES = Responses.load()
SAFETY = sorted(name for name in RESPONSES.names if name.startswith("utter_safety_"))
NEUTRAL = {"utter_safety_cannot_talk"}  # says nothing on purpose
NUMBER = re.compile(r"\b(?:\d{3}-\d{3}-\d{4}|911|988|211|\d{5,6})\b")


def numbers_in(text: str) -> set[str]:
    return {re.sub(r"\D", "", found) for found in NUMBER.findall(text)}


@cache
def withheld() -> frozenset[str]:
    """Digits that no text may give: withdrawn, held, or for professionals."""
    lines = yaml.safe_load((FACTS / "hotlines.yaml").read_text(encoding="utf-8"))["hotlines"]
    return frozenset(
        national(str(one["value"]))
        for line in lines
        for one in line["numbers"]
        if line.get("status") or one.get("status")
    )


@cache
def short_codes() -> frozenset[str]:
    text = Path(FACTS / "hotlines.yaml").read_text(encoding="utf-8")
    return frozenset(re.findall(r"\b\d{5,6}\b", text))


@pytest.mark.parametrize("name", sorted(RESPONSES.names))
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_number_in_a_sentence_is_a_fact(name: str, language: str) -> None:
    found = numbers_in(RESPONSES.reply(name, language).text)
    assert found - all_numbers() - short_codes() == set()
    assert found & withheld() == set()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", sorted(set(SAFETY) - NEUTRAL))
def test_every_crisis_answer_names_two_services(name: str, language: str) -> None:
    assert len(numbers_in(RESPONSES.reply(name, language).text)) >= 2


@pytest.mark.parametrize("name", sorted(RESPONSES.names))
def test_both_languages_give_the_same_numbers(name: str) -> None:
    english, spanish = (numbers_in(RESPONSES.reply(name, one).text) for one in ("en", "es"))
    assert english == spanish


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_line_that_never_stands_alone_has_one_of_its_pairs_beside_it(language: str) -> None:
    rules = yaml.safe_load((FACTS / "hotlines.yaml").read_text(encoding="utf-8"))["never_alone"]
    pairs = {(rule["line"], other) for rule in rules for other in rule["pair_with"]}
    for name in RESPONSES.names:
        found = numbers_in(RESPONSES.reply(name, language).text)
        for rule in rules:
            beside = {number(b) for a, b in pairs if a == rule["line"]} | {
                number(a) for a, b in pairs if b == rule["line"]
            }
            assert number(rule["line"]) not in found or found & beside, (name, rule["line"])


def test_a_text_code_is_never_printed_without_its_word() -> None:
    for name in RESPONSES.names:
        for language in ("en", "es"):
            text = RESPONSES.reply(name, language).text
            assert re.search(r"(?<!HOPE to )(?<!HOPE al )\b20121\b", text) is None, name
            assert "233733" not in text or "HELP" in text, name
