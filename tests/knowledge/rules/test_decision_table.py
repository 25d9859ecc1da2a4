"""A decision table says exactly what screen says, and every row of it can be reached."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.rules.criteria import Group, Leaf, Node, Program, Said, Turn, Version, leaves
from knowledge.rules.criteria import Test as Asked
from knowledge.rules.decision_table import MET, NOT, OPEN, Row, every_leaf, fits, table
from knowledge.rules.facts import Facts, read_facts
from knowledge.rules.fields import Field
from knowledge.rules.load import Rules, load_rules
from knowledge.rules.screen import Result, screen
from knowledge.rules.truth import put
from knowledge.words import Words

ON = date(2026, 11, 22)
RULES = load_rules()
FIELDS = RULES.fields
SERVICES = list(RULES.programs)
TABLES = {name: table(program.versions[-1], FIELDS) for name, program in RULES.programs.items()}
TCVAP = RULES.programs["tcvap"].versions[-1]
_STATES = {True: MET, False: NOT, None: OPEN}
_DATES = ["1999", "2018", "2019", "2019-11", "2019-11-22", "2019-11-23", "2024", "2026-11-22"]


def states(rules: Rules, facts: Facts) -> dict[int, str]:
    return {leaf.index: _STATES[put(rules.fields, leaf.test, facts)] for leaf in rules.leaves}


def first(rows: tuple[Row, ...], known: Mapping[int, str]) -> Row:
    return next(row for row in rows if fits(row, known))


def read(raw: Mapping[str, Any]) -> Facts:
    return read_facts(FIELDS, raw, on=ON)


def result(rules: Rules, facts: Facts, service: str) -> Result:
    return screen(rules, facts, on=ON, services=[service]).results[0]


# ---------------------------------------------------------------- the rules as they are


def replayed(service: str, number: int) -> tuple[Row, dict[str, Any]]:
    """A row, and raw facts that it and no earlier row fits."""
    rows = TABLES[service]
    every = every_leaf(RULES.programs[service].versions[-1])
    asked = list(dict.fromkeys(leaf.asks for leaf in every if leaf.asks is not None))
    choices = [list(_ways(name, every, rows[number])) for name in asked]
    for chosen in itertools.product(*choices):
        known = {leaf.index: OPEN for leaf in every}
        for _, found in chosen:
            known.update(found)
        if first(rows, known) is rows[number]:
            return rows[number], {name: raw for name, (raw, _) in zip(asked, chosen, strict=True)}
    raise AssertionError(f"row {number + 1} of {service} never decides: {rows[number]}")


def _ways(name: str, every: list[Leaf], row: Row) -> Iterator[tuple[Any, dict[int, str]]]:
    """An answer for each way in which the criteria on one field can stand, where the row allows it."""
    mine = [leaf for leaf in every if leaf.asks == name]
    seen: list[dict[int, str]] = []
    for raw in _answers(name):
        facts = read({name: raw})
        found = {leaf.index: _STATES[put(FIELDS, leaf.test, facts)] for leaf in mine}
        allowed = all(state in row.states.get(index, {state}) for index, state in found.items())
        if allowed and found not in seen:
            seen.append(found)
            yield raw, found


@cache
def _answers(name: str) -> tuple[Any, ...]:
    field = FIELDS.by_id[name]
    if field.type == "boolean":
        return (None, True, False)
    if field.type == "enum":
        return (None, *field.values)
    if field.type == "number":
        return (None, *range(70), [0, 70])
    if field.type == "partial_date":
        return (None, *_DATES)
    some = [chosen for size in range(3) for chosen in itertools.combinations(field.values, size)]
    return (None, *({"values": list(chosen), "complete": True} for chosen in some))


ROWS = [(service, number) for service, rows in TABLES.items() for number in range(len(rows))]


@pytest.mark.parametrize(("service", "number"), ROWS)
def test_each_row_replayed_through_screen_gives_its_verdict(service: str, number: int) -> None:
    row, raw = replayed(service, number)
    found = result(RULES, read(raw), service)
    assert found.verdict == row.verdict
    if row.turn is not None:
        version = RULES.programs[service].versions[-1]
        turns = {"instead": (version.instead_if, found.instead), "doubt": (version.unclear_if, found.notes)}
        acting, told = turns[row.why]
        assert acting[row.turn].said in told


def _raw(field: Field) -> st.SearchStrategy[Any]:
    if field.type == "set":
        chosen = st.lists(st.sampled_from(list(field.values)), max_size=4, unique=True)
        return st.none() | st.fixed_dictionaries({"values": chosen, "complete": st.booleans()})
    if field.type == "number":
        return st.none() | st.lists(st.integers(0, 70), min_size=2, max_size=2).map(sorted)
    return st.sampled_from(_answers(field.id))


@settings(deadline=None)
@given(st.fixed_dictionaries({name: _raw(field) for name, field in FIELDS.by_id.items()}))
def test_whatever_is_answered_the_first_row_that_fits_says_what_screen_says(raw: dict[str, Any]) -> None:
    facts = read(raw)
    known = states(RULES, facts)
    for found in screen(RULES, facts, on=ON, services=SERVICES).results:
        assert first(TABLES[found.service], known).verdict == found.verdict, found.service


# ---------------------------------------------------------------- any rule the language can say

_TESTS = [
    *(Asked(name, "eq", value) for name in ("us_citizen", "harmed_under_18") for value in (True, False)),
    *(Asked("age_now", op, limit) for op in ("lt", "gte") for limit in (12, 18)),
    Asked("age_now", "gte", 0),
    Asked("is_minor", "eq", False),
    Asked("household", "has_any", ("pregnant", "citizen_child")),
    Asked("household", "has_any", ("pregnant",)),
    Asked("household", "has_none", ("citizen_child",)),
    Asked(None, "always_ask"),
]
_ASKED = ("us_citizen", "harmed_under_18", "age_now", "household")


def leaf(test: Asked, *, lenient: bool = False, confirm_by: str | None = None, index: int = 0) -> Leaf:
    asks = FIELDS.base(test.field).id if test.field else None
    return Leaf(test, index, asks, lenient and asks is not None, Words("it fits", None), (), confirm_by)


def _grouped(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(children, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        parts.map(lambda found: Group("all", found)),
        parts.map(lambda found: Group("any", found)),
        children.map(lambda found: Group("not", (found,))),
        parts.flatmap(lambda found: st.integers(1, len(found)).map(lambda n: Group("at_least", found, n))),
    )


def _trees(*, deciding: bool) -> st.SearchStrategy[Node]:
    """Only the leaves of a rule can be lenient or wait for somebody to confirm them."""
    made = st.builds(
        leaf,
        st.sampled_from(_TESTS),
        lenient=st.booleans() if deciding else st.just(False),
        confirm_by=st.sampled_from([None, "lawyer"]) if deciding else st.none(),
    )
    return st.recursive(made, _grouped, max_leaves=6)


def numbered(node: Node, start: int) -> Node:
    """The same tree with its leaves counted from a number."""
    if isinstance(node, Leaf):
        return replace(node, index=start)
    parts: list[Node] = []
    for part in node.parts:
        parts.append(numbered(part, start))
        start += len(list(leaves(part)))
    return replace(node, parts=tuple(parts))


def rules_of(rule: Node, turn: tuple[Node, Node | None] | None = None) -> Rules:
    """The rules of one service, tcvap, with this rule and at most one other path."""
    rule = numbered(rule, 0)
    turns: tuple[Turn, ...] = ()
    every = list(leaves(rule))
    if turn is not None:
        when = numbered(turn[0], len(every))
        every += leaves(when)
        unless = numbered(turn[1], len(every)) if turn[1] is not None else None
        every += leaves(unless)
        turns = (Turn(when, unless, Said(Words("go there", None))),)
    version = replace(TCVAP, rule=rule, instead_if=turns, ask_first_if=(), unclear_if=())
    return Rules(FIELDS, {"tcvap": Program("tcvap", (version,))}, tuple(every))


def rows_of(rules: Rules) -> tuple[Row, ...]:
    return table(rules.programs["tcvap"].versions[0], FIELDS)


_SITUATION = st.fixed_dictionaries({name: _raw(FIELDS.by_id[name]) for name in _ASKED})
_TURN = st.none() | st.tuples(_trees(deciding=False), st.none() | _trees(deciding=False))


@settings(deadline=None)
@given(_trees(deciding=True), _TURN, st.lists(_SITUATION, min_size=1, max_size=5))
def test_any_rule_and_its_table_agree(
    rule: Node, turn: tuple[Node, Node | None] | None, raws: list[dict[str, Any]]
) -> None:
    rules = rules_of(rule, turn)
    for raw in raws:
        facts = read(raw)
        found = first(rows_of(rules), states(rules, facts))
        assert found.verdict == result(rules, facts, "tcvap").verdict


# ---------------------------------------------------------------- what rows look like

CITIZEN, YOUNG, CHILD = (
    Asked("us_citizen", "eq", True),
    Asked("harmed_under_18", "eq", True),
    Asked("age_now", "lt", 12),
)


def told(rules: Rules) -> list[tuple[dict[int, str], str]]:
    """Rows as plain words: the states of each criterion joined, and the verdict."""
    return [
        ({index: "/".join(sorted(found)) for index, found in row.states.items()}, row.verdict)
        for row in rows_of(rules)
    ]


def test_at_least_two_of_three_gives_each_pair_a_row() -> None:
    rule = Group("at_least", (leaf(CITIZEN), leaf(YOUNG), leaf(CHILD)), 2)
    pairs = [{0, 1}, {0, 2}, {1, 2}]
    assert told(rules_of(rule)) == [
        *((dict.fromkeys(sorted(pair), "met"), "likely") for pair in pairs),
        *((dict.fromkeys(sorted(pair), "not"), "unlikely") for pair in pairs),
        ({}, "unclear"),
    ]


def test_what_somebody_confirms_holds_nothing_back_while_it_is_open() -> None:
    rule = Group("all", (leaf(CITIZEN), leaf(YOUNG, confirm_by="lawyer")))
    assert told(rules_of(rule))[0] == ({0: "met", 1: "met/open"}, "likely")


def test_a_contrary_answer_that_excludes_nobody_stays_unclear() -> None:
    rule = Group("all", (leaf(CITIZEN), leaf(YOUNG, lenient=True)))
    rows = rows_of(rules_of(rule))
    assert [(row.verdict, row.why) for row in rows if row.states == {1: frozenset({NOT})}] == [
        ("unclear", "stays")
    ]
    assert {1: frozenset({NOT})} not in [row.states for row in rows if row.verdict == "unlikely"]


def test_what_follows_from_another_answer_to_the_same_field_is_left_out() -> None:
    rule = Group("all", (leaf(Asked("age_now", "lt", 18)), leaf(CHILD)))
    assert told(rules_of(rule)) == [({1: "met"}, "likely"), ({1: "not"}, "unlikely"), ({}, "unclear")]


def test_what_is_open_lets_nothing_follow() -> None:
    rule = Group("all", (leaf(CHILD, confirm_by="agency"), leaf(Asked("age_now", "lt", 18))))
    assert told(rules_of(rule))[0] == ({0: "met/open", 1: "met"}, "likely")


def test_what_every_answer_meets_still_has_to_be_answered() -> None:
    assert told(rules_of(leaf(Asked("age_now", "gte", 0)))) == [({0: "met"}, "likely"), ({}, "unclear")]


def test_what_no_answer_can_bring_about_has_no_row() -> None:
    rule = Group("any", (Group("all", (leaf(CHILD), leaf(Asked("age_now", "gte", 12)))), leaf(CITIZEN)))
    assert [found for found, verdict in told(rules_of(rule)) if verdict == "likely"] == [{2: "met"}]


def test_a_row_that_another_path_always_comes_before_is_left_out() -> None:
    rules = rules_of(leaf(CITIZEN), (leaf(Asked("us_citizen", "eq", False)), None))
    assert [(row.verdict, row.why) for row in rows_of(rules)] == [
        ("unlikely", "instead"),
        ("likely", "rule"),
        ("unclear", "else"),
    ]


def test_another_path_waits_until_its_exception_is_not_met() -> None:
    rules = rules_of(leaf(CITIZEN), (leaf(CHILD), leaf(YOUNG)))
    assert told(rules)[0] == ({1: "met", 2: "not"}, "unlikely")


def test_a_rule_that_only_an_agency_can_judge_has_one_row() -> None:
    rows = rows_of(rules_of(leaf(Asked(None, "always_ask"))))
    assert [(row.states, row.why) for row in rows] == [({}, "stays")]


@pytest.mark.parametrize(
    ("changed", "verdict"), [({"withdrawn": True}, "unlikely"), ({"open_to_all": True}, "likely")]
)
def test_withdrawn_and_open_to_all_need_no_answer(changed: dict[str, Any], verdict: str) -> None:
    version: Version = replace(TCVAP, **changed)
    assert [(row.states, row.verdict) for row in table(version, FIELDS)] == [({}, verdict)]
