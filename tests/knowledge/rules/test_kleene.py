"""The logic of three values, against every way in which what is unknown may turn out."""

import itertools
from typing import Literal

import pytest

from knowledge.rules import criteria
from knowledge.rules.criteria import Group, Leaf, Node
from knowledge.rules.kleene import Truth, decide
from knowledge.words import Words

T, F, U = True, False, None


def leaf(index: int) -> Leaf:
    return Leaf(criteria.Test("f", "eq", True), index, "f", lenient=False, text=Words("a", "b"))


def group(kind: Literal["all", "any", "not", "at_least"], size: int, count: int = 0) -> Group:
    return Group(kind, tuple(leaf(index) for index in range(size)), count)


def by_completion(node: Node, truths: tuple[Truth, ...]) -> Truth:
    """What holds for every answer to what is unknown: right where each leaf stands once."""
    ways = [(T, F) if truth is None else (truth,) for truth in truths]
    outcomes = {decide(node, way) for way in itertools.product(*ways)}
    return outcomes.pop() if len(outcomes) == 1 else None


@pytest.mark.parametrize("truth", [T, F, U])
def test_a_leaf_is_what_it_is(truth: Truth) -> None:
    assert decide(leaf(1), [not truth, truth]) is truth


@pytest.mark.parametrize(("inside", "outside"), [(T, F), (F, T), (U, U)])
def test_not_swaps_true_and_false_and_leaves_unknown(inside: Truth, outside: Truth) -> None:
    assert decide(group("not", 1), [inside]) is outside


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (T, T, T, T),
        (T, F, F, T),
        (T, U, U, T),
        (F, T, F, T),
        (F, F, F, F),
        (F, U, F, U),
        (U, T, U, T),
        (U, F, F, U),
        (U, U, U, U),
    ],
)
def test_all_and_any_of_two(left: Truth, right: Truth, both: Truth, either: Truth) -> None:
    assert decide(group("all", 2), [left, right]) is both
    assert decide(group("any", 2), [left, right]) is either


@pytest.mark.parametrize("truths", list(itertools.product([T, F, U], repeat=3)))
def test_all_and_any_of_three_hold_for_every_answer(truths: tuple[Truth, ...]) -> None:
    assert decide(group("all", 3), truths) is by_completion(group("all", 3), truths)
    assert decide(group("any", 3), truths) is by_completion(group("any", 3), truths)


@pytest.mark.parametrize("truths", list(itertools.product([T, F], repeat=3)))
def test_what_is_known_is_counted_as_usual(truths: tuple[bool, ...]) -> None:
    assert decide(group("all", 3), truths) is all(truths)
    assert decide(group("any", 3), truths) is any(truths)
    for count in (1, 2, 3):
        assert decide(group("at_least", 3, count), truths) is (sum(truths) >= count)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("truths", list(itertools.product([T, F, U], repeat=4)))
def test_at_least_is_decided_as_soon_as_no_answer_can_change_it(
    truths: tuple[Truth, ...], count: int
) -> None:
    node = group("at_least", 4, count)
    assert decide(node, truths) is by_completion(node, truths)


@pytest.mark.parametrize(
    ("truths", "outcome"),
    [((T, T, U), T), ((T, U, U), U), ((T, F, U), U), ((F, F, U), F), ((F, F, T), F), ((U, U, U), U)],
)
def test_at_least_two_of_three(truths: tuple[Truth, ...], outcome: Truth) -> None:
    assert decide(group("at_least", 3, 2), truths) is outcome


@pytest.mark.parametrize(
    ("truths", "outcome"),
    [((F, F, T), T), ((F, F, U), U), ((F, F, F), F), ((T, U, T), F), ((F, U, T), U), ((U, U, F), F)],
)
def test_groups_stand_in_groups(truths: tuple[Truth, ...], outcome: Truth) -> None:
    """Two of (a, b, a and b) is a and b; here a is "neither the first nor the second" and b is the third."""
    neither = Group("not", (Group("any", (leaf(0), leaf(1))),))
    node = Group("at_least", (neither, leaf(2), Group("all", (leaf(2), neither))), 2)
    assert decide(node, truths) is outcome
