"""What a screening says of a service: in which order it decides, and what it tells with it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import KnowledgeError
from knowledge.rules.load import Rules
from knowledge.rules.screen import Reason, Result, Screening, UnknownServices, screen
from tests.knowledge.rules.made_up import DAY, known, leaf, load, said, turn, version

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


# --- the order in which it decides


@pytest.mark.parametrize("more", [{}, {"rule": HERE}, {"rule": HERE, "instead_if": [ELSEWHERE]}])
def test_a_withdrawn_service_never_fits_and_says_where_to_go(tmp_path: Path, more: dict[str, Any]) -> None:
    result = lunch(tmp_path, {"town": "here"}, status="withdrawn", **more)
    assert result.verdict == "unlikely"
    assert [one.go_to for one in result.instead] == [("desk",)]


def test_a_service_open_to_all_fits_everybody(tmp_path: Path) -> None:
    result = lunch(tmp_path, {"works": True}, gives=[said("Soup")])
    assert result.verdict == "likely"
    assert result.instead == ()
    assert told(result.reasons) == [(None, "met")]
    assert result.reasons[0].leaf.text.en == "Who"
    assert result.reasons[0].leaf.citations[0].title == "The kitchen's page"


def test_another_path_comes_before_the_rule(tmp_path: Path) -> None:
    result = lunch(tmp_path, {"town": "here", "works": True}, rule=HERE, instead_if=[ELSEWHERE])
    assert result.verdict == "unlikely"
    assert [one.text.en for one in result.instead] == ["Workers eat at work."]
    assert told(result.reasons) == [("works", "instead")]


def test_a_doubt_makes_unclear_what_was_likely(tmp_path: Path) -> None:
    doubt = turn(leaf("works", "eq", True), "It may be closed.", ask=["desk"])
    result = lunch(tmp_path, {"town": "here", "works": True}, rule=HERE, unclear_if=[doubt])
    assert result.verdict == "unclear"
    assert told(result.reasons) == [("town", "met"), ("works", "ask")]
    assert [one.text.en for one in result.notes] == ["It may be closed."]
    assert result.ask_whom == ("desk",)


def test_a_doubt_raises_nothing_that_the_rule_leads_elsewhere(tmp_path: Path) -> None:
    doubt = turn(leaf("works", "eq", True), "It may be closed.")
    result = lunch(tmp_path, {"town": "far", "works": True}, rule=HERE, unclear_if=[doubt])
    assert result.verdict == "unlikely"
    assert result.notes == ()


def test_another_path_comes_before_a_doubt(tmp_path: Path) -> None:
    doubt = turn(leaf("works", "eq", True), "It may be closed.")
    result = lunch(tmp_path, {"works": True}, rule=HERE, instead_if=[ELSEWHERE], unclear_if=[doubt])
    assert result.verdict == "unlikely"
    assert result.notes == ()


def test_a_doubt_that_is_not_sure_changes_nothing(tmp_path: Path) -> None:
    doubt = turn(leaf("works", "eq", True), "It may be closed.")
    assert lunch(tmp_path, {"town": "here"}, rule=HERE, unclear_if=[doubt]).verdict == "likely"


def test_what_nobody_said_leads_to_no_other_path(tmp_path: Path) -> None:
    result = lunch(tmp_path, {"town": "here"}, rule=HERE, instead_if=[ELSEWHERE])
    assert result.verdict == "likely"


@pytest.mark.parametrize(
    ("steps", "verdict"),
    [(["filed"], "likely"), ({"values": [], "complete": True}, "unlikely"), (["closed"], "likely")],
)
def test_another_path_is_left_out_when_its_unless_is_so(tmp_path: Path, steps: Any, verdict: str) -> None:
    """What is unknown never leads elsewhere: an `unless` that nobody answered in full spares."""
    path = turn(WORKS, "Workers eat at work.", unless=FILED)
    facts = {"town": "here", "works": True, "steps": steps}
    assert lunch(tmp_path, facts, rule=HERE, instead_if=[path]).verdict == verdict


def test_every_path_that_acts_is_named_in_the_order_of_the_file(tmp_path: Path) -> None:
    paths = [ELSEWHERE, turn(HURT, "Not this one."), turn(ADULT, "Adults ask at the desk.", go_to=["desk"])]
    result = lunch(tmp_path, {"works": True, "age": 30}, rule=HERE, instead_if=paths)
    assert [one.text.en for one in result.instead] == ["Workers eat at work.", "Adults ask at the desk."]
    assert told(result.reasons) == [("works", "instead"), ("age", "instead")]


def test_of_a_path_with_several_ways_only_those_that_are_so_are_told(tmp_path: Path) -> None:
    path = turn({"any": [WORKS, HURT]}, "Elsewhere.")
    result = lunch(tmp_path, {"works": True, "hurt": False}, rule=HERE, instead_if=[path])
    assert told(result.reasons) == [("works", "instead")]


# --- what is told beside it


@pytest.mark.parametrize(
    ("facts", "noted"), [({"works": True}, ["First."]), ({"works": False}, []), ({}, [])]
)
def test_a_note_is_told_when_it_applies_and_decides_nothing(
    tmp_path: Path, facts: dict[str, Any], noted: list[str]
) -> None:
    notes = [turn(WORKS, "First.", unless=HURT)]
    result = lunch(tmp_path, {"town": "here", **facts}, rule=HERE, ask_first_if=notes)
    assert result.verdict == "likely"
    assert [one.text.en for one in result.notes] == noted


def test_a_note_is_left_out_when_its_unless_is_so(tmp_path: Path) -> None:
    notes = [turn(WORKS, "First.", unless=HURT)]
    facts = {"town": "far", "works": True, "hurt": True}
    assert lunch(tmp_path, facts, rule=HERE, ask_first_if=notes).notes == ()


def test_who_can_tell_is_named_once_each_in_the_order_of_the_file(tmp_path: Path) -> None:
    unsure = [
        {"en": "Until when?", "es": "¿Hasta cuándo?", "ask": ["desk", "bus"]},
        {"en": "From when?", "es": "¿Desde cuándo?", "ask": ["bus", "lunch"]},
    ]
    assert lunch(tmp_path, rule=HERE, unsure=unsure).ask_whom == ("desk", "bus", "lunch")


def test_the_service_itself_is_asked_when_the_sources_leave_nothing_open(tmp_path: Path) -> None:
    assert lunch(tmp_path, rule=HERE).ask_whom == ("lunch",)


# --- which services, and which version


@pytest.fixture
def three(tmp_path: Path) -> Rules:
    return load(
        tmp_path,
        bus=version(rule=WORKS),
        lunch=version(rule=HERE),
        desk=version(status="withdrawn"),
    )


def services(screening: Screening) -> list[str]:
    return [result.service for result in screening.results]


def test_all_that_are_offered_are_screened_in_the_order_of_the_services(three: Rules) -> None:
    assert services(screen(three, known(three), on=DAY)) == ["lunch", "bus"]


def test_those_asked_for_are_screened_once_each_in_the_order_asked(three: Rules) -> None:
    asked = ["desk", "bus", "desk", "lunch", "bus"]
    assert services(screen(three, known(three), on=DAY, services=asked)) == ["desk", "bus", "lunch"]


def test_none_asked_for_gives_none(three: Rules) -> None:
    assert screen(three, known(three), on=DAY, services=[]) == Screening(DAY, (), None)


def test_a_service_without_a_rule_is_an_error_that_names_each(three: Rules) -> None:
    with pytest.raises(UnknownServices, match="no rule for soup, moon") as caught:
        screen(three, known(three), on=DAY, services=["soup", "bus", "moon"])
    assert caught.value.ids == ("soup", "moon")
    assert isinstance(caught.value, KnowledgeError)


def version_on(rules: Rules, day: date) -> int:
    return screen(rules, known(rules, on=day), on=day, services=["lunch"]).results[0].version.number


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2019, 12, 31), 1),
        (date(2020, 1, 1), 1),
        (date(2023, 12, 31), 1),
        (date(2024, 1, 1), 2),
        (date(2025, 12, 31), 2),
        (date(2026, 1, 1), 3),
        (date(2100, 1, 1), 3),
    ],
)
def test_the_version_in_force_on_the_day_is_used(tmp_path: Path, day: date, number: int) -> None:
    """Before the first one that is known, that one: what stood before it is not held."""
    starts = ["2020-01-01", "2024-01-01", "2026-01-01"]
    rules = load(
        tmp_path,
        lunch=[
            version(version=index, effective_from=start, rule=HERE) for index, start in enumerate(starts, 1)
        ],
    )
    assert version_on(rules, day) == number


def test_a_version_without_a_date_is_as_old_as_can_be(tmp_path: Path) -> None:
    newer = version(version=2, effective_from="2026-01-01", status="withdrawn")
    rules = load(tmp_path, lunch=[version(rule=HERE), newer])
    assert version_on(rules, date(1999, 1, 1)) == 1
    assert version_on(rules, date(2026, 1, 1)) == 2


def test_what_is_withdrawn_later_is_offered_until_then(tmp_path: Path) -> None:
    newer = version(version=2, effective_from="2026-01-01", status="withdrawn")
    rules = load(tmp_path, lunch=[version(rule=HERE), newer])
    for day, offered in ((date(2025, 12, 31), ["lunch"]), (date(2026, 1, 1), [])):
        assert services(screen(rules, known(rules, on=day), on=day)) == offered


def test_facts_read_as_of_another_day_are_not_screened(tmp_path: Path) -> None:
    rules = load(tmp_path, lunch=version(rule=HERE))
    with pytest.raises(ValueError, match="read them for this day"):
        screen(rules, known(rules, on=date(2020, 1, 1)), on=date(2026, 1, 1))


def test_a_newer_version_decides_by_its_own_criteria(tmp_path: Path) -> None:
    newer = version(version=2, effective_from="2026-01-01", rule=ADULT)
    rules = load(tmp_path, lunch=[version(rule=HERE), newer])
    facts = {"town": "here", "age": 10}
    verdicts = [
        screen(rules, known(rules, day, **facts), on=day).results[0].verdict
        for day in (date(2025, 12, 31), date(2026, 1, 1))
    ]
    assert verdicts == ["likely", "unlikely"]
