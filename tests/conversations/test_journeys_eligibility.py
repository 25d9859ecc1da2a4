"""The eligibility talk by text and on the page: asked to its end, steered, interrupted, ended."""

from collections.abc import Sequence
from functools import cache

import pytest
import yaml

from actions.interview import MOST_QUESTIONS
from bot.text.language import Language
from tests.conversations.processes import Processes
from tests.conversations.talks import Chatting, Said, Texting, chatting, sentence, texting
from tests.facts import FACTS, number

pytestmark = pytest.mark.e2e

ASKED: dict[Language, str] = {
    "en": "what kind of aid could someone like me qualify for",
    "es": "podria yo recibir alguna ayuda del condado",
}
SKIP: dict[Language, str] = {"en": "SKIP", "es": "SALTAR"}
BOTH = pytest.mark.parametrize("language", ["en", "es"])
LIFELINE, CVS = number("lifeline_988"), number("cvs_24h")
LAWYER, BENEFITS, LOCAL_HELP = number("stcc_rapid_response"), number("ehsd_benefits_line"), number("cc_211")
IMMIGRATION = ("us_citizen", "immigration_statuses", "immigration_steps", "family_of_case")
TOPICS = range(1, 7)


@cache
def fields(by_text: str) -> list[str]:
    rows = yaml.safe_load((FACTS / "situation_fields.yaml").read_text(encoding="utf-8"))["fields"]
    return [row["id"] for row in rows if row["by_text"] == by_text]


def question(name: str, language: Language) -> str:
    return sentence(f"utter_screening_ask_{name}", language)


def asked_in(said: Said, language: Language, by_text: Sequence[str] = ("always",)) -> list[str]:
    """The fields whose questions stand in an answer; an adviser's own fields have none."""
    names = [name for group in by_text for name in fields(group) if name not in ADVISERS]
    return [name for name in names if question(name, language) in said.text]


ADVISERS = {"phone_is_watched", "lawyer_confirmed", "listed_violent_offense", "survivor_permission"}
EVERY = ("always", "after_safe_check", "never")


def until_told(talk: Texting | Chatting, language: Language, said: Said, word: str) -> tuple[list[str], Said]:
    """Answer every question with the same word: the fields asked in their order, and the verdict."""
    asked: list[str] = []
    while found := asked_in(said, language, EVERY) or _between(said, language):
        assert len(asked) < 20, "the talk has no end"
        asked += found
        said = talk.say(word)
    return asked, said


def _between(said: Said, language: Language) -> list[str]:
    return [name for name in ("safe_check",) if question(name, language) in said.text]


@BOTH
@pytest.mark.parametrize("topic", TOPICS)
def test_by_text_a_talk_of_skips_ends_with_whom_to_ask_and_never_touches_on_papers(
    puente: Processes, language: Language, topic: int
) -> None:
    talk = texting(puente)
    first = talk.say(ASKED[language])
    assert first.lacks(LAWYER, BENEFITS, question("choose", language)) == []
    asked, told = until_told(talk, language, talk.say(str(topic)), SKIP[language])
    assert 1 <= len(asked) <= MOST_QUESTIONS["sms"]
    assert set(asked) & set(fields("never")) == set()
    assert len(set(asked)) == len(asked)
    assert not told.decides, told.text
    assert (
        told.lacks(sentence("utter_screening_unclear", language).split("{")[0]) == []
        or told.lacks(sentence("utter_screening_likely", language).split("{")[0]) == []
    )
    assert told.is_in(language)


@BOTH
def test_on_the_page_papers_come_last(puente: Processes, language: Language) -> None:
    talk = chatting(puente)
    talk.say(ASKED[language])
    asked, told = until_told(talk, language, talk.say("1"), {"en": "not sure", "es": "no se"}[language])
    assert len(asked) <= MOST_QUESTIONS["chat"]
    papers = [name for name in asked if name in IMMIGRATION]
    assert papers != []
    assert asked[-len(papers) :] == papers
    assert not told.decides, told.text


@BOTH
def test_answers_lead_to_a_program_that_may_fit_and_more(puente: Processes, language: Language) -> None:
    """Health care for an adult in the county: nothing is promised, and the rest can be asked for."""
    talk = texting(puente)
    talk.say(ASKED[language], "3", "30", "7", "2021", "1")
    told = talk.say("contra costa")
    assert told.lacks(BENEFITS, "Medi-Cal") == []
    assert not told.decides, told.text
    more = talk.say({"en": "MORE", "es": "MAS"}[language])
    assert "Medi-Cal" not in more.text


