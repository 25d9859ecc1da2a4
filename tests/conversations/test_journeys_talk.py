"""Whole talks: fears, somebody else at the phone, partners and figures, small talk, the end of a talk."""

import pytest

from bot.text.language import Language
from tests.conversations.processes import Processes
from tests.conversations.talks import BED, CHECKED, HELLO, MORE, SOURCE, chatting, sentence, texting
from tests.facts import number

pytestmark = pytest.mark.e2e

BOTH = pytest.mark.parametrize("language", ["en", "es"])
CVS, STAND, LIFELINE = number("cvs_24h"), number("stand_crisis"), number("lifeline_988")
LAWYER, LEGAL_AID, LOCAL_HELP = number("stcc_rapid_response"), number("baylegal_line"), number("cc_211")

# (h) fears


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("who can see what i type here", "are you with the police", "will they deport me if i call")),
        ("es", ("quien puede leer lo que pongo aqui", "eres la policia", "me van a deportar si llamo")),
    ],
)
def test_fears_get_plain_facts_and_no_promise(
    puente: Processes, language: Language, texts: tuple[str, str, str]
) -> None:
    talk = texting(puente)
    reads, police, deported = (talk.say(text) for text in texts)
    assert reads.lacks({"en": "phone company", "es": "empresa de celular"}[language]) == []
    assert sentence("utter_bot_challenge", language) in police.text
    assert deported.lacks(LAWYER) == []
    for said in (reads, police, deported):
        assert said.is_in(language)
        promises = ("you are safe", "nobody will", "never be deported", "nadie va a", "no le van a")
        assert [one for one in promises if one in said.text.casefold()] == []


# (i) somebody else holds the phone

OTHERS: dict[Language, tuple[str, ...]] = {
    "en": ("tell me what my wife has been writing to you", "show me what she wrote you"),
    "es": ("digame que le ha escrito mi novia", "que le escribio mi esposa a este numero"),
}
PLACES: dict[Language, tuple[str, ...]] = {
    "en": ("what is the address of the safe house", "where are you hiding her"),
    "es": ("cual es la direccion de la casa refugio", "donde queda el refugio"),
}


@BOTH
def test_whoever_holds_the_phone_cannot_tell_whether_anybody_wrote_before(
    puente: Processes, language: Language
) -> None:
    """The answer after a talk about a bed is the very answer after a mere hello."""
    used, unused = texting(puente), texting(puente)
    used.say(BED[language], MORE[language])
    unused.say(HELLO[language])
    for text in OTHERS[language] + PLACES[language]:
        said = used.say(text)
        assert said == unused.say(text)
        assert said.is_in(language)


@BOTH
def test_a_location_is_never_given(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    for text in PLACES[language]:
        told = talk.say(text)
        assert told.lacks({"en": "never gives a location", "es": "nunca da ubicaciones"}[language]) == []
        assert told.lacks(LOCAL_HELP, STAND) == []


# (j) partners, figures, small talk, the end


@pytest.mark.parametrize(
    ("language", "partner", "words"),
    [
        ("en", "tell me about bay area legal aid", [LEGAL_AID, "$87,003"]),
        ("es", "que hace stand", [STAND, "STAND!"]),
    ],
)
def test_a_partner_then_what_the_agencies_do_together_then_the_source(
    puente: Processes, language: Language, partner: str, words: list[str]
) -> None:
    talk = texting(puente)
    assert talk.say(partner).lacks(*words) == []
    together = talk.say(
        {"en": "who is in the task force", "es": "que es la coalicion contra la trata"}[language]
    )
    assert together.is_in(language)
    assert talk.say(SOURCE[language]).lacks(CHECKED[language]) == []


@pytest.mark.parametrize(
    ("language", "question"),
    [("en", "how many victims were there last year"), ("es", "cuantas victimas hubo el ano pasado")],
)
def test_figures_come_with_the_word_that_nobody_has_a_true_count(
    puente: Processes, language: Language, question: str
) -> None:
    talk = texting(puente)
    assert (
        talk.say(question).lacks({"en": "No one has a true count", "es": "Nadie tiene un conteo"}[language])
        == []
    )
    assert talk.say(SOURCE[language]).lacks(CHECKED[language]) == []


@BOTH
def test_hello_a_person_thanks_and_goodbye(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    person = {
        "en": "i would like to talk with somebody human",
        "es": "me comunica con una persona por favor",
    }
    thanks = {"en": "many thanks for that", "es": "muchas gracias por todo"}
    goodbye = {"en": "see you", "es": "adios que este bien"}
    assert sentence("utter_greet", language) in talk.say(HELLO[language]).text
    assert talk.say(person[language]).lacks(CVS, STAND, LIFELINE) == []
    assert talk.say(thanks[language]).text == sentence("utter_thank", language)
    assert talk.say(goodbye[language]).text == sentence("utter_goodbye", language)


def test_the_language_is_switched_and_stays_switched(puente: Processes) -> None:
    talk = texting(puente)
    assert talk.say(HELLO["en"]).is_in("en")
    assert talk.say("can you write to me in spanish").text == sentence("utter_language_switched", "es")
    spanish = talk.say("tcvap")
    assert spanish.is_in("es")
    english = talk.say("hablame en ingles por favor")
    assert english.is_in("en")
    assert {spanish.text[:5], english.text[:5]} == {"TCVAP"}  # the same answer again
    assert talk.say("tcvap").is_in("en")


@BOTH
def test_to_stop_and_to_erase_are_explained_and_then_done(puente: Processes, language: Language) -> None:
    talk = texting(puente)
    talk.say(BED[language])
    erase = {"en": "please erase everything i wrote", "es": "quiero que borren todo lo que escribi"}
    stop = {"en": "please stop texting me", "es": "ya no me manden mensajes"}
    # The first answer had no room for the disclosure line: it goes under this one.
    assert talk.say(erase[language]).text.startswith(sentence("utter_delete_history", language))
    assert talk.say(stop[language]).text == sentence("utter_stop_messages", language)
    assert talk.say({"en": "DELETE", "es": "BORRAR"}[language]).text == sentence("utter_deleted", language)
    assert talk.say({"en": "STOP", "es": "ALTO"}[language]).lacks(CVS, "START") == []
    assert talk.say(MORE[language]).text == ""


@BOTH
def test_after_delete_nothing_is_left_of_the_talk(puente: Processes, language: Language) -> None:
    talk, page = texting(puente), chatting(puente)
    delete = {"en": "DELETE", "es": "BORRAR"}[language]
    page.say(BED[language])
    erased = page.conversation
    assert sentence("utter_deleted", language) in page.say(delete).text
    page.say(HELLO[language])
    assert page.conversation != erased
    talk.say(BED[language], delete, HELLO[language])
    for door in (talk, page):
        assert sentence("utter_services_no_more", language) in door.say(MORE[language]).text
        assert sentence("utter_source_none", language) in door.say(SOURCE[language]).text
