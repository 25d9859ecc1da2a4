"""Whole talks as people have them, several turns each: needs, school, navigators, questions, reports."""

import pytest

from bot.text.language import Language
from tests.conversations.processes import Processes
from tests.conversations.talks import BED, CHECKED, HELLO, MORE, SOURCE, sentence, texting
from tests.facts import number

pytestmark = pytest.mark.e2e

BOTH = pytest.mark.parametrize("language", ["en", "es"])
EMERGENCY, LIFELINE = number("emergency_911"), number("lifeline_988")
CVS, STAND, LOCAL_HELP = number("cvs_24h"), number("stand_crisis"), number("cc_211")
RUNAWAY, CHILD_ABUSE, MISSING = number("runaway_safeline"), number("cfs_child_abuse"), number("ncmec")
LAWYER, LEGAL_AID, BENEFITS = (
    number("stcc_rapid_response"),
    number("baylegal_line"),
    number("ehsd_benefits_line"),
)
COUNTY_TIP, NATIONAL = number("cc_ht_tip_line"), number("nhth")


# (a) a need, its services, the next ones


@BOTH
def test_a_bed_then_the_next_services_until_there_are_none(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    first = talk.say(BED[language])
    assert first.lacks(LOCAL_HELP, STAND) == []
    assert first.is_in(language)
    shown = [first.text.split("\n")[0]]
    end = sentence("utter_services_no_more", language)
    while end not in (said := talk.say(MORE[language])).text:
        shown.append(said.text.split("\n")[0])
        assert len(shown) < 15, "the list has no end"
    assert len(shown) > 2
    assert len(set(shown)) == len(shown)
    assert said.lacks(LOCAL_HELP) == []


@BOTH
def test_an_age_told_after_the_need_brings_what_is_for_minors_with_numbers_that_answer(
    puente: Processes, language: Language
) -> None:
    talk = texting(puente)
    adult = talk.say(BED[language])
    minor = talk.say({"en": "17", "es": "tengo 15"}[language])
    assert adult.lacks(RUNAWAY) == [RUNAWAY]
    assert minor.lacks(RUNAWAY, LIFELINE, CVS, EMERGENCY) == []
    assert minor.lacks({"en": "must report", "es": "Deben reportar"}[language]) == []
    assert minor.is_in(language)


@BOTH
def test_another_need_replaces_the_first(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    talk.say(
        {"en": "we have nothing to eat until friday", "es": "no tenemos que comer hasta el viernes"}[language]
    )
    legal = {
        "en": "actually it is for my legal problem, i got court papers",
        "es": "en realidad ocupo un abogado para lo de inmigracion",
    }
    lawyer = talk.say(legal[language])
    assert lawyer.lacks(LEGAL_AID) == []
    assert LOCAL_HELP not in lawyer.text
    assert talk.say(SOURCE[language]).lacks(CHECKED[language]) == []


# (c) school staff

DISCLOSED: dict[Language, str] = {
    "en": "my pupil told me she is forced to see men",
    "es": "una alumna me dijo que la obligan a ver hombres",
}
SUSPECTED: dict[Language, str] = {
    "en": "i am a teacher and something is off with a boy in my class",
    "es": "soy maestra y sospecho que explotan a una alumna",
}


@BOTH
@pytest.mark.parametrize("told", [DISCLOSED, SUSPECTED], ids=["disclosed", "suspected"])
def test_school_staff_get_three_lines_then_their_role_what_happens_next_and_the_card(
    puente: Processes, language: Language, told: dict[Language, str]
) -> None:
    talk = texting(puente)
    lines = talk.say(told[language])
    assert lines.lacks("1)", "2)", "3)", CHILD_ABUSE, EMERGENCY, "SS 8572", "36") == []
    assert lines.lacks({"en": "Do not question", "es": "No interrogue"}[language]) == []
    assert lines.parts == 1

    choices = talk.say(MORE[language])
    assert choices.lacks(CHILD_ABUSE) == []
    assert talk.say("1").lacks({"en": "social worker", "es": "trabajo social"}[language]) == []

    talk.say(MORE[language])
    roles = talk.say({"en": "my role", "es": "mi puesto"}[language])
    assert len(roles.options) == 5
    nurse = talk.say("3")
    assert nurse.lacks(CHILD_ABUSE, EMERGENCY, "SS 8572") == []

    talk.say(MORE[language])
    card = talk.say({"en": "card to print", "es": "hoja para imprimir"}[language])
    assert card.lacks("/card") == []
    assert card.is_in(language)


@BOTH
def test_school_staff_ask_of_the_duty_and_get_its_answer_and_source(
    puente: Processes, language: Language
) -> None:
    talk = texting(puente)
    talk.say(SUSPECTED[language])
    boss = {
        "en": "do i have to tell my principal before i call",
        "es": "tengo que avisarle primero a la directora",
    }
    answer = talk.say(boss[language])
    assert answer.text.startswith("No.")
    assert answer.lacks(CHILD_ABUSE) == []
    assert talk.say(SOURCE[language]).lacks(CHECKED[language]) == []


# (d) a navigator's shorthand


@pytest.mark.parametrize(
    ("language", "shorthand", "numbers"),
    [
        ("en", "client needs a lawyer for a t visa, minor, spanish speaking", [LEGAL_AID, LAWYER]),
        ("en", "housing, 19, richmond, english", [STAND, LOCAL_HELP]),
        ("es", "abogado, inmigrante, 20, concord", [LEGAL_AID]),
    ],
)
def test_a_navigators_shorthand_gets_a_shortlist_with_its_sources(
    puente: Processes, language: Language, shorthand: str, numbers: list[str]
) -> None:
    talk = texting(puente)
    listed = talk.say(shorthand)
    assert listed.lacks(*numbers) == []
    assert listed.lacks({"en": "Call first. From: ", "es": "Llame antes. De: "}[language]) == []
    assert talk.say(SOURCE[language]).lacks(CHECKED[language]) == []
    assert talk.say(MORE[language]).is_in(language)


# (e) a question, its answer, its source


@pytest.mark.parametrize(
    ("language", "question"), [("en", "what is tcvap and who is it for"), ("es", "quien puede recibir tcvap")]
)
def test_an_answer_and_then_where_it_comes_from(puente: Processes, language: Language, question: str) -> None:
    talk = texting(puente)
    answer = talk.say(question)
    assert answer.lacks("TCVAP", LAWYER, BENEFITS) == []
    assert not answer.decides, answer.text
    source = talk.say(SOURCE[language])
    assert source.lacks("Contra Costa EHSD, Anti-Human Trafficking Update, 12 September 2023") == []
    assert source.lacks(CHECKED[language]) == []
    assert "yaml" not in source.text


@BOTH
def test_the_source_of_nothing_is_told_in_general(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    told = talk.say(HELLO[language], SOURCE[language])
    assert sentence("utter_source_none", language) in told.text


# (f) a tip, (g) a missing child


@pytest.mark.parametrize(
    ("language", "tip"),
    [
        ("en", "i want to report a business that might be exploiting its workers"),
        ("es", "quiero denunciar un negocio que explota a sus trabajadores"),
    ],
)
def test_a_tip_gets_numbers_and_says_of_each_whom_it_reaches(
    puente: Processes, language: Language, tip: str
) -> None:
    talk = texting(puente)
    told = talk.say(tip)
    assert told.lacks(EMERGENCY, COUNTY_TIP, NATIONAL, CHILD_ABUSE) == []
    assert told.lacks({"en": "law enforcement", "es": "agentes"}[language]) == []
    assert talk.say(SOURCE[language]).lacks(CHECKED[language]) == []


@pytest.mark.parametrize(
    ("language", "gone"),
    [("en", "my son has been gone since yesterday"), ("es", "mi hija se fue de la casa y no aparece")],
)
def test_a_missing_child_means_911_first_and_then_the_line_for_missing_children(
    puente: Processes, language: Language, gone: str
) -> None:
    told = texting(puente).say(gone)
    assert told.lacks(EMERGENCY, MISSING, LIFELINE) == []
    assert told.text.index(EMERGENCY) < told.text.index(MISSING[:3])
    assert told.parts == 1
    assert told.is_in(language)
