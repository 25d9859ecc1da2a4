import pytest

from actions import reviewed
from actions.switch_language import SwitchLanguage
from actions.turn import sentence
from bot.text.language import guess
from tests.actions.turns import run


@pytest.mark.parametrize(
    ("text", "current", "chosen"),
    [
        ("do you speak spanish", "en", "es"),
        ("puede escribir en español", "en", "es"),
        ("in english pls", "es", "en"),
        ("puede ser en inglés?", "es", "en"),
        ("i dont understand this language", "es", "en"),
        ("no entiendo, otro idioma", "en", "es"),
        ("english or spanish, whichever", "en", "en"),
        ("español o inglés, cualquiera", "es", "es"),
        ("pero yo no hablo inglés", "es", "es"),
        ("i dont speak much english", "en", "es"),
        ("spanish", None, "es"),
        ("en español porfa", "es", "es"),
        ("¿habla español?", "es", "es"),
        ("hola usted habla espanol", "es", "es"),
        ("write me in english, my son sent the first one", "es", "en"),
        ("Can you give me the numbers in English too? my teacher reads no spanish", "es", "en"),
        ("ok back to english", "es", "en"),
        ("english pls, my spanish is so bad", "es", "en"),
        ("could you put the last bit in spanish, my aunt only speaks that", "en", "es"),
    ],
)
def test_sets_the_language_that_is_asked_for_and_tells_the_door(
    text: str, current: str | None, chosen: str
) -> None:
    outcome = run(SwitchLanguage(), "ask_language_switch", text, language=current)
    assert outcome.slots == {"language": chosen}
    assert outcome.notes == {"language": chosen}
    assert outcome.texts == [sentence("utter_language_switched", chosen)]


@pytest.mark.parametrize(
    ("text", "wanted", "language"),
    [("do they speak tagalog", "tagalog", "en"), ("hay alguien que hable mam", "mam", "es")],
)
def test_a_third_language_never_switches_to_the_other_of_the_two(text, wanted, language) -> None:
    outcome = run(
        SwitchLanguage(), "ask_language_switch", text, language=language, entities={"language_wanted": wanted}
    )
    assert "language" not in outcome.slots
    assert outcome.notes == {}
    assert outcome.texts == [sentence("utter_other_language", language)]


@pytest.mark.parametrize(("text", "language"), [("do they speak spanish", "en"), ("hablan español", "es")])
def test_the_language_of_those_who_were_told_is_told(text: str, language: str) -> None:
    told = {"services_told": ["cc_211_referral"]}
    entities = {"language_wanted": "spanish"}
    outcome = run(
        SwitchLanguage(), "ask_language_switch", text, language=language, entities=entities, slots=told
    )
    assert "Contra Costa 211" in outcome.text
    assert "language" not in outcome.slots


def test_what_to_say_to_people_who_answer_in_another_language_is_no_wish_to_switch() -> None:
    outcome = run(SwitchLanguage(), "ask_language_switch", "y si me contestan en ingles?", language="es")
    assert "language" not in outcome.slots
    assert outcome.texts == [sentence("utter_lines_language", "es")]


def test_do_you_speak_asks_this_line_whatever_was_told() -> None:
    told = {"services_told": ["cc_211_referral"]}
    outcome = run(SwitchLanguage(), "ask_language_switch", "do you speak spanish", slots=told)
    assert outcome.slots == {"language": "es"}


@pytest.mark.parametrize(
    ("text", "language", "entities"),
    [
        ("in spanish too? for my mom", "en", {"asker": "family_or_friend"}),
        ("is there anyone there in spanish", "en", {}),
        ("he barely speaks english", "en", {}),
        ("can i bring my daughter so she interprets", "en", {}),
        ("mi suegra no entiende el español", "es", {}),
        ("hay alguien ke hable español", "es", {}),
        ("hablan español ahi", "es", {}),
        ("and is the group in english only", "en", {}),
        ("el curso es en español? o que", "es", {}),
    ],
)
def test_the_language_of_people_on_the_phone_is_no_wish_to_switch(text, language, entities) -> None:
    outcome = run(SwitchLanguage(), "ask_language_switch", text, language=language, entities=entities)
    assert outcome.texts == [sentence("utter_lines_language", language)]
    assert outcome.slots == outcome.notes == {}


