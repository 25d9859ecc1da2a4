"""Reading what is known: every type right and wrong, every mistake told, and no answer ever repeated."""

import json
from datetime import date
from typing import Any

import pytest

from knowledge.errors import KnowledgeError
from knowledge.rules.facts import Between, Facts, FactsRefused, SetOf
from knowledge.rules.load import Rules, load_rules
from tests.knowledge.rules.made_up import BASE, DAY, known

DEEP = json.loads("[" * 400 + "]" * 400)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules(BASE)


def refused(rules: Rules, **raw: Any) -> FactsRefused:
    with pytest.raises(FactsRefused) as caught:
        known(rules, **raw)
    return caught.value


def a_set(*values: str, closed: bool = False) -> SetOf:
    return SetOf(frozenset(values), closed)


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        ("works", True, True),
        ("works", False, False),
        ("town", "near", "near"),
        ("age", 0, Between(0, 0)),
        ("age", 120, Between(120, 120)),
        ("age", [16, 17], Between(16, 17)),
        ("people", 10**9, Between(10**9, 10**9)),
        ("harms", ["theft", "fraud"], a_set("theft", "fraud")),
        ("harms", ["theft", "theft"], a_set("theft")),
        ("harms", [], a_set()),
        ("harms", ["none"], a_set()),
        ("harms", ["theft", "not_sure"], a_set("theft")),
        ("harms", {"values": ["theft"]}, a_set("theft")),
        ("harms", {"values": ["theft"], "complete": False}, a_set("theft")),
        ("harms", {"values": ["theft"], "complete": True}, a_set("theft", closed=True)),
        ("harms", {"values": [], "complete": True}, a_set(closed=True)),
        ("harms", {"values": ["none"], "complete": True}, a_set(closed=True)),
        ("harms", {"values": ["theft", "not_sure"], "complete": True}, a_set("theft")),
        ("wishes", ["food"], a_set("food")),
        ("last_day", "2020-02-29", Between(date(2020, 2, 29), date(2020, 2, 29))),
        ("last_day", "2020-02", Between(date(2020, 2, 1), date(2020, 2, 29))),
        ("last_day", "2020", Between(date(2020, 1, 1), date(2020, 12, 31))),
        ("last_day", 2020, Between(date(2020, 1, 1), date(2020, 12, 31))),
        ("last_day", "1900", Between(date(1900, 1, 1), date(1900, 12, 31))),
        ("last_day", "2026-11-22", Between(DAY, DAY)),
        ("last_day", "2026", Between(date(2026, 1, 1), DAY)),
        ("last_day", "2026-11", Between(date(2026, 11, 1), DAY)),
    ],
)
def test_an_answer_is_read_as_its_type(rules: Rules, field: str, value: Any, read: Any) -> None:
    assert known(rules, **{field: value}) == Facts({field: read}, frozenset(), DAY)


BOOLEAN, ENUM, LIST = "is not true or false", "is not one of its values", "is not a list"
ITEM, NUMBER = "holds something that is not one of its values", "is not a whole number"
RANGE, WRITTEN = "is out of range", "is not a date"
CALENDAR, FUTURE, KEYS = "is no date of the calendar", "is not in the past", "has unknown keys"


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        *[("works", value, BOOLEAN) for value in (1, 0, "true", "yes", [True], {}, [], 0.0, DEEP)],
        *[("town", value, ENUM) for value in ("Here", "", "moon", 1, True, ["here"], {"here": 1}, DEEP)],
        *[("harms", value, LIST) for value in ("theft", 1, True, 0.5, {}, {"values": "theft"}, "")],
        ("harms", {"values": ["theft"], "complete": "yes"}, LIST),
        ("harms", {"values": ["theft"], "complete": None}, LIST),
        ("harms", {"values": ["theft"], "all": True}, KEYS),
        ("harms", {"values": ["not_sure"], "all": True}, KEYS),
        *[("harms", value, ITEM) for value in (["moon"], ["theft", 1], [["theft"]], [None], [{}], DEEP)],
        ("wishes", ["none"], ITEM),
        *[
            ("age", value, NUMBER)
            for value in ("17", 17.0, float("nan"), True, [], [17], [1, 2, 3], {}, DEEP)
        ],
        ("age", [16, None], NUMBER),
        ("age", [True, 18], NUMBER),
        *[("age", value, RANGE) for value in (-1, 121, [18, 16], [-5, 20], [20, 500], 10**20)],
        ("people", 10**9 + 1, RANGE),
        *[
            ("last_day", value, WRITTEN)
            for value in (
                *(
                    "",
                    "yesterday",
                    "2020-1-1",
                    "2020/01/01",
                    "20200101",
                    "2020-01-01T00:00",
                    "2020\n",
                    " 2020",
                ),
                *("-2020", "２０２０", "٢٠٢٠", True, 20.5, 0, 202, -2020, 10**20, ["2020"], {}, DEEP),
            )
        ],
        *[
            ("last_day", value, CALENDAR)
            for value in ("2021-02-29", "2020-13", "2020-00", "2020-00-10", "2020-05-00", "0000")
        ],
        *[
            ("last_day", value, FUTURE)
            for value in ("2026-11-23", "2026-12", "2027", 2030, "1899", "1899-12-31")
        ],
    ],
)
def test_an_answer_of_another_kind_is_refused(rules: Rules, field: str, value: Any, what: str) -> None:
    (problem,) = refused(rules, **{field: value}).problems
    assert problem.field == field
    assert problem.what.startswith(what)
    assert problem.mend


