"""What the rules say: in both languages, with where it was read, without a verdict that shuts a door."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.rules.criteria import Citation, Leaf, Said
from knowledge.rules.load import FACTS, load_rules
from knowledge.words import Words

RULES = load_rules()

REFUSALS = re.compile(
    r"not eligible|ineligible|denied|(do|does|don't|doesn't) not? ?qualify"
    r"|no (es|son) elegibles?|no califica|no reúne los requisitos|denegad[oa]s?|rechazad[oa]s?",
    re.IGNORECASE,
)
PROMISES = re.compile(
    r"\byou (do )?qualify\b|you are eligible|you will get|guarantee|usted (sí )?califica\b|garantiza",
    re.IGNORECASE,
)
# Sentences about a decision of an office, where the word is no verdict on the reader.
ABOUT_AN_OFFICE = {
    "A claim cannot be denied only because there was no police report.",
    "See a lawyer before you file: a denied case can lead to immigration court.",
    "Vea a un abogado o abogada antes de presentar: un caso denegado puede llevar a la corte de inmigración.",
}


def every(kind: type[Any], value: Any) -> Iterator[Any]:
    """Everything of one type inside a value."""
    if isinstance(value, kind):
        yield value
    if dataclasses.is_dataclass(value):
        parts: Any = [getattr(value, field.name) for field in dataclasses.fields(value)]
    else:
        parts = value.values() if isinstance(value, Mapping) else value
    if isinstance(parts, (tuple, list)) or isinstance(value, Mapping):
        for part in parts:
            yield from every(kind, part)


WORDS: list[Words] = [*every(Words, RULES.fields), *every(Words, RULES.programs)]
TEXTS = sorted({text for words in WORDS for text in (words.en, words.es) if text is not None})


def test_the_texts_are_all_found() -> None:
    """Of the fields, of the criteria, and of what stands beside them."""
    fields, tcvap = RULES.fields, RULES.programs["tcvap"].versions[0]
    some = [fields.verdicts["unlikely"], fields.by_id["age_now"].why, tcvap.if_not.text, tcvap.who]
    assert {words.en for words in (*some, tcvap.instead_if[0].said.text)} <= set(TEXTS)
    assert len(TEXTS) > 1000


def test_every_text_stands_in_both_languages() -> None:
    assert [words for words in WORDS if not words.en.strip() or not (words.es or "").strip()] == []


def test_nothing_that_is_said_refuses_somebody() -> None:
    assert [text for text in TEXTS if REFUSALS.search(text) and text not in ABOUT_AN_OFFICE] == []
    assert set(TEXTS) >= ABOUT_AN_OFFICE


def test_nothing_that_is_said_promises() -> None:
    assert [text for text in TEXTS if PROMISES.search(text)] == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (REFUSALS, "You are not eligible."),
        (REFUSALS, "Ineligible"),
        (REFUSALS, "Your case was denied"),
        (REFUSALS, "Usted no califica"),
        (REFUSALS, "No es elegible"),
        (REFUSALS, "Solicitud denegada"),
        (PROMISES, "You qualify"),
        (PROMISES, "Usted califica"),
    ],
)
def test_the_patterns_find_what_they_forbid(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


def is_cited(citations: tuple[Citation, ...]) -> bool:
    return bool(citations) and all(
        bool(one.title or one.url) and bool(one.as_of.strip()) and date.fromisoformat(one.checked)
        for one in citations
    )


def test_every_criterion_can_be_told_with_where_it_was_read_and_when() -> None:
    """Those of services open to all included: they are cited by what the service gives or shows."""
    assert [leaf.index for leaf in RULES.leaves if not is_cited(leaf.citations)] == []
    assert {leaf.index for leaf in every(Leaf, RULES.programs)} == {leaf.index for leaf in RULES.leaves}


def test_everything_that_is_told_beside_a_rule_is_cited() -> None:
    """All but what points onward: where to go instead, and what the sources leave open."""
    onward = [
        said
        for program in RULES.programs.values()
        for version in program.versions
        for said in (version.if_not, *version.unsure)
    ]
    told = [said for said in every(Said, RULES.programs) if said not in onward]
    assert len(told) > 100
    assert [said.text.en for said in told if not is_cited(said.citations)] == []


def test_where_to_go_instead_is_always_named() -> None:
    ways = [version.if_not for program in RULES.programs.values() for version in program.versions]
    assert [said.text.en for said in ways if not said.go_to] == []


NUMBER = re.compile(r"(?<![\d/.-])(?:\+?1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ][\dA-Z]{4}(?![\d-])")
SHORT = re.compile(r"(?<![\d/.,$-])(?:[2-9]11|988|\d{5,6})(?!\d|[/.,-]\d)")


def numbers(text: str) -> set[str]:
    """The digits of every telephone number in a text, without the country's 1."""
    long = {re.sub(r"\D", "", one)[-10:] for one in NUMBER.findall(text)}
    return long | set(SHORT.findall(text))


def known_numbers() -> set[str]:
    files = [FACTS / f"{name}.yaml" for name in ("hotlines", "organizations", "services")]
    return {number for file in files for number in numbers(_without_pages(file))}


def _without_pages(file: Path) -> str:
    return re.sub(r"https?://\S+", "", file.read_text(encoding="utf-8"))


def test_every_number_that_is_said_is_one_of_the_directory() -> None:
    said, known = {number: text for text in TEXTS for number in numbers(text)}, known_numbers()
    assert {number: text for number, text in said.items() if number not in known} == {}
    assert {"9259005151", "8006707273", "211", "988", "911", "233733"} <= set(said)


def test_both_languages_say_the_same_numbers() -> None:
    assert [words for words in WORDS if numbers(words.en) != numbers(words.es or "")] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Call 1-888-373-7888 now", {"8883737888"}),
        ("(925) 900-5151 or 211.", {"9259005151", "211"}),
        ("Text 233733, or in danger 911.", {"233733", "911"}),
        ("on 2026-04-01, $1,200 or 12,345 in 90 days", set()),
    ],
)
def test_numbers_are_found_as_they_are_printed(text: str, found: set[str]) -> None:
    assert numbers(text) == found
