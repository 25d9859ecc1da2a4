import re
from datetime import UTC, datetime

import pytest

from actions import collaborators
from actions.collaborators import directory
from actions.find_services import FindServices, compose, ranked
from actions.tables import need_rows
from bot.text.segments import measure
from tests.actions.turns import run
from tests.facts import number


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("intent", sorted(need_rows()))
def test_every_need_gets_numbers_who_answers_and_words_to_say(intent: str, language: str) -> None:
    outcome = run(FindServices(), intent, language=language)
    assert len(re.findall(r"\d{3}-\d{4}|\b211\b|\b988\b", outcome.text)) >= 2
    assert re.search(r"police|agentes|who they tell|si avisan", outcome.text)
    assert outcome.notes == {"kind": "list"}
    assert measure(outcome.text).parts <= 3
    assert re.search(r"traffick|trata\b|victim|shelter|polic", outcome.text[:60], re.IGNORECASE) is None


def test_a_bed_for_tonight_leads_with_the_line_for_beds() -> None:
    assert run(FindServices(), "need_shelter").text.startswith("Contra Costa 211: 211")


def test_somebody_under_18_gets_what_is_for_the_young_first() -> None:
    young = run(FindServices(), "need_shelter", entities={"age": "16"}, language="es").text
    assert young.startswith("Runaway Safeline")
    assert "Calli House" in young
    outcome = run(FindServices(), "need_shelter", entities={"age": "16"})
    assert "Runaway" not in run(FindServices(), "ask_more", slots=outcome.slots).text
    grown = run(FindServices(), "need_shelter", entities={"age": "30"}, language="es").text
    assert "Runaway" not in grown


def test_a_line_that_never_stands_alone_has_another_beside_it() -> None:
    text = re.sub(r"\D", "", run(FindServices(), "need_case_management").text)
    assert number("cvs_24h") in text
    assert number("stand_crisis") in text or number("lifeline_988") in text


def test_a_text_code_is_never_printed_without_its_word() -> None:
    assert "text HOPE to 20121" in run(FindServices(), "need_shelter").text
    assert "texto HOPE al 20121" in run(FindServices(), "need_shelter", language="es").text


def test_the_spanish_word_of_a_line_is_for_spanish_texts_only() -> None:
    assert "AYUDA" not in run(FindServices(), "need_counseling").text
    assert "texto AYUDA al 988" in run(FindServices(), "need_counseling", language="es").text


def test_more_goes_on_and_ends_with_the_line_that_knows_the_rest() -> None:
    slots: dict[str, object] = {}
    seen: list[str] = []
    outcome = run(FindServices(), "need_shelter")
    for _ in range(10):
        seen.append(outcome.text)
        slots = outcome.slots
        outcome = run(FindServices(), "ask_more", slots=slots)
        if "That is all" in outcome.text:
            break
    assert "211" in outcome.text
    services = [
        line for text in seen for line in text.splitlines() if ": " in line and not line.startswith("Say")
    ]
    assert len(services) == len(set(services)) >= 4


def test_more_out_of_the_blue_says_where_to_ask() -> None:
    outcome = run(FindServices(), "ask_more")
    assert "211" in outcome.text
    assert outcome.slots == {}


def test_no_withdrawn_service_and_none_for_professionals_is_listed() -> None:
    with directory() as session:
        listed = {hit.id for row in need_rows().values() for hit in ranked(session, row)}
    assert not listed & {"heat_tip", "otip_letter", "ehsd_navigation", "ht_mdt_review"}


def test_no_services_left_is_said_and_not_a_crash() -> None:
    with directory() as session:
        words, count = compose(session, [], need_rows()["need_shelter"], "en")
    assert (count, "211" in words) == (0, True)


def test_numbers_that_nobody_checked_for_years_are_not_sent_but_crisis_lines_are(monkeypatch) -> None:
    def given(intent: str) -> set[str]:
        with directory() as session:
            return {way.value for hit in ranked(session, need_rows()[intent]) for way in hit.phones}

    before = given("need_legal_immigration"), given("need_shelter")
    monkeypatch.setattr(collaborators, "_now", lambda: datetime(2028, 6, 1, tzinfo=UTC))
    after = given("need_legal_immigration"), given("need_shelter")
    assert after[0] < before[0]
    assert after[1]
    assert number("stand_crisis") in re.sub(r"\D", "", run(FindServices(), "need_shelter").text)
