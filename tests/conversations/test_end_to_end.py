"""Texts as people send them, through the signed webhook, the real Rasa, the real actions and the directory.

Each row: the text, the language of the answer, what must stand in it, and its budget in segments. Numbers
are looked up in the facts, never written here twice.
"""

import re

import pytest

from bot.text.language import guess
from bot.text.segments import measure
from tests.conversations.processes import Phone, Processes
from tests.facts import number

pytestmark = pytest.mark.e2e

CVS, STAND, LIFELINE = number("cvs_24h"), number("stand_crisis"), number("lifeline_988")
LAWYER, WAGES, BENEFITS = (
    number("stcc_rapid_response"),
    number("labor_commissioner"),
    number("ehsd_benefits_line"),
)
CHILD_ABUSE, LOCAL_HELP, EMERGENCY = number("cfs_child_abuse"), number("cc_211"), number("emergency_911")

ROWS = [
    pytest.param("help", "en", [CVS, STAND, LIFELINE, "STOP", "MENU"], 1, id="bare cry"),
    pytest.param("ayuda", "es", [CVS, STAND, LIFELINE, "PARAR", "MENU"], 1, id="bare cry in Spanish"),
    pytest.param(
        "nesesito un lugar para dormir esta noche", "es", [LOCAL_HELP, STAND, "cama"], 3, id="bed, misspelt"
    ),
    pytest.param(
        "my boss took my passport and wont pay me", "en", [LAWYER, WAGES, CVS], 2, id="papers and pay"
    ),
    pytest.param(
        "mi jefe no me paga y me quito el pasaporte", "es", [LAWYER, WAGES, CVS], 2, id="papeles y pago"
    ),
    pytest.param("he is going to kill me", "en", [EMERGENCY, CVS, STAND], 1, id="danger"),
    pytest.param("me quiero morir", "es", [LIFELINE, "AYUDA", CVS], 1, id="wish to die"),
    pytest.param("im 15 and my bf makes me see men", "en", [EMERGENCY, CVS, "66008"], 1, id="minor"),
    pytest.param(
        "a student told me she is being sold, what do i do",
        "en",
        [CHILD_ABUSE, "SS 8572", "36 hours", "do not question"],
        1,
        id="pupil's disclosure",
    ),
    pytest.param(
        "una alumna me conto que la obligan",
        "es",
        [CHILD_ABUSE, "SS 8572", "36 horas", "no interrogue"],
        1,
        id="alumna",
    ),
    pytest.param("what is tcvap", "en", ["TCVAP", LAWYER, BENEFITS], 2, id="tcvap"),
    pytest.param(
        "califico para ayuda si no tengo papeles", "es", ["TCVAP", LAWYER, BENEFITS], 2, id="califico"
    ),
    pytest.param(
        "who is community violence solutions", "en", ["Community Violence Solutions", CVS], 2, id="partner"
    ),
    pytest.param(
        "where is the shelter", "en", [LOCAL_HELP, "never gives a location"], 2, id="address refused"
    ),
    pytest.param(
        "are you the police", "en", ["computer", "not the police", "not immigration"], 2, id="who is this"
    ),
    pytest.param("habla español", "es", ["Bien, en español"], 2, id="language"),
    pytest.param("pizza near me", "en", ["I do not have that", LOCAL_HELP], 2, id="out of scope"),
    pytest.param("?", None, ["HELP / AYUDA", "Hola"], 1, id="nobody could tell the language"),
]


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def holds(text: str, wanted: str) -> bool:
    return wanted in text or (wanted.isdigit() and wanted in digits(text))


@pytest.mark.parametrize(("body", "language", "wanted", "budget"), ROWS)
def test_a_strangers_text_gets_the_right_answer(
    puente: Processes, body: str, language: str | None, wanted: list[str], budget: int
) -> None:
    answer = puente.phone().text(body)
    assert answer.status == 200
    assert [one for one in wanted if not holds(answer.text, one)] == [], answer.text
    assert guess(answer.text) == language or language is None
    assert 1 <= answer.parts <= budget, measure(answer.text)
    assert re.search(r"traffick|trata\b|victim|shelter|polic", answer.text[:60], re.IGNORECASE) is None


