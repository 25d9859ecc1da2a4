"""First messages: how long the reply is, what is kept of it, what those who work for a client get."""

import pytest

from bot.text.language import Language
from tests.conversations.processes import Processes
from tests.conversations.talks import texting
from tests.facts import number

BOTH = pytest.mark.parametrize("language", ["en", "es"])
LAWYER, BENEFITS = number("stcc_rapid_response"), number("ehsd_benefits_line")
MOST_PARTS = 2


@BOTH
def test_an_offer_is_kept_in_a_first_reply_and_the_disclosure_comes_after_it(
    puente: Processes, language: Language
) -> None:
    talk = texting(puente)
    need = {"en": "i need cash aid", "es": "necesito ayuda en efectivo"}
    said = talk.say(need[language])
    assert said.parts <= MOST_PARTS
    assert said.options != ()
    picked = talk.say("1")
    assert len(picked.options) > MOST_PARTS
    line = {"en": "Automated info line", "es": "Servicio por computadora"}
    skip = {"en": "skip", "es": "saltar"}
    later = (said, picked, *(talk.say(skip[language]) for _ in range(4)))
    assert any(line[language] in one.text for one in later)


@pytest.mark.parametrize("word", ["calfresh", "medi-cal", "tcvap"])
def test_a_strangers_word_is_greeted_and_answered_in_two_segments(puente: Processes, word: str) -> None:
    said = texting(puente).say(word)
    assert said.text.startswith("Hi / Hola.")
    assert said.parts <= MOST_PARTS


@BOTH
def test_who_asks_in_which_order_a_client_applies_gets_the_order(
    puente: Processes, language: Language
) -> None:
    asked = {
        "en": "my client has a T visa pending and two kids, what aid can she apply for first",
        "es": "mi clienta tiene visa T pendiente y dos hijos, que ayuda pide primero",
    }
    said = texting(puente).say(asked[language])
    assert said.lacks(LAWYER, BENEFITS, "CalWORKs", "TCVAP") == []
    assert "Say:" not in said.text
    assert "Diga:" not in said.text


@BOTH
def test_a_client_without_a_bed_gets_more_than_the_order_of_programs(
    puente: Processes, language: Language
) -> None:
    asked = {
        "en": "my client has two kids and nowhere to sleep tonight, u visa pending",
        "es": "mi clienta tiene dos hijos y no tiene donde dormir hoy, visa U pendiente",
    }
    said = texting(puente).say(asked[language])
    assert said.lacks("20121") == []
    assert "SS 8572" not in said.text


@BOTH
def test_who_fears_that_this_line_brings_ice_hears_what_it_does(
    puente: Processes, language: Language
) -> None:
    asked = {"en": "if i text you will ice come for me", "es": "si les escribo va a venir la migra por mi"}
    computer = {"en": "This line is a computer", "es": "Responde una computadora"}
    assert texting(puente).say(asked[language]).lacks(computer[language], LAWYER) == []


@BOTH
def test_who_is_read_by_a_partner_hears_how_to_be_safer(puente: Processes, language: Language) -> None:
    asked = {"en": "can my husband see my texts to you", "es": "mi marido puede ver estos mensajes"}
    safer = {"en": "use a phone they cannot see", "es": "usar uno que no vean"}
    assert texting(puente).say(asked[language]).lacks(safer[language]) == []


@BOTH
def test_a_figure_that_no_source_has_is_not_made_up_for(puente: Processes, language: Language) -> None:
    asked = {
        "en": "what percentage are labor vs sex cases in contra costa",
        "es": "que porcentaje son casos laborales en contra costa",
    }
    none = {"en": "I have no such figure", "es": "No tengo esa cifra"}
    assert texting(puente).say(asked[language]).lacks(none[language]) == []
