"""Whole talks about services: what people ask on, in few words, about what was just told."""

import pytest

from bot.text.language import Language
from tests.conversations.processes import Processes
from tests.conversations.talks import CHECKED, HELLO, MORE, SOURCE, answered_nothing, sentence, texting
from tests.facts import number

pytestmark = pytest.mark.e2e

BOTH = pytest.mark.parametrize("language", ["en", "es"])
LEGAL_AID, LAWYER, WAGES = (
    number("baylegal_line"),
    number("stcc_rapid_response"),
    number("labor_commissioner"),
)
GROUP: dict[Language, str] = {"en": "tell me about bay area legal aid", "es": "que hace bay area legal aid"}
MONEY: dict[Language, str] = {"en": "i need money", "es": "necesito dinero"}


@pytest.mark.parametrize(
    ("language", "asked", "words"),
    [
        ("en", "are they free", "Free"),
        ("es", "cuanto cobran", "Gratis"),
        ("en", "who funds them", "$87,003"),
        ("es", "quien los financia", "$87,003"),
        ("en", "do they speak vietnamese", "Vietnamese"),
        ("es", "hablan tagalo", "tagalo"),
    ],
)
def test_a_group_just_told_is_what_they_means(
    puente: Processes, language: Language, asked: str, words: str
) -> None:
    talk = texting(puente)
    talk.say(GROUP[language])
    said = talk.say(asked)
    assert said.lacks("Bay Area Legal Aid", words) == []
    assert talk.say(SOURCE[language]).lacks(CHECKED[language]) == []


@pytest.mark.parametrize(
    ("language", "text"), [("en", "do you have someone who speaks tagalog"), ("es", "hablan mixteco")]
)
def test_a_third_language_is_no_wish_for_the_other_one(
    puente: Processes, language: Language, text: str
) -> None:
    said = texting(puente).say(HELLO[language], text)
    assert said.is_in(language)
    assert said.lacks({"en": "interpreter", "es": "intérprete"}[language]) == []


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "what is a t visa", "T visa"),
        ("es", "que es una visa u", "visa U"),
        ("en", "can i clear my record", "record"),
    ],
)
def test_a_question_about_a_need_is_answered_and_more_gives_who_helps(
    puente: Processes, language: Language, text: str, words: str
) -> None:
    talk = texting(puente)
    assert talk.say(text).lacks(words) == []
    said = talk.say(MORE[language])
    assert said.lacks(*([LAWYER] if "visa" in text else [LEGAL_AID])) == []


@pytest.mark.parametrize(
    ("language", "first", "asked", "words"),
    [
        ("en", "who qualifies for tcvap", "what do i bring", "sworn statement"),
        ("es", "quien recibe tcvap", "que papeles llevo", "jurar"),
    ],
)
def test_the_thread_of_a_program_is_kept_through_questions_and_facts(
    puente: Processes, language: Language, first: str, asked: str, words: str
) -> None:
    talk = texting(puente)
    talk.say(first)
    age = {"en": "i am 30 years old", "es": "tengo 30 anos"}
    told = talk.say(age[language])
    assert told.lacks("TCVAP") == []
    assert not answered_nothing(told, language)
    talk.say(first)
    assert talk.say(asked).lacks(words) == []


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("my boss did not pay me", "can he fire me if i complain")),
        ("es", ("mi patron no me paga", "me puede correr si me quejo")),
    ],
)
def test_a_second_question_on_wages_gets_another_answer(
    puente: Processes, language: Language, texts: tuple[str, str]
) -> None:
    talk = texting(puente)
    first, second = (talk.say(text) for text in texts)
    assert second.text not in first.text
    assert second.lacks(WAGES, {"en": "threaten", "es": "amenazarle"}[language]) == []


@BOTH
def test_yes_takes_the_one_option_offered(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    talk.say(MONEY[language])
    said = talk.say({"en": "yes", "es": "si"}[language])
    assert sentence("utter_affirm", language) not in said.text
    assert len(said.options) > 1


@pytest.mark.parametrize(
    ("language", "text", "first"),
    [
        ("en", "client is 27, labor trafficking, needs a lawyer", LEGAL_AID),
        ("es", "soy navegadora, mi clienta necesita comida", "211"),
    ],
)
def test_a_shortlist_meets_the_need_and_keeps_its_source(
    puente: Processes, language: Language, text: str, first: str
) -> None:
    talk = texting(puente)
    said = talk.say(text)
    assert said.lacks(first) == []
    assert first in "".join(filter(str.isdigit, said.text.splitlines()[0]))
    assert talk.say(SOURCE[language]).lacks(CHECKED[language]) == []
