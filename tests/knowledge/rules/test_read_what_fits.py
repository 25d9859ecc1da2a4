from datetime import date

import pytest

from knowledge.rules.facts import FactsRefused, read_facts, read_what_fits
from knowledge.rules.load import load_rules

DAY = date(2026, 11, 22)
FIELDS = load_rules().fields


def test_what_can_be_read_is_kept_and_the_rest_is_named() -> None:
    facts, problems = read_what_fits(FIELDS, {"age_now": "old", "us_citizen": True}, on=DAY)
    assert dict(facts.known) == {"us_citizen": True}
    assert [one.field for one in problems] == ["age_now"]


def test_what_fits_is_the_same_as_all_of_it_where_nothing_is_wrong() -> None:
    raw = {"age_now": 17, "place_now": "contra_costa", "needs_now": ["food"], "us_citizen": "not_sure"}
    assert read_what_fits(FIELDS, raw, on=DAY) == (read_facts(FIELDS, raw, on=DAY), [])


def test_one_wrong_fact_refuses_the_whole_where_all_is_wanted() -> None:
    with pytest.raises(FactsRefused):
        read_facts(FIELDS, {"age_now": "old", "us_citizen": True}, on=DAY)
