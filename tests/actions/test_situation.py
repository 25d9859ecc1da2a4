import pytest

from actions import situation
from tests.actions.turns import tracker_of


@pytest.mark.parametrize(
    ("entities", "told"),
    [
        ({"age": "16"}, {"age_now": 16}),
        ({"under_18": "true"}, {"age_now": [0, 17]}),
        ({"under_18": "false"}, {"age_now": [18, 120]}),
        ({"county": "contra_costa"}, {"place_now": "contra_costa"}),
        ({"county": "solano"}, {"place_now": "other_california"}),
        ({"immigration_step": "t_filed"}, {"immigration_steps": ["t_filed"]}),
        ({"immigration_step": "t_visa"}, {}),
        ({"asker": "school_staff"}, {"asker_roles": ["school_staff"]}),
        ({}, {}),
    ],
)
def test_entities_are_facts_where_a_field_knows_their_value(entities, told) -> None:
    assert situation.told(tracker_of("provide_age", entities=entities)) == told


def test_what_is_told_now_stands_before_what_was_told() -> None:
    tracker = tracker_of(
        "provide_age", entities={"age": "17"}, slots={"situation": {"age_now": 40, "place_now": "alameda"}}
    )
    assert situation.known(tracker) == {"age_now": 17, "place_now": "alameda"}


@pytest.mark.parametrize(
    ("age", "minor"), [(17, True), (18, False), ([0, 17], True), ([13, 25], False), (None, False)]
)
def test_only_an_age_that_is_surely_under_18_counts_as_a_minor(age, minor) -> None:
    assert situation.is_minor({} if age is None else {"age_now": age}) is minor


def test_a_fact_that_cannot_be_read_does_not_stop_an_answer() -> None:
    found = situation.screened({"age_now": "old", "us_citizen": True}, ["tcvap"])
    assert found.results[0].verdict == "unlikely"


def test_nothing_is_unlikely_while_nothing_is_told() -> None:
    assert {one.verdict for one in situation.screened({}, ["tcvap", "cc_211_referral"]).results} == {
        "unclear",
        "likely",
    }
