"""Every way a rule can come out: nothing that can be is left out, and nothing that cannot be is tried."""

from typing import Any

import pytest

from knowledge.rules import criteria
from knowledge.rules.criteria import Group, Leaf, Node
from knowledge.rules.fields import Fields
from knowledge.rules.kleene import Truth
from knowledge.rules.load import load_rules
from knowledge.rules.possible import contradictions, situations, useless
from knowledge.words import Words
from tests.knowledge.rules.made_up import BASE


@pytest.fixture(scope="module")
def fields() -> Fields:
    return load_rules(BASE).fields


class Numbered:
    """Makes leaves, each with the next index."""

    def __init__(self, fields: Fields) -> None:
        self._fields, self._made = fields, 0

    def __call__(self, field: str | None, op: str = "eq", value: Any = True) -> Leaf:
        asks = None if field is None else self._fields.base(field).id
        wanted = tuple(value) if isinstance(value, list) else value
        test = criteria.Test(field, "always_ask" if field is None else op, wanted)
        self._made += 1
        return Leaf(test, self._made - 1, asks, lenient=False, text=Words("a", "b"))


@pytest.fixture
def leaf(fields: Fields) -> Numbered:
    return Numbered(fields)


def every(*parts: Node) -> Group:
    return Group("all", parts)


def either(*parts: Node) -> Group:
    return Group("any", parts)


def no(part: Node) -> Group:
    return Group("not", (part,))


def found(rule: Node, fields: Fields) -> set[tuple[Truth, ...]]:
    """The truths of the leaves in each situation; none may come twice."""
    ways = [tuple(way[index] for index in sorted(way)) for way in situations(rule, fields)]
    assert len(ways) == len(set(ways))
    return set(ways)


def test_a_boolean_is_so_or_not(fields: Fields, leaf: Numbered) -> None:
    assert found(leaf("works"), fields) == {(True,), (False,)}


def test_two_criteria_on_one_field_only_come_out_as_one_answer_allows(fields: Fields, leaf: Numbered) -> None:
    assert found(every(leaf("works"), leaf("works", "eq", False)), fields) == {(True, False), (False, True)}


def test_a_derived_field_goes_with_the_field_it_is_made_of(fields: Fields, leaf: Numbered) -> None:
    rule = every(leaf("nearby"), leaf("town", "eq", "here"), leaf("idle"), leaf("works"))
    towns = {(True, True), (True, False), (False, False)}
    works = {(True, False), (False, True)}
    assert found(rule, fields) == {(*town, *work) for town in towns for work in works}


def test_ages_are_tried_on_both_sides_of_every_limit(fields: Fields, leaf: Numbered) -> None:
    rule = every(leaf("age", "lt", 18), leaf("age", "gte", 18), leaf("age", "lte", 18))
    assert found(rule, fields) == {(True, False, True), (False, True, True), (False, True, False)}


def test_a_derived_limit_is_that_of_the_derived_field(fields: Fields, leaf: Numbered) -> None:
    assert found(leaf("is_minor"), fields) == {(True,), (False,)}
    rule = every(leaf("is_minor"), leaf("age", "gte", 21))
    assert found(rule, fields) == {(True, False), (False, False), (False, True)}


def test_no_age_is_below_zero(fields: Fields, leaf: Numbered) -> None:
    assert found(leaf("age", "gte", 0), fields) == {(True,)}


def test_years_since_a_day_are_numbers_too(fields: Fields, leaf: Numbered) -> None:
    rule = every(leaf("years_since_last", "lte", 3), leaf("years_since_last", "gte", 3))
    assert found(rule, fields) == {(True, False), (True, True), (False, True)}


def test_a_set_may_hold_any_of_what_the_criteria_name_and_none_of_it(fields: Fields, leaf: Numbered) -> None:
    rule = every(
        leaf("harms", "has_any", ["theft"]),
        leaf("harms", "has_any", ["theft", "fraud"]),
        leaf("harms", "has_none", ["threat"]),
    )
    assert found(rule, fields) == {
        (theft, theft or fraud, no_threat)
        for theft in (True, False)
        for fraud in (True, False)
        for no_threat in (True, False)
    }


