import re

import pytest

from actions.collaborators import directory
from actions.find_hotline import FindHotline
from actions.phones import describe
from bot.text.segments import measure
from knowledge.directory import queries
from tests.actions.turns import run
from tests.facts import number

ALARMING = re.compile(r"traffick|\btrata\b|victim|shelter|refugio|polic", re.IGNORECASE)


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("whats the suicide hotline number", "lifeline_988"),
        ("numero de la linea nacional contra la trata", "nhth"),
        ("domestic violence hotline number", "ndvh"),
        ("child abuse hotline contra costa", "cfs_child_abuse"),
        ("national runaway line number", "runaway_safeline"),
        ("telefono del comisionado laboral de california", "labor_commissioner"),
    ],
)
def test_a_line_is_found_by_what_it_is(text: str, line: str) -> None:
    assert number(line) in digits(run(FindHotline(), "ask_hotline", text).text)


def test_a_partners_line_is_found_by_its_name() -> None:
    text = run(FindHotline(), "ask_hotline", "their number", entities={"partner": "stand"}).text
    assert number("stand_crisis") in digits(text)


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_line_named_gets_the_lines_for_anybody(language: str) -> None:
    text = digits(run(FindHotline(), "ask_hotline", "give me a number", language=language).text)
    assert number("cvs_24h") in text
    assert number("lifeline_988") in text


def lines() -> list[str]:
    return ["lifeline_988", "nhth", "cvs_24h", "stand_crisis", "ndvh", "rainn", "cc_211", "runaway_safeline"]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("line", lines())
def test_every_line_for_anybody_says_who_answers_and_keeps_the_screen_neutral(
    line: str, language: str
) -> None:
    with directory() as session:
        entry = queries.hotline(session, line)
        assert entry is not None
        text = describe(session, entry, language)
    assert number(line) in digits(text)
    assert measure(text).parts <= 2
    assert ALARMING.search(text[:60]) is None


def test_a_line_that_never_stands_alone_has_another_beside_it() -> None:
    text = digits(run(FindHotline(), "ask_hotline", "x", entities={"partner": "cvs"}).text)
    assert number("cvs_24h") in text
    assert number("stand_crisis") in text or number("lifeline_988") in text


@pytest.mark.parametrize(
    ("partner", "second"),
    [
        ("stand", "Or 988 (not police; may share)."),
        ("district_attorney", "(not police)."),
    ],
)
def test_the_number_beside_says_who_answers_it_and_not_who_answers_the_first(
    partner: str, second: str
) -> None:
    assert run(FindHotline(), "ask_hotline", "x", entities={"partner": partner}).text.endswith(second)


@pytest.mark.parametrize(
    ("text", "language"),
    [("can my cousin call that same number too", "en"), ("el puede llamar al mismo numero?", "es")],
)
def test_that_number_is_the_one_that_was_told(text: str, language: str) -> None:
    told = {"services_told": ["wage_claim"]}
    assert "833-526-4636" in run(FindHotline(), "ask_hotline", text, language=language, slots=told).text
    assert "833-526-4636" not in run(FindHotline(), "ask_hotline", text, language=language).text


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("will they answer me in spanish", "en", "interpreter"),
        ("ese numero contesta en español?", "es", "oprima 2"),
    ],
)
def test_the_language_of_the_numbers_in_a_text_is_known(text: str, language: str, words: str) -> None:
    door = {"told": "other"}
    assert words in run(FindHotline(), "ask_hotline", text, language=language, door=door).text


@pytest.mark.parametrize(
    ("text", "language"), [("where did that number come from", "en"), ("y ese dato de donde salio", "es")]
)
def test_where_a_figure_comes_from_is_no_wish_for_a_number(text: str, language: str) -> None:
    told = {"answer_told": "c_scale_us", "services_told": None}
    said = run(FindHotline(), "ask_hotline", text, language=language, slots=told).text
    assert said.startswith(("This comes from", "Esto viene de"))