def test_who_has_little_spanish_and_says_so_in_spanish_is_not_answered_in_english() -> None:
    outcome = run(SwitchLanguage(), "ask_language_switch", "el habla casi no español", language="es")
    assert outcome.notes == {}
    assert outcome.texts == [sentence("utter_lines_language", "es")]


def test_who_speaks_neither_language_is_told_of_interpreters() -> None:
    text = "es china, no habla español ni ingles"
    outcome = run(SwitchLanguage(), "ask_language_switch", text, language="es")
    assert outcome.text == sentence("utter_other_language", "es")


def test_who_writes_that_their_spanish_is_not_good_gets_english() -> None:
    outcome = run(
        SwitchLanguage(), "ask_language_switch", "english? mi español no es tan bueno", language="es"
    )
    assert outcome.slots["language"] == "en"


def test_who_names_a_relative_beside_it_still_gets_the_language_that_is_asked_for() -> None:
    text = "english please my spanish is bad, my aunt gave me this"
    named = {"asker": "family_or_friend"}
    assert run(SwitchLanguage(), "ask_language_switch", text, language="es", entities=named).slots == {
        "language": "en"
    }


def test_what_was_told_last_is_said_again_in_the_language_that_is_wished() -> None:
    answer = run(
        SwitchLanguage(), "ask_language_switch", "in spanish please", slots={"answer_told": "s_t_visa"}
    )
    assert answer.texts == [reviewed.words("s_t_visa", "es", on_page=False)]
    listed = run(
        SwitchLanguage(),
        "ask_language_switch",
        "en inglés",
        language="es",
        slots={"services_told": ["wage_claim"]},
    )
    assert "1-833-526-4636. Unpaid wages" in listed.text
    said = [{"event": "bot", "text": reviewed.words("s_t_visa", "es", on_page=False)}]
    again = run(
        SwitchLanguage(), "ask_language_switch", "en español", slots={"answer_told": "s_t_visa"}, history=said
    )
    assert again.texts == [sentence("utter_language_switched", "es")]


def test_what_names_no_language_and_is_in_the_one_in_use_is_no_wish_for_another() -> None:
    told = {"answer_told": "s_t_visa", "services_told": ["t_visa", "stcc_immigration"]}
    text = "y mi papá que vive en Oaxaca también"
    outcome = run(SwitchLanguage(), "ask_language_switch", text, language="es", slots=told)
    assert "language" not in outcome.slots
    assert outcome.texts
    assert guess(outcome.text) == "es"


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("can u switch to spanish, se lo voy a leer a ella", "en", "es"),
        ("cambia a ingles que mi amiga no lee español", "es", "en"),
    ],
)
def test_who_reads_it_to_somebody_wishes_for_that_language(text: str, language: str, wanted: str) -> None:
    told = run(SwitchLanguage(), "ask_language_switch", text, language=language)
    assert told.slots["language"] == wanted


def test_who_has_little_of_both_hears_of_interpreters() -> None:
    text = "you have Mam? my spanish is small, my english more small"
    told = run(SwitchLanguage(), "ask_language_switch", text)
    assert told.texts == [sentence("utter_other_language", "en")]


def test_a_service_is_said_again_with_what_it_was_named_for() -> None:
    told = {"services_told": ["cc_211_referral"], "services_intent": "need_medical_health"}
    outcome = run(SwitchLanguage(), "ask_language_switch", "mejor en español", slots=told)
    assert sentence("utter_say_medical", "es") in outcome.text


def test_who_asks_what_another_wrote_hears_the_same_beside_a_language() -> None:
    text = "hi my wife texted u guys before, her english is bad, what did you tell her"
    outcome = run(SwitchLanguage(), "ask_language_switch", text)
    assert outcome.texts == [sentence("utter_not_told", "en")]
    assert outcome.slots == {}


def test_who_says_that_another_speaks_no_english_is_not_answered_in_english() -> None:
    text = "y para la misma señora, ingles no habla nada"
    outcome = run(SwitchLanguage(), "ask_language_switch", text, language="es")
    assert outcome.slots.get("language", "es") == "es"