@BOTH
def test_why_is_explained_and_the_question_put_again(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    put = talk.say(ASKED[language], "3")
    explained = talk.say({"en": "why", "es": "por que"}[language])
    (name,) = asked_in(put, language)
    assert asked_in(explained, language) == [name]
    assert explained.text.index(question(name, language)) > 0


@BOTH
def test_a_correction_is_taken_without_losing_the_place(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    put = talk.say(ASKED[language], "3", "30")
    again = talk.say({"en": "no wait i meant 16", "es": "perdon 16"}[language])
    assert asked_in(again, language) == asked_in(put, language) != []
    assert sentence("utter_screening_invalid", language) not in again.text


@BOTH
def test_going_back_puts_the_question_before(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    talk.say(ASKED[language])
    before = talk.say("3")
    talk.say("30")
    assert asked_in(talk.say({"en": "no wait", "es": "me equivoque"}[language]), language) == asked_in(
        before, language
    )


@BOTH
def test_an_answer_that_makes_no_sense_is_said_once_and_then_left(
    puente: Processes, language: Language
) -> None:
    talk = texting(puente)
    put = talk.say(ASKED[language], "6")
    once = talk.say("qwrtp zxc")
    twice = talk.say("qwrtp zxc")
    assert sentence("utter_screening_invalid", language) in once.text
    assert asked_in(once, language) == asked_in(put, language)
    assert sentence("utter_screening_invalid", language) not in twice.text
    assert set(asked_in(twice, language)) & set(asked_in(put, language)) == set()


@BOTH
def test_enough_ends_the_talk_with_what_is_known(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    talk.say(ASKED[language], "3", "30")
    told = talk.say({"en": "enough", "es": "ya basta"}[language])
    assert told.lacks(BENEFITS) == []
    assert asked_in(told, language, EVERY) == []
    assert not told.decides, told.text


@BOTH
def test_never_mind_before_anything_was_chosen_leaves_it_there(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    told = talk.say(ASKED[language], {"en": "never mind", "es": "olvidelo"}[language])
    assert sentence("utter_screening_stopped", language) in told.text


@BOTH
def test_a_question_in_between_is_answered_and_the_open_one_put_again(
    puente: Processes, language: Language
) -> None:
    talk = texting(puente)
    put = talk.say(ASKED[language], "1")
    aside = talk.say(
        {"en": "what counts as trafficking", "es": "que cuenta como trata de personas"}[language]
    )
    assert aside.lacks({"en": "force, lies or threats", "es": "fuerza, mentiras o amenazas"}[language]) == []
    assert aside.lacks({"en": "Back to the questions", "es": "Seguimos con las preguntas"}[language]) == []
    again = talk.say({"en": "go on", "es": "seguir"}[language])
    assert asked_in(again, language) == asked_in(put, language)
    assert asked_in(talk.say("2"), language) != asked_in(put, language)


@BOTH
@pytest.mark.parametrize(
    ("danger", "numbers"),
    [
        ({"en": "he has a knife and he is coming up the stairs", "es": "tiene un cuchillo y esta subiendo"},
         ("911", CVS)),
        ({"en": "i dont want to live anymore", "es": "ya no quiero vivir"}, (LIFELINE, CVS)),
    ],
    ids=["danger", "wish to die"],
)  # fmt: skip
def test_danger_inside_the_talk_gets_its_numbers_and_no_question_after_them(
    puente: Processes, language: Language, danger: dict[Language, str], numbers: tuple[str, ...]
) -> None:
    talk = texting(puente)
    talk.say(ASKED[language], "1")
    told = talk.say(danger[language])
    assert told.lacks(*numbers) == []
    assert told.parts == 1
    assert asked_in(told, language, EVERY) == []


@BOTH
def test_somebody_near_gets_one_neutral_line_and_the_talk_is_forgotten(
    puente: Processes, language: Language
) -> None:
    talk = texting(puente)
    talk.say(ASKED[language], "1")
    near = {"en": "he is right next to me cant text", "es": "esta aqui a mi lado no puedo escribir"}
    assert talk.say(near[language]).text == sentence("utter_safety_cannot_talk", language)
    later = talk.say({"en": "hello there", "es": "buenas noches"}[language])
    assert asked_in(later, language, EVERY) == []
    assert sentence("utter_greet", language) in later.text


@BOTH
def test_a_need_inside_the_talk_ends_it_and_more_belongs_to_the_need(
    puente: Processes, language: Language
) -> None:
    talk = texting(puente)
    talk.say(ASKED[language], "1")
    need = {"en": "we have nothing to eat until friday", "es": "no tenemos que comer hasta el viernes"}
    services = talk.say(need[language])
    assert services.lacks(LOCAL_HELP) == []
    assert asked_in(services, language, EVERY) == []
    assert talk.say({"en": "more", "es": "mas"}[language]).lacks(BENEFITS) == []
