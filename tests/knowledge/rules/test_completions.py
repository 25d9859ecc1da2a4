"""What is decided stays decided, however what is not known turns out: tried for every rule, by brute force.

A partial situation is drawn; if the plain rule decides it (without instead_if and confirm_by), every way of
answering the rest must decide it alike, with whatever an agency may judge of what is left to it.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.rules.criteria import Leaf, Version, leaves
from knowledge.rules.facts import FIRST_YEAR, Between, Facts, SetOf, Value, read_facts
from knowledge.rules.fields import NONE, SKIPS, Field
from knowledge.rules.kleene import Truth, decide
from knowledge.rules.load import load_rules
from knowledge.rules.truth import put, truths
from tests.knowledge.rules.situations import DAY, situations

RULES = load_rules()
VERSIONS = {
    f"{name}-{version.number}": version
    for name, program in RULES.programs.items()
    for version in program.versions
}
Ways = set[tuple[bool, ...]]


def completions(field: Field, known: Value | None, limits: Sequence[int]) -> Iterator[Value]:
    """Full answers that agree with what is known, one at least of every kind that the limits tell apart."""
    if known is not None and not isinstance(known, (SetOf, Between)):
        yield known
    elif field.type == "boolean":
        yield from (True, False)
    elif field.type == "enum":
        yield from (value for value in field.values if value not in SKIPS)
    elif field.type == "number":
        yield from _numbers(known if isinstance(known, Between) else Between(0, field.most or 10**9), limits)
    elif field.type == "partial_date":
        known_days = known if isinstance(known, Between) else Between(date(FIRST_YEAR, 1, 1), DAY)
        yield from _days(known_days, limits)


def _numbers(within: Between, limits: Sequence[int]) -> Iterator[Between]:
    near = {within.low, within.high, *(limit + step for limit in limits for step in (-1, 0, 1))}
    yield from (Between(one, one) for one in sorted(near) if within.low <= one <= within.high)


def _days(within: Between, limits: Sequence[int]) -> Iterator[Between]:
    turning = [DAY.replace(year=DAY.year - limit) for limit in limits]
    near = {within.low, within.high, *(day + timedelta(step) for day in turning for step in (-1, 0, 1))}
    yield from (Between(one, one) for one in sorted(near) if within.low <= one <= within.high)


def sets(field: Field, known: Value | None, named: set[str]) -> Iterator[SetOf]:
    """Every whole answer to a set that keeps what was chosen; what no criterion names makes no difference."""
    chosen = known.values if isinstance(known, SetOf) else frozenset()
    if isinstance(known, SetOf) and known.closed:
        yield known
        return
    others = sorted(named - chosen - SKIPS - {NONE})
    for size in range(len(others) + 1):
        for more in itertools.combinations(others, size):
            yield SetOf(chosen | frozenset(more), closed=True)


def compared(group: Sequence[Leaf]) -> tuple[list[int], set[str]]:
    """The numbers and the values that the criteria on one field name."""
    derived = [RULES.fields.derived.get(str(leaf.test.field)) for leaf in group]
    values = [
        one.value if one is not None and one.type == "boolean" else leaf.test.value
        for leaf, one in zip(group, derived, strict=True)
    ]
    limits = [one for one in values if isinstance(one, int) and not isinstance(one, bool)]
    return limits, {value for one in values if isinstance(one, tuple) for value in one}


def ways(group: Sequence[Leaf], facts: Facts) -> Ways:
    """All that the leaves on one field can come to together; what is left to an agency may be both."""
    name = group[0].asks
    if name is None:
        return {(True,), (False,)}
    field, known = RULES.fields.by_id[name], facts.known.get(name)
    limits, named = compared(group)
    values = sets(field, known, named) if field.type == "set" else completions(field, known, limits)
    found: Ways = set()
    for value in values:
        raw = [put(RULES.fields, leaf.test, Facts({name: value}, frozenset(), DAY)) for leaf in group]
        found |= set(itertools.product(*[_judged(leaf, one) for leaf, one in zip(group, raw, strict=True)]))
    return found


def _judged(leaf: Leaf, truth: Truth) -> tuple[bool, ...]:
    """An answer that excludes nobody, or leaves it open, is no last word: either may be."""
    return (True, False) if truth is None or (leaf.lenient and truth is False) else (truth,)


def outcomes(version: Version, facts: Facts) -> set[Truth]:
    """How the rule comes out for every completion of the facts."""
    assert version.rule is not None
    by_field: dict[str, list[Leaf]] = defaultdict(list)
    for leaf in leaves(version.rule):
        by_field[leaf.asks or f"an agency judges {leaf.index}"].append(leaf)
    groups = list(by_field.values())
    found: set[Truth] = set()
    for combination in itertools.product(*[ways(group, facts) for group in groups]):
        pairs = zip(groups, combination, strict=True)
        full = {leaf.index: truth for group, way in pairs for leaf, truth in zip(group, way, strict=True)}
        found.add(decide(version.rule, [full.get(index) for index in range(len(RULES.leaves))]))
    return found


def asked_by(version: Version) -> set[str]:
    return {leaf.asks for leaf in leaves(version.rule) if leaf.asks is not None}


DECIDING = {name: one for name, one in VERSIONS.items() if one.rule is not None and not one.open_to_all}


def test_every_service_is_covered() -> None:
    open_to_all = {name for name, version in VERSIONS.items() if version.open_to_all}
    assert len({name.rsplit("-", 1)[0] for name in DECIDING.keys() | open_to_all}) == 58


@pytest.mark.parametrize("name", DECIDING)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_decided_holds_for_every_way_to_answer_the_rest(name: str, data: st.DataObject) -> None:
    version = DECIDING[name]
    raw: dict[str, Any] = data.draw(situations(RULES.fields, asked_by(version)))
    facts = read_facts(RULES.fields, raw, on=DAY)
    assert version.rule is not None
    decided = decide(version.rule, truths(RULES.fields, RULES.leaves, facts).plain)
    if decided is not None:
        assert outcomes(version, facts) == {decided}


@pytest.mark.parametrize("name", DECIDING)
def test_every_rule_can_come_out_both_ways(name: str) -> None:
    """So the test above has something to hold on to, and no rule asks for nothing."""
    assert outcomes(DECIDING[name], Facts({}, frozenset(), DAY)) == {True, False}