@pytest.mark.parametrize(
    ("word", "confirmation"), [("STOP", "no more texts"), ("ALTO", "no le mandaremos nada")]
)
def test_stop_is_confirmed_once_with_a_person_and_the_way_back(
    puente: Processes, word: str, confirmation: str
) -> None:
    phone = puente.phone()
    stopped = phone.text(word)
    assert confirmation in stopped.text
    assert "START" in stopped.text
    assert holds(stopped.text, CVS)
    assert stopped.parts == 1
    assert phone.text("pizza near me").text == ""
    assert phone.text("START").parts == 1
    assert phone.text("what is tcvap").text != ""


def test_start_from_a_stranger_says_what_this_is(puente: Processes) -> None:
    answer = puente.phone().text("START")
    assert "Automated info line" in answer.text
    assert answer.parts == 1


def test_the_first_answer_says_that_this_is_a_computer_and_the_next_does_not(puente: Processes) -> None:
    phone = puente.phone()
    assert "Automated info line, not a person" in phone.text("pizza near me").text
    assert "Automated info line, not a person" not in phone.text("are there any jobs").text


def test_the_language_stays_when_a_word_belongs_to_both(puente: Processes) -> None:
    phone = puente.phone()
    phone.text("necesito comida para mis hijos")
    assert guess(phone.text("TCVAP").text) == "es"


def test_asks_for_english_in_spanish_and_gets_it(puente: Processes) -> None:
    phone = puente.phone()
    spanish = phone.text("necesito comida para mis hijos").text
    english = phone.text("in english please").text
    assert guess(english) == "en"
    assert english[:16] == spanish[:16]  # the same group, in the other language
    assert guess(phone.text("TCVAP").text) == "en"


def test_a_number_from_the_menu_is_an_answer(puente: Processes) -> None:
    phone = puente.phone()
    phone.text("hello, who is this")
    assert "1 A place to sleep" in phone.text("MENU").text
    assert holds(phone.text("1").text, STAND)


@pytest.mark.parametrize(
    ("question", "word"), [("i need a place to stay tonight", "MORE"), ("busco donde quedarme hoy", "mas")]
)
def test_more_goes_on_where_the_list_stopped(puente: Processes, question: str, word: str) -> None:
    phone = puente.phone()
    first = phone.text(question).text
    more = phone.text(word).text
    assert first.startswith("Contra Costa 211")
    assert more.startswith("STAND!")
    assert phone.text(word).text.startswith("Community Violence Solutions")


def test_a_repeat_by_twilio_gets_the_same_bytes_and_is_one_turn(puente: Processes) -> None:
    phone = puente.phone()
    phone.text("i need a place to stay tonight")
    once = phone.text("more", MessageSid="SM" + "a" * 32)
    again = phone.text("more", MessageSid="SM" + "a" * 32)
    assert again.body == once.body
    assert once.text.startswith("STAND!")
    assert phone.text("more").text.startswith("Community Violence Solutions")


@pytest.mark.parametrize(
    "headers",
    [{}, {"X-Twilio-Signature": ""}, {"X-Twilio-Signature": "bm90IGEgc2lnbmF0dXJl"}],
    ids=["none", "empty", "forged"],
)
def test_a_forged_text_is_refused_with_a_constant_body(puente: Processes, headers: dict[str, str]) -> None:
    form = {"MessageSid": "SM" + "b" * 32, "From": "+19255550111", "Body": "STOP"}
    answer = puente.phone().post(form, headers)
    assert (answer.status, answer.body) == (403, b"Forbidden")
    assert Phone(puente.address, "+19255550111").text("what is tcvap").text != ""


@pytest.mark.parametrize(
    "body",
    [
        "",
        "/restart",
        '/greet{"x":1}',
        "/",
        "a\x00b\x00",
        "\x00",
        "😀😀",
        "EXTERNAL: x",
        "<script>",
        "{name}",
        "%s" * 50,
        "ñ" * 1600,
    ],
)
def test_odd_texts_get_a_plain_answer(puente: Processes, body: str) -> None:
    answer = puente.phone().text(body)
    assert answer.status == 200
    assert 1 <= answer.parts <= 3


def test_a_picture_without_words_gets_a_plain_answer(puente: Processes) -> None:
    answer = puente.phone().text(
        "", NumMedia="1", MediaUrl0="https://example.org/x.jpg", MediaContentType0="image/jpeg"
    )
    assert answer.status == 200
    assert "words" in answer.text


def test_a_megabyte_is_refused_cleanly(puente: Processes) -> None:
    assert puente.phone().text("x" * 1_000_000).status == 413
