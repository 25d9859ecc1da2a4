import io
import re

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from bot.text.language import LANGUAGES
from knowledge import guides
from navigator_api.web.assessment import results
from navigator_api.web.words import Words
from tests.navigator_api.web.public.page_reader import Page

CHECK = guides.self_check()
QUESTIONS = [question for area in CHECK.areas for question in area.questions]
MIXED = {
    question.id: ("yes", "partly", "no", "unknown")[place % 4] for place, question in enumerate(QUESTIONS)
}


def squeezed(said: str) -> str:
    return re.sub(r"\W", "", said)


def test_the_six_areas_are_those_of_the_source() -> None:
    assert [area.name.en for area in CHECK.areas] == [
        "Prevention and awareness",
        "Service delivery",
        "Staff training",
        "Work with other agencies",
        "Screening and finding cases",
        "Policies and protocols",
    ]
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_offers_four_answers_and_none_is_chosen_for_you(language, reader) -> None:
    page = Page(reader.get(f"/assessment?lang={language}").text)
    radios = [a for a in page.of("input") if a.get("type") == "radio"]
    assert len(radios) == 4 * len(QUESTIONS)
    assert not [a for a in radios if "checked" in a]
    assert len(page.of("fieldset")) == len(page.of("legend")) == len(QUESTIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_result_says_what_comes_next_for_all_but_yes(language, reader) -> None:
    answer = reader.post(f"/assessment?lang={language}", data=MIXED)
    shown = squeezed(Page(answer.text).text)
    for question in QUESTIONS:
        assert squeezed(question.of(language)) in shown
        assert (squeezed(question.next.of(language)) in shown) == (MIXED[question.id] != "yes")


def test_what_was_left_out_is_to_find_out() -> None:
    assert {one.answer for result in results(CHECK, {}) for one in result.answered} == {"unknown"}


def test_no_number_pretends_to_measure(reader) -> None:
    body = reader.post("/assessment", data=MIXED).text.split("<main")[1].split('class="sources"')[0]
    assert not re.search(r"\d+\s*(%|/|of|points)", Page(body).text)


def test_what_does_not_fit_is_dropped_and_never_echoed(reader) -> None:
    sent = {**MIXED, QUESTIONS[0].id: "zanzibar", "somebody": "zanzibar"}
    answer = reader.post("/assessment", data=sent)
    assert answer.status_code == 200
    assert "zanzibar" not in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_says_the_same(language, reader) -> None:
    answer = reader.post(f"/assessment.pdf?lang={language}", data=MIXED)
    footer = squeezed(Words.load().of(language)("public.assessment.stores_nothing"))
    pages = [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(answer.content)).pages]
    said = re.sub(r"(Page|Página)\d+(of|de)\d+", "", "".join(pages)).replace(footer, "")
    for question in QUESTIONS:
        expected = question.next.of(language) if MIXED[question.id] != "yes" else question.of(language)
        assert squeezed(expected) in said


def test_the_result_page_asks_for_its_pdf_with_the_same_answers(reader) -> None:
    page = Page(reader.post("/assessment", data=MIXED).text)
    hidden = {a["name"]: a["value"] for a in page.of("input") if a.get("type") == "hidden"}
    assert hidden == MIXED


def test_nothing_is_stored(client, database) -> None:
    def content() -> list[str]:
        with database.connect() as connection:
            names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars()
            return [
                f"{name} {connection.execute(text(f'SELECT * FROM {name!r}')).fetchall()}"
                for name in sorted(names)
            ]

    before = content()
    client.post("/assessment", data=MIXED)
    client.post("/assessment.pdf", data=MIXED)
    assert content() == before
