import pytest

from actions.leading import is_question
from actions.steering import answer_asked, answer_near, answer_on_who, corrected, step
from tests.actions.turns import tracker_of


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("why", "why"),
        ("why u asking that", "why"),
        ("por que me pregunta eso", "why"),
        ("por que quieren saber mi edad", "why"),
        ("para que ocupan saber eso", "why"),
        ("go back", "back"),
        ("ya basta", "end"),
        ("i dont wanna answer these", "end"),
        ("ya no quiero preguntas", "end"),
    ],
)
def test_the_talk_is_steered_in_whatever_words(text: str, wanted: str) -> None:
    assert step(text) == wanted


@pytest.mark.parametrize(
    "text",
    ["why do i need a lawyer", "por que no me pagan", "why does he hit me", "two kids", "no", "contra costa"],
)
def test_what_only_sounds_like_a_step_is_none(text: str) -> None:
    assert step(text) is None


def test_an_emergency_is_no_step_unless_it_is_one_word_for_word() -> None:
    assert step("ya no quiero preguntas", by_meaning=False) is None
    assert step("ya no quiero contestar preguntas", by_meaning=False) == "end"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("oh wait i meant 3", "3"),
        ("actually its a t visa", "t visa"),
        ("no wait alameda", "alameda"),
        ("ay perdon, queria decir comida", "comida"),
        ("i meant food not money", "food"),
        ("i meant no kids", "no kids"),
        ("sorry 16", "16"),
        ("espere, 17", "17"),
        ("wait", None),
        ("no", None),
        ("two kids", None),
    ],
)
def test_what_is_meant_stands_after_the_words_of_a_correction(text: str, meant: str | None) -> None:
    assert corrected(text) == meant


@pytest.mark.parametrize("text", ["y cuanto dinero dan", "but can men get it", "it hurts?", "how long"])
def test_a_question_is_known_by_its_grammar(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize("text", ["in contra costa", "two kids", "y", "no quiero policia"])
def test_other_words_are_no_question(text: str) -> None:
    assert not is_question(text)


def test_a_message_near_a_reviewed_answer_asks_for_it() -> None:
    assert answer_near("no quiero policia") == "s_no_police"
    assert answer_near("purple") is None


def test_a_question_is_answered_by_the_likeliest_intent_that_has_answers() -> None:
    tracker = tracker_of("provide_immigration_status", "can a us citizen be trafficked")
    assert answer_asked(tracker) is None
    tracker.latest_message["intent_ranking"] = [
        {"name": "provide_immigration_status", "confidence": 0.46},
        {"name": "ask_what_is_trafficking", "confidence": 0.34},
    ]
    assert answer_asked(tracker) in {"s_what_is", "c_citizens"}


@pytest.mark.parametrize("text", ["can men get this kind of help too", "soy hombre, tambien me ayudan"])
def test_who_is_served_has_an_answer(text: str) -> None:
    assert answer_on_who(text) == "s_anyone"


@pytest.mark.parametrize(
    "text", ["do i qualify for help", "califico para ayuda", "am i eligible for anything", "yo califico?"]
)
def test_whoever_asks_what_help_there_is_gets_the_talk(text: str) -> None:
    assert answer_on_who(text) is None
