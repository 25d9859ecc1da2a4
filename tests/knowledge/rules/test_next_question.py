"""Which question comes first."""

import itertools

import pytest

from knowledge.rules.fields import Fields
from knowledge.rules.load import load_rules
from knowledge.rules.next_question import best, rank
from tests.knowledge.rules.made_up import BASE

FOUR = ["works", "town", "people", "last_day"]


@pytest.fixture(scope="module")
def fields() -> Fields:
    return load_rules(BASE).fields


@pytest.mark.parametrize(
    ("missing", "ranked"),
    [
        ([], []),
        ([[]], []),
        # The field that more services wait for.
        ([["town"], ["works"], ["works"]], ["works", "town"]),
        # One that settles a service alone, before one that settles a third of two.
        ([["works"], ["town", "people", "last_day"], ["town", "people", "last_day"]], FOUR),
        # With equal weight, the order of the fields.
        ([["works", "town"]], ["town", "works"]),
        # With equal weight, what is less private first.
        ([["age", "works"]], ["works", "age"]),
        # More weight outdoes a medium sensitivity, and never a high one.
        ([["age"], ["age", "works"]], ["age", "works"]),
        ([["hurt"], ["hurt"], ["hurt", "works"]], ["works", "hurt"]),
        # What only a professional can answer comes after even that.
        ([["signed"], ["signed"], ["hurt"]], ["hurt", "signed"]),
    ],
)
def test_the_field_that_settles_most_comes_first(
    fields: Fields, missing: list[list[str]], ranked: list[str]
) -> None:
    assert rank(fields, missing, skipped=()) == ranked


def test_a_skipped_field_is_left_out_and_the_others_keep_their_weight(fields: Fields) -> None:
    missing = [["works"], ["town", "works"], ["town", "age"]]
    assert rank(fields, missing, skipped={"works"}) == ["town", "age"]


def test_equal_weights_stay_equal_in_whatever_order_the_services_come(fields: Fields) -> None:
    """1/6 + 1/5 + 1/6 + 1/3 is not always the same number when it is added up in binary fractions."""
    six = ["start_day", "people", "age", "last_day", "town", "works"]
    five = ["age", "town", "people", "start_day", "last_day"]
    missing = [six, ["people", "age"], five, ["works", "town", "people"], six, ["age", "people", "last_day"]]
    orders = {tuple(rank(fields, order, ())) for order in itertools.permutations(missing)}
    assert orders == {("people", "age", "town", "last_day", "works", "start_day")}


def test_a_service_asks_the_best_of_the_fields_that_it_waits_for() -> None:
    assert best(["works", "town", "age"], ["age", "town"]) == "town"


def test_a_service_that_waits_for_none_of_them_asks_nothing() -> None:
    assert best(["works"], ["age"]) is None
    assert best([], ["age"]) is None
    assert best(["works"], []) is None
