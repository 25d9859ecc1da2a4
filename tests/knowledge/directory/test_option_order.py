from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.directory.option_order import Candidate, in_order

PLAIN = Candidate(
    service="plain",
    usual=None,
    misfits=0,
    unknown=0,
    reaches_law_enforcement=False,
    elsewhere=False,
    verdict="unclear",
    is_near=False,
    found=5,
)
# Each stands before the next, for one reason alone.
LADDER = [
    replace(PLAIN, service="first of those asked first", usual=0),
    replace(PLAIN, service="second of them", usual=1),
    replace(PLAIN, service="likely", verdict="likely"),
    replace(PLAIN, service="near", is_near=True),
    replace(PLAIN, service="found first", found=0),
    PLAIN,
    replace(PLAIN, service="nobody knows its languages", unknown=1),
    replace(PLAIN, service="elsewhere", elsewhere=True, verdict="likely"),
    replace(PLAIN, service="reaches the police", reaches_law_enforcement=True, verdict="likely"),
    replace(PLAIN, service="does not serve the place", misfits=1, usual=0, verdict="likely"),
    replace(PLAIN, service="another path", verdict="unlikely", usual=0),
]


def names(found: list[Candidate]) -> list[str]:
    return [one.service for one in found]


@given(st.permutations(LADDER))
def test_need_and_place_come_first_then_the_verdict_then_how_surely_it_serves(found: list[Candidate]) -> None:
    assert in_order([found]) == LADDER


def test_a_service_without_a_rule_stands_as_one_that_cannot_be_told() -> None:
    without = replace(PLAIN, service="no rule", verdict=None, found=4)
    assert names(in_order([[PLAIN, without]])) == ["no rule", "plain"]


def test_each_need_gets_its_best_before_another_gets_its_second() -> None:
    food = [replace(PLAIN, service=f"food {n}", found=n) for n in range(3)]
    beds = [replace(PLAIN, service=f"bed {n}", found=n) for n in range(2)]
    assert names(in_order([food, beds])) == ["food 0", "bed 0", "food 1", "bed 1", "food 2"]


def test_a_service_that_meets_two_needs_stands_once_at_its_first_place() -> None:
    both = replace(PLAIN, service="both", found=9)
    food = [replace(PLAIN, service="food", found=0), both]
    assert names(in_order([food, [replace(both, usual=0)]])) == ["food", "both"]


def test_words_alone_tell_the_need_so_their_order_stands_before_the_verdict() -> None:
    near, far = replace(PLAIN, service="near", found=0), replace(PLAIN, service="far", verdict="likely")
    assert names(in_order([[far, near]], by_words=True)) == ["near", "far"]


@pytest.mark.parametrize("found", list(permutations(LADDER[-3:])))
def test_nothing_is_left_out(found: tuple[Candidate, ...]) -> None:
    assert set(in_order([found])) == set(LADDER[-3:])
