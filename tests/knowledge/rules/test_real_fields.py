"""Readings of real fields that no made-up field stands for."""

from datetime import date

import pytest

from knowledge.rules.criteria import Test as Criterion
from knowledge.rules.facts import FactsRefused, read_facts
from knowledge.rules.load import Rules, load_rules
from knowledge.rules.screen import screen
from knowledge.rules.truth import put

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


@pytest.mark.parametrize(
    ("place", "truth"), [("contra_costa", True), ("us_port_of_entry", None), ("other_us", False)]
)
def test_a_port_of_entry_may_lie_in_california(rules: Rules, place: str, truth: bool | None) -> None:
    facts = read_facts(rules.fields, {"place_now": place}, on=DAY)
    assert put(rules.fields, Criterion("in_california", "eq", True), facts) is truth


@pytest.mark.parametrize("answer", [["none_yet"], {"values": ["none_yet"], "complete": True}])
def test_what_no_lawyer_has_looked_at_yet_holds_nothing_back(rules: Rules, answer: object) -> None:
    raw = {
        "harm_types": ["sex_trafficking"],
        "place_now": "contra_costa",
        "harmed_under_18": True,
        "lawyer_confirmed": answer,
    }
    facts = read_facts(rules.fields, raw, on=DAY)
    assert screen(rules, facts, on=DAY, services=["t_visa"]).results[0].verdict == "likely"


def test_nothing_yet_is_an_answer_of_that_one_field(rules: Rules) -> None:
    with pytest.raises(FactsRefused):
        read_facts(rules.fields, {"harm_types": ["none_yet"]}, on=DAY)
