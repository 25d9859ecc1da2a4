"""Why a service fits or not, what is to be confirmed, what is missing, and what to ask next."""

from pathlib import Path
from typing import Any

import pytest

from knowledge.rules.screen import Reason, Result, screen
from tests.knowledge.rules.made_up import DAY, always_ask, known, leaf, load, turn, version

HERE = leaf("town", "eq", "here")
ADULT = leaf("age", "gte", 18)
WORKS = leaf("works", "eq", True)
HURT = leaf("hurt", "eq", True)
FILED = leaf("steps", "has_any", ["filed"])
SIGNED = leaf("signed", "eq", True, confirm_by="lawyer")
ELSEWHERE = turn(WORKS, "Workers eat at work.", go_to=["bus"])


def lunch(directory: Path, facts: dict[str, Any] | None = None, **entry: Any) -> Result:
    """The result of one service whose only version is this one."""
    rules = load(directory, lunch=version(**entry))
    return screen(rules, known(rules, **(facts or {})), on=DAY, services=["lunch"]).results[0]


def told(reasons: tuple[Reason, ...]) -> list[tuple[str | None, str]]:
    return [(reason.leaf.asks, reason.outcome) for reason in reasons]


# --- the verdict of the rule, and its reasons


def test_a_rule_that_is_met_tells_what_met_it(tmp_path: Path) -> None:
    result = lunch(tmp_path, {"town": "here", "age": 30, "hurt": True}, rule={"all": [HERE, ADULT]})
    assert result.verdict == "likely"
    assert told(result.reasons) == [("town", "met"), ("age", "met")]
    assert (result.missing, result.instead, result.ask_next) == ((), (), None)


def test_of_several_ways_in_only_those_that_are_open_are_told(tmp_path: Path) -> None:
    facts = {"town": "far", "age": 30, "works": True}
    result = lunch(tmp_path, facts, rule={"any": [HERE, ADULT, HURT, WORKS]})
    assert told(result.reasons) == [("age", "met"), ("works", "met")]


def test_a_rule_that_is_not_met_tells_only_what_is_contrary(tmp_path: Path) -> None:
    facts = {"town": "far", "age": 30, "works": False}
    result = lunch(tmp_path, facts, rule={"all": [HERE, ADULT, HURT, WORKS]})
    assert result.verdict == "unlikely"
    assert told(result.reasons) == [("town", "contrary"), ("works", "contrary")]
    assert [one.text.en for one in result.instead] == ["Ask at the desk."]
    assert (result.missing, result.ask_next) == ((), None)


def test_an_open_rule_tells_what_is_met_and_what_is_missing(tmp_path: Path) -> None:
    rule = {"all": [HERE, ADULT, {"any": [WORKS, FILED]}]}
    result = lunch(tmp_path, {"age": 30, "works": False}, rule=rule)
    assert result.verdict == "unclear"
    assert told(result.reasons) == [("town", "unknown"), ("age", "met"), ("steps", "unknown")]
    assert told(result.missing) == [("town", "unknown"), ("steps", "unknown")]
    assert result.instead == ()


def test_an_answer_that_excludes_nobody_leaves_it_to_be_asked_and_not_missing(tmp_path: Path) -> None:
    result = lunch(tmp_path, {"hurt": False}, rule=HURT)
    assert result.verdict == "unclear"
    assert told(result.reasons) == [("hurt", "ask")]
    assert result.missing == ()


def test_what_only_an_agency_judges_is_told_and_never_asked(tmp_path: Path) -> None:
    result = lunch(tmp_path, {"town": "far"}, rule={"any": [HERE, always_ask()]})
    assert result.verdict == "unclear"
    assert told(result.reasons) == [(None, "ask")]
    assert (result.missing, result.ask_next) == ((), None)


@pytest.mark.parametrize(
    ("works", "age", "verdict", "reasons"),
    [
        (True, 10, "likely", [("works", "met"), ("age", "contrary")]),
        (False, 30, "unlikely", [("works", "contrary")]),
    ],
)
def test_under_a_not_the_reason_is_what_it_turns_round(
    tmp_path: Path, works: bool, age: int, verdict: str, reasons: list[tuple[str, str]]
) -> None:
    """Contrary to "18 or older" is what meets "not 18 or older"."""
    rule = {"all": [WORKS, {"not": ADULT}]}
    result = lunch(tmp_path, {"works": works, "age": age}, rule=rule)
    assert result.verdict == verdict
    found = [one for one in told(result.reasons) if one in reasons]
    assert found == reasons


@pytest.mark.parametrize(
    ("facts", "verdict", "reasons"),
    [
        ({"town": "here", "works": True}, "likely", [("town", "met"), ("works", "met")]),
        ({"town": "far", "works": False}, "unlikely", [("town", "contrary"), ("works", "contrary")]),
        ({"town": "here"}, "unclear", [("town", "met"), ("age", "unknown"), ("works", "unknown")]),
    ],
)
def test_at_least_two_of_three(
    tmp_path: Path, facts: dict[str, Any], verdict: str, reasons: list[tuple[str, str]]
) -> None:
    result = lunch(tmp_path, facts, rule={"at_least": {"count": 2, "of": [HERE, ADULT, WORKS]}})
    assert (result.verdict, told(result.reasons)) == (verdict, reasons)


