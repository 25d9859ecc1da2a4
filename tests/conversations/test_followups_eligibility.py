"""Whole talks about who may get help: answers out of turn, corrections, questions in between, short words."""

import pytest

from bot.text.language import Language
from tests.conversations.processes import Processes
from tests.conversations.talks import Said, chatting, sentence, texting
from tests.facts import number

pytestmark = pytest.mark.e2e

BOTH = pytest.mark.parametrize("language", ["en", "es"])
ASKED: dict[Language, str] = {
    "en": "what kind of aid could someone like me qualify for",
    "es": "podria yo recibir alguna ayuda del condado",
}
LOCAL_HELP, BENEFITS, RUNAWAY = number("cc_211"), number("ehsd_benefits_line"), number("runaway_safeline")


def puts(said: Said, question: str, language: Language) -> bool:
    return sentence(f"utter_screening_ask_{question}", language) in said.text


def says(said: Said, name: str, language: Language) -> bool:
    return sentence(name, language) in said.text


@BOTH
def test_the_first_question_may_be_skipped(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    said = talk.say(ASKED[language], {"en": "skip", "es": "no se"}[language])
    assert puts(said, "place_now", language), said.text


@BOTH
@pytest.mark.parametrize(
    "fact",
    [
        {"en": "im an adult", "es": "soy adulta"},
        {"en": "i'm 24", "es": "tengo 30 anos"},
    ],
    ids=["adult", "age"],
)
def test_a_fact_told_out_of_turn_is_noted_and_the_question_put_again(
    puente: Processes, language: Language, fact: dict[Language, str]
) -> None:
    talk = texting(puente)
    talk.say(ASKED[language])
    for _ in range(2):  # the first begins the questions, which need no choice
        said = talk.say(fact[language])
        assert says(said, "utter_screening_noted", language), said.text
        assert puts(said, "place_now", language)


@BOTH
def test_papers_or_none_are_no_choice_and_need_not_be_texted(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    said = talk.say(ASKED[language], {"en": "i dont have papers", "es": "no tengo papeles"}[language])
    assert says(said, "utter_screening_noted_papers", language), said.text
    assert puts(said, "choose", language)


@BOTH
@pytest.mark.parametrize(
    "words",
    [
        {"en": "oh wait i meant 3", "es": "perdon, la 3"},
        {"en": "sorry, health care", "es": "perdon, salud"},
    ],
    ids=["number", "words"],
)
def test_another_topic_may_be_meant(
    puente: Processes, language: Language, words: dict[Language, str]
) -> None:
    talk = texting(puente)
    said = talk.say(ASKED[language], "1", words[language])
    assert puts(said, "age_now", language), said.text


@BOTH
def test_a_no_se_to_a_question_without_options_skips_it(puente: Processes, language: Language) -> None:
    """The options of the question before ("not sure") are no answer to it."""
    talk = texting(puente)
    asked = talk.say(ASKED[language], "4", "1")
    assert puts(asked, "age_now", language), asked.text
    said = talk.say({"en": "not sure", "es": "no se"}[language])
    assert not says(said, "utter_screening_invalid", language), said.text
    assert not puts(said, "age_now", language)


@BOTH
def test_why_may_be_asked_in_a_sentence(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    why = {"en": "why are you asking me that", "es": "por que me preguntas eso"}
    said = talk.say(ASKED[language], "1", why[language])
    assert said.lacks("CalWORKs") == []
    assert puts(said, "household", language)


@BOTH
def test_a_fear_is_answered_and_a_yes_leads_back(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    fear = {"en": "i dont want any police", "es": "no quiero policia"}
    said = talk.say(ASKED[language], "1", fear[language])
    assert said.lacks("Community Violence Solutions") == []
    assert says(said, "utter_screening_go_on", language)
    assert puts(talk.say({"en": "yes", "es": "si"}[language]), "household", language)


@BOTH
def test_a_question_that_has_no_answer_is_not_read_as_one(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    question = {"en": "and how much money do they give", "es": "y cuanto dinero dan"}
    said = talk.say(ASKED[language], "1", question[language])
    assert not says(said, "utter_screening_invalid", language), said.text


@BOTH
def test_a_need_at_the_first_question_gets_its_numbers(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    need = {"en": "i need shelter tonight", "es": "necesito albergue"}
    said = talk.say(ASKED[language], need[language])
    assert said.lacks(LOCAL_HELP) == []
    assert not puts(said, "age_now", language)


@BOTH
def test_who_is_served_is_answered_at_once(puente: Processes, language: Language) -> None:
    said = texting(puente).say(
        {"en": "can men get help too", "es": "hay ayuda para hombres tambien"}[language]
    )
    assert said.lacks({"en": "men, women", "es": "hombres, mujeres"}[language]) == []
    assert not puts(said, "choose", language)


@pytest.mark.parametrize(
    ("word", "wanted"), [("calfresh", "CFAP"), ("medi-cal", "Medi-Cal"), ("tcvap", "TCVAP")]
)
def test_a_strangers_one_word_is_greeted_and_answered(puente: Processes, word: str, wanted: str) -> None:
    said = texting(puente).say(word)
    assert said.text.startswith("Hi / Hola."), said.text
    assert said.lacks(wanted, BENEFITS) == []


@BOTH
def test_a_runaway_whom_the_door_answered_gets_what_there_is_for_the_young(
    puente: Processes, language: Language
) -> None:
    for talk in (texting(puente), chatting(puente)):
        said = talk.say(
            {"en": "im 17 and ran away", "es": "tengo 16 y me escape de la casa"}[language],
            {"en": "where can i sleep", "es": "donde puedo dormir"}[language],
        )
        assert said.lacks(RUNAWAY) == []


@BOTH
def test_an_offer_may_be_taken_by_number_and_words(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    said = talk.say(
        {"en": "i need food", "es": "necesito comida"}[language],
        {"en": "option 1", "es": "1 revisar"}[language],
    )
    assert says(said, "utter_screening_intro", language), said.text