@pytest.mark.parametrize("field", ["age", "people", "last_day"])
def test_a_number_of_thousands_of_digits_is_refused(rules: Rules, field: str) -> None:
    """Python itself raises when it is to write one out."""
    assert refused(rules, **{field: 10**5000}).problems[0].what in {RANGE, WRITTEN}


@pytest.mark.parametrize("field", ["works", "town", "age", "harms", "last_day"])
def test_null_is_as_good_as_absent(rules: Rules, field: str) -> None:
    assert known(rules, **{field: None}) == known(rules) == Facts({}, frozenset(), DAY)


@pytest.mark.parametrize("field", ["works", "town", "age", "harms", "last_day"])
@pytest.mark.parametrize(
    "answer", ["not_sure", "prefer_not_say", ["not_sure"], {"values": ["prefer_not_say"]}]
)
def test_every_question_may_be_skipped(rules: Rules, field: str, answer: Any) -> None:
    assert known(rules, **{field: answer}) == Facts({}, frozenset({field}), DAY)


def test_saying_not_sure_to_a_whole_list_skips_it(rules: Rules) -> None:
    facts = known(rules, harms={"values": ["not_sure", "prefer_not_say"], "complete": True})
    assert facts == Facts({}, frozenset({"harms"}), DAY)


def test_what_was_chosen_beside_not_sure_is_kept_and_not_skipped(rules: Rules) -> None:
    assert known(rules, harms=["theft", "not_sure"]).skipped == frozenset()


def test_an_unknown_field_is_refused_with_the_way_to_the_list(rules: Rules) -> None:
    (problem,) = refused(rules, shoe_size=42).problems
    assert (problem.field, problem.what) == ("shoe_size", "is not a field")
    assert "/api/v1/screenings/fields" in problem.mend


def test_an_unknown_field_is_refused_even_when_it_is_null(rules: Rules) -> None:
    assert refused(rules, shoe_size=None).problems[0].field == "shoe_size"


@pytest.mark.parametrize(("name", "base"), [("is_minor", "age"), ("years_since_last", "last_day")])
def test_a_derived_field_is_not_given_but_worked_out(rules: Rules, name: str, base: str) -> None:
    (problem,) = refused(rules, **{name: True}).problems
    assert problem.what == "is worked out, never given"
    assert problem.mend == f"give {base}, from which it is worked out"


def test_every_problem_is_told_at_once(rules: Rules) -> None:
    error = refused(rules, works="x", age=17, town="x", is_minor=True, shoes=1)
    assert [problem.field for problem in error.problems] == ["works", "town", "is_minor", "shoes"]
    assert isinstance(error, KnowledgeError)
    assert error.code == "situation_refused"


def test_ten_thousand_facts_are_read_or_refused_one_by_one(rules: Rules) -> None:
    error = refused(rules, **{f"fact_{number}": DEEP for number in range(10_000)})
    assert len(error.problems) == 10_000
    many = known(rules, harms=["theft", "fraud"] * 10_000)
    assert many.known["harms"] == a_set("theft", "fraud")


def test_a_long_name_of_a_field_is_cut(rules: Rules) -> None:
    (problem,) = refused(rules, **{"x" * 10_000: 1}).problems
    assert problem.field == "x" * 60


SECRET = "my stepfather +19255550100"


@pytest.mark.parametrize(
    "field", ["works", "town", "age", "harms", "steps", "last_day", "wishes", "shoe_size"]
)
@pytest.mark.parametrize(
    "value",
    [
        SECRET,
        [SECRET],
        [SECRET, SECRET],
        {"values": [SECRET]},
        {"values": SECRET, "complete": True},
        {SECRET: SECRET},
        [[SECRET]],
    ],
)
def test_what_a_person_wrote_never_stands_in_an_error(rules: Rules, field: str, value: Any) -> None:
    error = refused(rules, **{field: value})
    told = [str(error), repr(error), *(f"{one.what} {one.mend}" for one in error.problems)]
    assert not [text for text in told if "stepfather" in text or "5550100" in text]
    assert error.__context__ is None
    assert error.__cause__ is None


def test_an_impossible_day_leaves_no_trace_of_itself_in_the_error(rules: Rules) -> None:
    error = refused(rules, last_day="2021-02-29")
    assert "2021" not in str(error) + error.problems[0].mend
    assert error.__context__ is None
