"""What a posted form says of a situation: every kind of field, taken and refused."""

from datetime import date
from typing import Any

import pytest

from knowledge.rules.facts import Between, SetOf
from knowledge.rules.fields import SKIPS
from knowledge.rules.load import load_rules
from navigator_api.web.situation_form import (
    GROUPS,
    LONGEST,
    Situation,
    answered_words,
    field_views,
    given_by,
    read_situation,
)

DAY = date(2026, 11, 22)
FIELDS = load_rules().fields
OWN = {"true": "Yes", "false": "No", "not_sure": "Not sure", "prefer_not_say": "Rather not say"}


def read(**posted: Any) -> Situation:
    pairs = [
        (name.replace("__", "."), one)
        for name, value in posted.items()
        for one in (value if isinstance(value, list) else [value])
    ]
    return read_situation(FIELDS, given_by(pairs), DAY)


def test_every_field_stands_in_one_group_and_steps_on_immigration_come_last() -> None:
    every = [name for group in GROUPS.values() for name in group]
    assert sorted(every) == sorted(FIELDS.by_id)
    assert list(GROUPS)[-1] == "steps"


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("us_citizen", "true", True),
        ("us_citizen", "false", False),
        ("place_now", "alameda", "alameda"),
        ("harm_types", ["stalking", "labor_trafficking"], SetOf({"stalking", "labor_trafficking"}, False)),
        ("harm_types", "none", SetOf(frozenset(), True)),
        ("age_now", "17", Between(17, 17)),
        ("age_now", "16-17", Between(16, 17)),
        ("age_now", "16 – 17", Between(16, 17)),
        ("age_now", "16 to 17", Between(16, 17)),
        ("monthly_income", "$1,200", Between(1200, 1200)),
        ("harm_last_date", "2019", Between(date(2019, 1, 1), date(2019, 12, 31))),
        ("harm_last_date", "2019-11", Between(date(2019, 11, 1), date(2019, 11, 30))),
        ("harm_last_date", "3/2019", Between(date(2019, 3, 1), date(2019, 3, 31))),
        ("harm_last_date", "2026-11-21", Between(date(2026, 11, 21), date(2026, 11, 21))),
    ],
)
def test_every_type_of_answer_is_taken(name: str, typed: Any, value: Any) -> None:
    found = read(**{name: typed})
    assert dict(found.facts.known) == {name: value}
    assert found.wrong == ()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("us_citizen", "maybe"),
        ("place_now", "atlantis"),
        ("harm_types", ["stalking", "zzz"]),
        ("age_now", "old"),
        ("age_now", "17-16"),
        ("age_now", "121"),
        ("age_now", "-3"),
        ("household_size", "1.5"),
        ("harm_last_date", "soon"),
        ("harm_last_date", "2027"),
        ("harm_last_date", "2019-02-30"),
        ("harm_last_date", "13/2019"),
        ("harm_last_date", "1" * 400),
    ],
)
def test_every_type_refuses_what_it_is_not_and_the_rest_still_counts(name: str, typed: Any) -> None:
    found = read(**{name: typed}, disability_or_blind="true")
    assert found.wrong == (name,)
    assert dict(found.facts.known) == {"disability_or_blind": True}
    assert found.given[name] == tuple(typed if isinstance(typed, list) else [typed])


@pytest.mark.parametrize("skip", sorted(SKIPS))
@pytest.mark.parametrize("name", sorted(FIELDS.by_id))
def test_every_field_can_be_skipped_and_is_then_unknown(name: str, skip: str) -> None:
    typed = name + ("__band" if FIELDS.by_id[name].type in ("number", "partial_date") else "")
    found = read(**{typed: skip})
    assert found.facts.known == {}
    assert found.facts.skipped == {name}
    assert found.wrong == ()


