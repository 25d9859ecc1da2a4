"""A criterion is told as the answer that meets it, in the labels of its field."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.rules.criteria import Test as Asked
from knowledge.rules.criterion_words import answer
from knowledge.rules.load import load_rules

RULES = load_rules()


@pytest.mark.parametrize(
    ("field", "op", "value", "en", "es"),
    [
        ("us_citizen", "eq", False, "U.S. citizenship: no", "Ciudadanía de EE. UU.: no"),
        ("age_now", "lt", 21, "Age now: under 21", "Edad actual: menos de 21"),
        ("age_now", "gte", 65, "Age now: 65 or more", "Edad actual: 65 o más"),
        ("is_minor", "eq", True, "Age now: under 18", "Edad actual: menos de 18"),
        ("is_minor", "eq", False, "Age now: 18 or more", "Edad actual: 18 o más"),
        ("household", "has_any", ("pregnant",), "{label}: {pregnant}", "{label}: {pregnant}"),
        (
            "household",
            "has_none",
            ("pregnant", "citizen_child"),
            "{label}: none of {pregnant}; {citizen_child}",
            "{label}: ninguna de {pregnant}; {citizen_child}",
        ),
        (
            "in_california",
            "eq",
            False,
            "{label}: none of {contra_costa}; {alameda}; {los_angeles}; {other_california}",
            "{label}: ninguna de {contra_costa}; {alameda}; {los_angeles}; {other_california}",
        ),
        ("place_now", "eq", "alameda", "{label}: {alameda}", "{label}: {alameda}"),
        ("years_since_harm", "lte", 7, "{label}: 7 years ago or less", "{label}: hace 7 años o menos"),
    ],
)
def test_says_which_answer_meets_it(field: str, op: str, value: Any, en: str, es: str) -> None:
    asked = RULES.fields.base(field)
    for language, wanted in (("en", en), ("es", es)):
        labels = {name: words.of(language) for name, words in asked.values.items()}
        told = answer(Asked(field, op, value), RULES.fields, language)
        assert told == wanted.format(label=asked.label.of(language), **labels)


def test_says_that_nobody_is_asked_what_only_others_can_judge() -> None:
    assert "nobody is asked" in answer(Asked(None, "always_ask"), RULES.fields, "en")


def test_every_criterion_of_the_rules_can_be_told_in_both_languages() -> None:
    tests = [leaf.test for leaf in RULES.leaves if leaf.test.op != "open_to_all"]
    told = {answer(test, RULES.fields, language) for test in tests for language in ("en", "es")}
    assert len(told) > len(set(tests))
