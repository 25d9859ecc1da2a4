import re

import pytest

from actions.partner_info import PartnerInfo
from actions.turn import sentence
from bot.text.segments import measure
from tests.actions.turns import run
from tests.facts import number


def test_tells_who_a_partner_is_with_number_and_what_the_county_pays() -> None:
    text = run(PartnerInfo(), "ask_partner_info", entities={"partner": "cvs"}).text
    assert text.startswith("Community Violence Solutions: ")
    assert number("cvs_24h") in re.sub(r"\D", "", text)
    assert "FY 2022-23: $79,909, $312,000" in text


def test_a_partner_without_a_number_for_texters_names_who_can_connect() -> None:
    text = run(PartnerInfo(), "ask_partner_info", entities={"partner": "justice_at_last"}).text
    assert number("cvs_24h") in re.sub(r"\D", "", text)


def test_a_line_known_only_to_professionals_is_not_given() -> None:
    text = run(PartnerInfo(), "ask_partner_info", entities={"partner": "otip"}).text
    assert "205-4582" not in text


@pytest.mark.parametrize("entities", [{}, {"partner": "nobody"}])
def test_an_unknown_partner_gets_the_names_that_are_known(entities: dict[str, str]) -> None:
    assert (
        "Bay Area Legal Aid" in run(PartnerInfo(), "ask_partner_info", entities=entities, language="es").text
    )


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "partner", ["cvs", "stand", "baylegal", "fjc", "stcc", "district_attorney", "public_defender", "ehsd"]
)
def test_two_segments_hold_it(partner: str, language: str) -> None:
    text = run(PartnerInfo(), "ask_partner_info", entities={"partner": partner}, language=language).text
    assert 1 <= measure(text).parts <= 3


@pytest.mark.parametrize(
    ("text", "language"),
    [("and that office, which one are they with", "en"), ("y ese lugar quien lo maneja", "es")],
)
def test_a_group_that_is_pointed_at_is_the_one_told_last(text: str, language: str) -> None:
    told = {"services_told": ["baylegal_civil"]}
    assert (
        "Bay Area Legal Aid"
        in run(PartnerInfo(), "ask_partner_info", text, language=language, slots=told).text
    )


def test_a_question_on_no_group_is_answered_for_all_lines() -> None:
    text = run(PartnerInfo(), "ask_partner_info", "do they speak mixteco there").text
    assert text == sentence("utter_lines_language", "en")


@pytest.mark.parametrize(
    ("text", "language"), [("what do they even do there", "en"), ("y ellos que hacen ahi", "es")]
)
def test_they_without_a_group_told_are_whoever_answers_a_line(text: str, language: str) -> None:
    outcome = run(PartnerInfo(), "ask_partner_info", text, language=language)
    assert outcome.slots["answer_told"] == "s_what_happens"


def test_what_names_no_group_is_answered_for_what_it_asks() -> None:
    asked = run(PartnerInfo(), "ask_partner_info", "does my boss get to keep my passport")
    assert asked.slots["answer_told"] == "s_boss_immigration"
    assert "Which one?" in run(PartnerInfo(), "ask_partner_info", "who is casa azul").text


def test_whether_that_was_the_police_is_told_of_all_numbers() -> None:
    assert run(PartnerInfo(), "ask_partner_info", "so is that police").slots["answer_told"] == "s_who_answers"


def test_what_an_unknown_group_does_is_not_what_a_line_does() -> None:
    text = "the priest said go to St. Anthony house. what is it they do over there"
    told = run(PartnerInfo(), "ask_partner_info", text)
    assert told.texts == [sentence("utter_partner_unknown", "en")]