def test_a_band_is_a_range_and_what_is_typed_wins_over_it() -> None:
    assert read(age_now__band="28-54").facts.known["age_now"] == Between(28, 54)
    assert read(age_now__band="28-54", age_now="30").facts.known["age_now"] == Between(30, 30)


def test_a_list_is_whole_only_when_that_is_said() -> None:
    assert read(harm_types="stalking", harm_types__complete="1").facts.known["harm_types"].closed
    assert read(harm_types__complete="1").facts.known["harm_types"] == SetOf(frozenset(), True)
    assert read(harm_types="stalking").partly == {"harm_types"}
    assert read(harm_types="stalking", harm_types__complete="1").partly == frozenset()


@pytest.mark.parametrize(
    ("answer", "beside", "fact"),
    [
        ("us_citizen=true", {}, True),
        ("place_now=alameda", {}, "alameda"),
        ("age_now=28-54", {}, Between(28, 54)),
        ("age_now", {"next__age_now": "31"}, Between(31, 31)),
        ("harm_types", {"next__harm_types": ["stalking"]}, SetOf({"stalking"}, False)),
        (
            "harm_types",
            {"next__harm_types": "stalking", "next__harm_types__complete": "1"},
            SetOf({"stalking"}, True),
        ),
        ("harm_last_date", {"next__harm_last_date": "2019"}, Between(date(2019, 1, 1), date(2019, 12, 31))),
    ],
)
def test_the_question_beside_the_results_is_answered_there(answer: str, beside: Any, fact: Any) -> None:
    name = answer.partition("=")[0]
    found = read(answer=answer, **beside)
    assert found.facts.known[name] == fact
    assert found.said
    assert not found.given


def test_such_an_answer_is_kept_taken_back_and_overruled_by_the_form() -> None:
    assert read(said__place_now="alameda").facts.known == {"place_now": "alameda"}
    assert read(said__place_now="alameda", drop="place_now").facts.known == {}
    overruled = read(said__place_now="alameda", place_now="contra_costa")
    assert overruled.facts.known == {"place_now": "contra_costa"}
    assert overruled.said == {}
    newer = read(said__place_now="alameda", answer="place_now=los_angeles")
    assert newer.facts.known == {"place_now": "los_angeles"}


@pytest.mark.parametrize("answer", ["", "=", "zzz=1", "zzz", "age_now", "__class__=1"])
def test_a_button_that_answers_nothing_changes_nothing(answer: str) -> None:
    assert read(answer=answer).facts.known == {}


@pytest.mark.parametrize(
    ("posted", "missing"),
    [
        ({"answer": "harm_types"}, "harm_types"),
        ({"answer": "age_now"}, "age_now"),
        ({"answer": "harm_types", "next__harm_types": "stalking"}, None),
        ({"answer": "harm_types", "next__harm_types__complete": "1"}, None),
        ({"answer": "age_now=28-54"}, None),
        ({"answer": "no_field"}, None),
        ({}, None),
    ],
)
def test_a_button_pressed_without_an_answer_is_told(posted: Any, missing: str | None) -> None:
    assert read(**posted).unanswered == missing


def test_inputs_are_cut_and_files_and_empty_ones_left_out() -> None:
    found = given_by([("a", "x" * 1000), ("b", "  "), ("c", object()), ("d", "1\x002")])
    assert found == {"a": ("x" * LONGEST,), "d": ("1 2",)}


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_answer_of_every_field_has_its_words(language: str) -> None:
    views = field_views(FIELDS, language, OWN)
    for name, view in views.items():
        assert view.question
        assert view.why
        offered = {choice.id for choice in view.choices}
        assert offered >= SKIPS | set(FIELDS.by_id[name].values)
        for choice in view.choices:
            typed = name + (".band" if view.type in ("number", "partial_date") else "")
            situation = read_situation(FIELDS, {typed: (choice.id,)}, DAY)
            assert situation.wrong == (), (name, choice.id)
            assert answered_words(view, {typed: (choice.id,)}) == choice.label