def test_not_sure_is_no_answer_that_is_tried(fields: Fields, leaf: Numbered) -> None:
    known_towns = leaf("town", "in", ["here", "near", "far"])
    assert found(known_towns, fields) == {(True,)}


def test_what_an_agency_judges_is_free_each_time(fields: Fields, leaf: Numbered) -> None:
    assert len(found(every(leaf(None), leaf(None), leaf("works")), fields)) == 8


def test_parts_that_exclude_each_other_are_found_where_they_stand(fields: Fields, leaf: Numbered) -> None:
    """Numbers count the nodes as the file is read: 0 the rule, 1 works, 2 the group that cannot be."""
    impossible = every(leaf("age", "lt", 18), leaf("age", "gte", 18))
    assert contradictions(impossible, fields) == [0]
    assert contradictions(either(leaf("works"), impossible), fields) == [2]
    assert contradictions(either(leaf("works"), impossible, no(leaf("age", "gte", 0))), fields) == [2, 5]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("is_minor", "eq", True), ("age", "gte", 18)),
        (("nearby", "eq", True), ("town", "eq", "far")),
        (("town", "eq", "here"), ("town", "eq", "near")),
        (("harms", "has_any", ["theft"]), ("no_theft", "eq", True)),
        (("works", "eq", True), ("idle", "eq", True)),
        (("years_since_last", "lt", 3), ("years_since_last", "gte", 3)),
    ],
)
def test_criteria_that_no_answer_meets_together_contradict(
    fields: Fields, leaf: Numbered, left: tuple[str, str, Any], right: tuple[str, str, Any]
) -> None:
    assert contradictions(every(leaf(*left), leaf(*right)), fields) == [0]
    assert contradictions(either(leaf(*left), leaf(*right)), fields) == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("is_minor", "eq", True), ("age", "gte", 12)),
        (("is_minor", "eq", False), ("age", "lt", 21)),
        (("harms", "has_any", ["theft"]), ("harms", "has_any", ["fraud"])),
        (("years_since_last", "lte", 3), ("years_since_last", "gte", 3)),
    ],
)
def test_criteria_that_some_answer_meets_together_do_not(
    fields: Fields, leaf: Numbered, left: tuple[str, str, Any], right: tuple[str, str, Any]
) -> None:
    rule = every(leaf(*left), leaf(*right))
    assert contradictions(rule, fields) == []
    assert useless(rule, fields) == []


def test_what_another_criterion_says_already_is_useless(fields: Fields, leaf: Numbered) -> None:
    rule = every(leaf("age", "gte", 18), leaf("works"), leaf("age", "gte", 16))
    assert useless(rule, fields) == [3]


def test_each_of_two_that_say_the_same_is_useless(fields: Fields, leaf: Numbered) -> None:
    assert useless(every(leaf("is_minor"), leaf("age", "lt", 18), leaf("works")), fields) == [1, 2]


def test_what_every_answer_meets_is_useless(fields: Fields, leaf: Numbered) -> None:
    assert useless(every(leaf("works"), leaf("age", "gte", 0)), fields) == [2]


def test_a_way_in_that_is_never_open_is_useless(fields: Fields, leaf: Numbered) -> None:
    assert useless(either(leaf("works"), no(leaf("age", "gte", 0))), fields) == [3]


def test_a_not_is_taken_out_together_with_what_it_turns_round(fields: Fields, leaf: Numbered) -> None:
    assert useless(every(leaf("works"), no(leaf("is_minor"))), fields) == []
    assert useless(every(leaf("works"), no(leaf("idle"))), fields) == [1, 3]


def test_a_rule_of_one_criterion_is_of_use(fields: Fields, leaf: Numbered) -> None:
    assert useless(leaf("works"), fields) == []
    assert useless(no(leaf("works")), fields) == []
    assert contradictions(no(leaf("works")), fields) == []
