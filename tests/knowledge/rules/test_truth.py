"""What each question put to each type of field comes to, known in full, in part, or not at all."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.rules import criteria
from knowledge.rules.kleene import Truth
from knowledge.rules.load import Rules
from knowledge.rules.truth import put, truths
from tests.knowledge.rules.made_up import DAY, always_ask, known, leaf, load, turn, version

ONLY_THESE = {"complete": True}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    return load(tmp_path_factory.mktemp("facts"), bus=version())


def ask(rules: Rules, field: str, op: str, value: Any, on: date = DAY, **raw: Any) -> Truth:
    wanted = tuple(value) if isinstance(value, list) else value
    return put(rules.fields, criteria.Test(field, op, wanted), known(rules, on, **raw))


@pytest.mark.parametrize("wanted", [True, False])
def test_a_boolean_is_equal_or_not(rules: Rules, wanted: bool) -> None:
    assert ask(rules, "works", "eq", wanted, works=wanted) is True
    assert ask(rules, "works", "eq", wanted, works=not wanted) is False


@pytest.mark.parametrize(
    ("op", "value", "town", "truth"),
    [
        ("eq", "here", "here", True),
        ("eq", "here", "far", False),
        ("in", ["here", "near"], "near", True),
        ("in", ["here", "near"], "far", False),
    ],
)
def test_an_enum_is_one_of_its_values(rules: Rules, op: str, value: Any, town: str, truth: Truth) -> None:
    assert ask(rules, "town", op, value, town=town) is truth


@pytest.mark.parametrize(
    ("op", "age", "truth"),
    [
        ("lt", 17, True),
        ("lt", 18, False),
        ("lte", 18, True),
        ("lte", 19, False),
        ("gte", 18, True),
        ("gte", 17, False),
        ("lt", [12, 17], True),
        ("lt", [18, 30], False),
        ("lt", [17, 18], None),
        ("lte", [17, 18], True),
        ("lte", [18, 19], None),
        ("lte", [19, 20], False),
        ("gte", [18, 40], True),
        ("gte", [17, 18], None),
        ("gte", [0, 17], False),
        ("gte", [0, 120], None),
    ],
)
def test_a_range_decides_only_when_both_its_ends_agree(
    rules: Rules, op: str, age: int | list[int], truth: Truth
) -> None:
    assert ask(rules, "age", op, 18, age=age) is truth


@pytest.mark.parametrize(
    ("harms", "has_any"),
    [
        (["theft"], True),
        (["theft", "fraud"], True),
        (["theft", "not_sure"], True),
        ({"values": ["theft"], **ONLY_THESE}, True),
        (["fraud"], None),
        ([], None),
        (["none"], None),
        ({"values": ["fraud"]}, None),
        ({"values": ["fraud"], "complete": False}, None),
        ({"values": ["fraud"], **ONLY_THESE}, False),
        ({"values": [], **ONLY_THESE}, False),
        ({"values": ["none"], **ONLY_THESE}, False),
        ({"values": ["fraud", "not_sure"], **ONLY_THESE}, None),
        ({"values": ["fraud", "prefer_not_say"], **ONLY_THESE}, None),
    ],
)
def test_a_set_lacks_something_only_when_all_of_it_was_answered(
    rules: Rules, harms: Any, has_any: Truth
) -> None:
    wanted = ["theft", "threat"]
    assert ask(rules, "harms", "has_any", wanted, harms=harms) is has_any
    has_none = None if has_any is None else not has_any
    assert ask(rules, "harms", "has_none", wanted, harms=harms) is has_none


EVERY_TEST = [
    ("works", "eq", True),
    ("town", "eq", "here"),
    ("town", "in", ["here"]),
    ("age", "lt", 18),
    ("age", "lte", 18),
    ("age", "gte", 18),
    ("harms", "has_any", ["theft"]),
    ("harms", "has_none", ["theft"]),
    ("is_minor", "eq", True),
    ("nearby", "eq", False),
    ("is_here", "eq", False),
    ("idle", "eq", True),
    ("any_step", "eq", True),
    ("no_theft", "eq", False),
    ("years_since_last", "lt", 3),
    ("years_since_last", "lte", 3),
    ("years_since_last", "gte", 3),
]


@pytest.mark.parametrize(("field", "op", "value"), EVERY_TEST)
def test_what_is_not_known_is_unknown_to_every_test(rules: Rules, field: str, op: str, value: Any) -> None:
    assert ask(rules, field, op, value) is None
    nothing = {name: None for name in rules.fields.by_id}
    assert ask(rules, field, op, value, **nothing) is None
    skipped = {name: "prefer_not_say" for name in rules.fields.by_id}
    assert ask(rules, field, op, value, **skipped) is None


@pytest.mark.parametrize(
    ("field", "facts", "truth"),
    [
        ("is_minor", {"age": 17}, True),
        ("is_minor", {"age": 18}, False),
        ("is_minor", {"age": [17, 18]}, None),
        ("nearby", {"town": "near"}, True),
        ("nearby", {"town": "far"}, False),
        ("is_here", {"town": "here"}, True),
        ("is_here", {"town": "near"}, False),
        ("idle", {"works": False}, True),
        ("idle", {"works": True}, False),
        ("any_step", {"steps": ["granted"]}, True),
        ("any_step", {"steps": ["closed"]}, None),
        ("any_step", {"steps": {"values": ["closed"], **ONLY_THESE}}, False),
        ("no_theft", {"harms": ["theft"]}, False),
        ("no_theft", {"harms": {"values": ["fraud"], **ONLY_THESE}}, True),
        ("no_theft", {"harms": ["fraud"]}, None),
    ],
)
def test_a_derived_field_is_worked_out_of_its_own(
    rules: Rules, field: str, facts: dict[str, Any], truth: Truth
) -> None:
    assert ask(rules, field, "eq", True, **facts) is truth
    assert ask(rules, field, "eq", False, **facts) is (None if truth is None else not truth)


@pytest.mark.parametrize(
    ("last_day", "on", "lt", "lte", "gte"),
    [
        ("2023-11-23", date(2026, 11, 22), True, True, False),
        ("2023-11-22", date(2026, 11, 22), False, True, True),
        ("2023-11-21", date(2026, 11, 22), False, False, True),
        ("2026-11-22", date(2026, 11, 22), True, True, False),
        # 29 February: a year without one has the anniversary on 1 March, the later day.
        ("2020-02-29", date(2023, 2, 28), True, True, False),
        ("2020-02-29", date(2023, 3, 1), False, True, True),
        ("2020-02-29", date(2023, 3, 2), False, False, True),
        ("2020-02-28", date(2023, 2, 28), False, True, True),
        ("2021-03-01", date(2024, 2, 29), True, True, False),
        # A month or a year is every day of it.
        ("2023-11", date(2026, 11, 22), None, None, None),
        ("2023-12", date(2026, 11, 22), True, True, False),
        ("2023-10", date(2026, 11, 22), False, False, True),
        ("2023", date(2026, 11, 22), None, None, None),
        ("2022", date(2026, 11, 22), False, False, True),
        ("2024", date(2026, 11, 22), True, True, False),
        (2022, date(2026, 11, 22), False, False, True),
        # The month and the year of the day itself end on that day.
        ("2026", date(2026, 11, 22), True, True, False),
        ("2023-11", date(2026, 11, 1), None, True, None),
        ("2023-11", date(2026, 11, 30), False, None, True),
    ],
)
def test_years_since_a_day_are_whole_on_the_anniversary(
    rules: Rules, last_day: str | int, on: date, lt: Truth, lte: Truth, gte: Truth
) -> None:
    found = [ask(rules, "years_since_last", op, 3, on, last_day=last_day) for op in ("lt", "lte", "gte")]
    assert found == [lt, lte, gte]


def test_years_since_leap_day_are_whole_on_leap_day(rules: Rules) -> None:
    on = date(2024, 2, 29)
    assert ask(rules, "years_since_last", "lte", 4, on, last_day="2020-02-29") is True
    assert ask(rules, "years_since_last", "gte", 4, on, last_day="2020-02-29") is True


def test_years_only_grow_as_days_pass(rules: Rules) -> None:
    """From any day on, once three years have gone by they stay gone by."""
    for start in (date(2019, 2, 28), date(2020, 2, 28), date(2020, 2, 29), date(2020, 3, 1)):
        days = [date.fromordinal(start.toordinal() + step) for step in range(1090, 1105)]
        past = [ask(rules, "years_since_last", "gte", 3, day, last_day=start.isoformat()) for day in days]
        assert past == sorted(past, key=bool)
        assert past[0] is False
        assert past[-1] is True


def outcome(directory: Path, node: dict[str, Any], **facts: Any) -> tuple[str, Truth, Truth]:
    """What one leaf that stands alone comes to, its truth, and its truth once confirmed."""
    rules = load(directory, lunch=version(rule=node))
    found = truths(rules.fields, rules.leaves, known(rules, **facts))
    return found.outcomes[0], found.plain[0], found.lifted[0]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"works": True}, ("met", True, True)),
        ({"works": False}, ("contrary", False, False)),
        ({}, ("unknown", None, None)),
        ({"works": "not_sure"}, ("unknown", None, None)),
    ],
)
def test_a_criterion_is_met_contrary_or_unknown(
    tmp_path: Path, facts: dict[str, Any], expected: tuple[str, Truth, Truth]
) -> None:
    assert outcome(tmp_path, leaf("works", "eq", True), **facts) == expected


@pytest.mark.parametrize(
    ("node", "facts"),
    [
        (leaf("hurt", "eq", True), {"hurt": False}),
        (leaf("people", "lte", 3), {"people": 9}),
        (leaf("steps", "has_any", ["filed"]), {"steps": {"values": [], **ONLY_THESE}}),
        (leaf("any_step", "eq", True), {"steps": {"values": [], **ONLY_THESE}}),
        (leaf("years_since_last", "lte", 3), {"last_day": "2001"}),
    ],
)
def test_a_contrary_answer_is_left_open_where_the_field_excludes_nobody(
    tmp_path: Path, node: dict[str, Any], facts: dict[str, Any]
) -> None:
    assert outcome(tmp_path, node, **facts) == ("ask", None, None)


def test_a_derived_field_of_one_that_may_exclude_excludes(tmp_path: Path) -> None:
    node = leaf("years_since_start", "lte", 3)
    assert outcome(tmp_path, node, start_day="2001") == ("contrary", False, False)


def test_what_only_an_agency_can_judge_is_always_asked(tmp_path: Path) -> None:
    assert outcome(tmp_path, always_ask(), works=True) == ("ask", None, None)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ("to_confirm", None, True)),
        ({"signed": "not_sure"}, ("to_confirm", None, True)),
        ({"signed": True}, ("met", True, True)),
        # It was answered, so nobody takes it as confirmed.
        ({"signed": False}, ("ask", None, None)),
    ],
)
def test_only_what_nobody_answered_is_left_to_be_confirmed(
    tmp_path: Path, facts: dict[str, Any], expected: tuple[str, Truth, Truth]
) -> None:
    node = leaf("signed", "eq", True, confirm_by="lawyer")
    assert outcome(tmp_path, node, **facts) == expected


def test_a_contrary_answer_to_what_is_to_be_confirmed_counts(tmp_path: Path) -> None:
    node = leaf("works", "eq", True, confirm_by="agency")
    assert outcome(tmp_path, node, works=False) == ("contrary", False, False)


def test_a_half_known_answer_is_still_to_be_confirmed(tmp_path: Path) -> None:
    node = leaf("age", "gte", 18, confirm_by="agency")
    assert outcome(tmp_path, node, age=[17, 18]) == ("to_confirm", None, True)


def test_a_turn_takes_a_contrary_answer_as_it_is(tmp_path: Path) -> None:
    """instead_if acts on what a person has said, so its leaves are not left open."""
    rule = leaf("town", "eq", "here")
    rules = load(
        tmp_path, lunch=version(rule=rule, instead_if=[turn(leaf("hurt", "eq", True), "Elsewhere.")])
    )
    found = truths(rules.fields, rules.leaves, known(rules, hurt=False))
    assert found.outcomes == ["unknown", "contrary"]