# --- what is to be confirmed


def test_what_a_lawyer_confirms_holds_nothing_back_and_is_told(tmp_path: Path) -> None:
    result = lunch(tmp_path, {"town": "here"}, rule={"all": [HERE, SIGNED]})
    assert result.verdict == "likely"
    assert told(result.reasons) == [("town", "met"), ("signed", "to_confirm")]
    assert result.reasons[1].leaf.confirm_by == "lawyer"


def test_it_is_unclear_once_the_answer_to_it_was_contrary(tmp_path: Path) -> None:
    result = lunch(tmp_path, {"town": "here", "signed": False}, rule={"all": [HERE, SIGNED]})
    assert result.verdict == "unclear"
    assert told(result.reasons) == [("town", "met"), ("signed", "ask")]


def test_it_does_not_stand_for_what_is_missing_beside_it(tmp_path: Path) -> None:
    result = lunch(tmp_path, {}, rule={"all": [HERE, SIGNED]})
    assert result.verdict == "unclear"
    assert told(result.reasons) == [("town", "unknown"), ("signed", "to_confirm")]
    assert told(result.missing) == [("town", "unknown")]


def test_it_lifts_nothing_that_is_contrary(tmp_path: Path) -> None:
    assert lunch(tmp_path, {"town": "far"}, rule={"all": [HERE, SIGNED]}).verdict == "unlikely"


def test_a_way_in_that_is_met_needs_no_confirmation(tmp_path: Path) -> None:
    result = lunch(tmp_path, {"town": "here"}, rule={"any": [HERE, SIGNED]})
    assert told(result.reasons) == [("town", "met")]


# --- missing, and the question to ask next


def test_each_field_is_missing_once_with_the_first_criterion_that_waits_for_it(tmp_path: Path) -> None:
    granted = leaf("steps", "has_any", ["granted"])
    result = lunch(tmp_path, {}, rule={"all": [{"any": [granted, FILED]}, HERE]})
    assert told(result.missing) == [("steps", "unknown"), ("town", "unknown")]
    assert result.missing[0].leaf.test.value == ("granted",)


def test_a_derived_criterion_asks_for_the_field_it_is_made_of(tmp_path: Path) -> None:
    rule = {"all": [leaf("is_minor", "eq", True), leaf("years_since_start", "lte", 3)]}
    assert told(lunch(tmp_path, {}, rule=rule).missing) == [("age", "unknown"), ("start_day", "unknown")]


def test_what_cannot_settle_it_any_more_is_not_missing(tmp_path: Path) -> None:
    """The first way in is shut by the town, so whether somebody works changes nothing."""
    rule = {"any": [{"all": [HERE, WORKS]}, ADULT]}
    assert told(lunch(tmp_path, {"town": "far"}, rule=rule).missing) == [("age", "unknown")]


def test_what_is_sensitive_is_asked_after_all_else(tmp_path: Path) -> None:
    result = lunch(tmp_path, {}, rule={"all": [HURT, FILED, ADULT]})
    assert result.ask_next == "age"


def test_what_is_for_professionals_is_asked_last_of_all(tmp_path: Path) -> None:
    rule = {"all": [leaf("signed", "eq", True), HURT]}
    assert lunch(tmp_path, {}, rule=rule).ask_next == "hurt"


def test_what_was_skipped_stays_missing_and_is_not_asked_again(tmp_path: Path) -> None:
    result = lunch(tmp_path, {"town": "not_sure"}, rule={"all": [HERE, HURT]})
    assert told(result.missing) == [("town", "unknown"), ("hurt", "unknown")]
    assert result.ask_next == "hurt"


def test_nothing_is_asked_when_everything_was_skipped(tmp_path: Path) -> None:
    result = lunch(tmp_path, {"town": "not_sure", "hurt": "prefer_not_say"}, rule={"all": [HERE, HURT]})
    assert (result.verdict, result.ask_next) == ("unclear", None)
    assert result.ask_whom == ("lunch",)


def test_all_services_together_ask_what_settles_most_of_them(tmp_path: Path) -> None:
    rules = load(
        tmp_path,
        lunch=version(rule={"all": [HERE, WORKS]}),
        bus=version(rule=WORKS),
        desk=version(rule={"all": [HERE, ADULT]}),
    )
    screening = screen(rules, known(rules), on=DAY)
    assert screening.ask_next == "works"
    assert [result.ask_next for result in screening.results] == ["works", "works", "town"]


def test_nothing_is_asked_when_all_is_decided(tmp_path: Path) -> None:
    rules = load(tmp_path, lunch=version(rule=HERE), bus=version())
    assert screen(rules, known(rules, town="far"), on=DAY).ask_next is None
