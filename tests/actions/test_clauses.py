import pytest

from actions import leading
from actions.clauses import is_question, of


@pytest.mark.parametrize(
    ("text", "asks"),
    [("can i sue", True), ("se puede borrar?", True), ("puedo demandar", True), ("tengo hambre", False)],
)
def test_a_question_is_known_by_its_form(text: str, asks: bool) -> None:
    assert is_question(text) is asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("hello quick question what is the gray building", True),
        ("Hola, tengo una duda qué es una orden", True),
        ("ok will do after class. bye", False),
        ("will they call me back", True),
        ("hola busco trabajo", False),
    ],
)
def test_what_leads_a_question_is_no_part_of_it(text: str, asks: bool) -> None:
    assert leading.is_question(text) is asks


def test_a_question_is_found_behind_the_story_before_it() -> None:
    text = "we had a fire drill today, all fine. do you train the lunch staff"
    assert of(text) == ["we had a fire drill today", "do you train the lunch staff"]
    assert not is_question(text)
    assert leading.is_question(text)


@pytest.mark.parametrize("text", ["he keeps my passport, and he laughs", "no me paga y me insulta"])
def test_a_story_alone_asks_nothing(text: str) -> None:
    assert not leading.is_question(text)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("they dont tell ice right", True),
        ("es gratis todo verdad", True),
        ("the way he acts is not right", False),
        ("yo digo la verdad", False),
        ("thats right", False),
    ],
)
def test_a_question_may_be_known_by_its_end(text: str, asks: bool) -> None:
    assert is_question(text) is asks


def test_a_part_with_its_question_mark_asks_however_it_opens() -> None:
    assert leading.questions("y eso cuesta algo? ahorita no traigo nada") == ["y eso cuesta algo"]
    assert leading.questions("abren los sabados? trabajo toda la semana") == ["abren los sabados"]
    assert leading.questions("no traigo nada. me deben dos meses") == []


@pytest.mark.parametrize(
    "text", ["es q el guarda mi pasaporte", "es que no me pagan", "pues es que me da miedo"]
)
def test_an_explanation_asks_nothing(text: str) -> None:
    assert not leading.is_question(text)
    assert leading.is_question("es gratis")
