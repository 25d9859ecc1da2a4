"""What is pure also runs in Rasa's process, with its Python and its old libraries."""

import sys
from datetime import date

from knowledge.rules.facts import read_facts
from knowledge.rules.load import load_rules
from knowledge.rules.screen import screen

ON = date(2026, 11, 22)


def test_this_is_the_python_of_rasa() -> None:
    assert sys.version_info[:2] == (3, 10)


def test_the_rules_load_and_screen_a_situation() -> None:
    rules = load_rules()
    facts = read_facts(rules.fields, {"us_citizen": True, "harm_last_date": "2024-02-29"}, on=ON)
    screening = screen(rules, facts, on=ON)
    assert {result.service: result.verdict for result in screening.results}["t_visa"] == "unlikely"
    assert screening.ask_next is not None
