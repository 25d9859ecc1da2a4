import pytest

from actions.answer_question import AnswerQuestion
from actions.collaborators import directory
from actions.find_services import FindServices
from actions.partner_info import PartnerInfo
from actions.sources import best, cited, words
from actions.tell_source import TellSource
from bot.text.segments import measure
from knowledge.directory import queries
from knowledge.directory.results import Citation
from tests.actions.turns import run


def test_the_source_of_the_last_answer_is_a_title_with_the_day_of_the_check() -> None:
    told = run(AnswerQuestion(), "ask_tcvap", "what is tcvap")
    text = run(TellSource(), "ask_source", slots=told.slots).text
    assert text.startswith("This comes from: ")
    assert "Checked 2026-" in text


def test_the_source_of_a_service_follows_a_list_and_not_the_answer_before_it() -> None:
    answered = run(AnswerQuestion(), "ask_tcvap", "what is tcvap").slots
    listed = run(FindServices(), "need_food_basics", slots=answered).slots
    assert listed["answer_told"] is None
    assert "comes from" in run(TellSource(), "ask_source", slots={**answered, **listed}).text


def test_without_an_answer_it_says_where_facts_come_from() -> None:
    assert "county" in run(TellSource(), "ask_source").text
    assert "condado" in run(TellSource(), "ask_source", language="es").text


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_answer_has_a_source_that_two_segments_hold_and_no_file_name(language: str) -> None:
    with directory() as session:
        entries = queries.answers(session)
    for entry in entries:
        text = words(entry.sources, language)
        assert entry.sources, entry.id
        assert measure(text).parts <= 2, entry.id
        assert ".txt" not in text, entry.id


@pytest.mark.parametrize(
    ("title", "as_of", "shown"),
    [
        ("EHSD, Update, 12 September 2023 > TCVAP", "2023-09-12", "EHSD, Update, 12 September 2023"),
        ("cdss.ca.gov", "unknown (stored copy)", "cdss.ca.gov"),
        ("dir.ca.gov", "2025-06-11", "dir.ca.gov (2025-06-11)"),
        ("Slides", "2019 (slides undated; they say so)", "Slides (2019)"),
    ],
)
def test_a_source_is_shown_without_chapter_and_with_a_date_it_has(title: str, as_of: str, shown: str) -> None:
    assert cited(Citation(title, None, as_of, "2026-11-21", "page")) == shown


def test_the_source_of_what_was_told_of_a_partner() -> None:
    told = run(PartnerInfo(), "ask_partner_info", entities={"partner": "justice_at_last"})
    assert "Update" in run(TellSource(), "ask_source", slots=told.slots).text


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (
            "https://www.eastbaytimes.com/2017/10/22/calls-to-the-help-line-rise/",
            "Calls to the help line rise, eastbaytimes.com",
        ),
        ("https://www.eastbaytimes.com/archive/9058023", "eastbaytimes.com"),
        ("https://www.eastbaytimes.com/", "eastbaytimes.com"),
    ],
)
def test_a_page_known_by_its_address_alone_is_shown_with_the_words_of_it(url: str, shown: str) -> None:
    assert cited(Citation("eastbaytimes.com", url, "unknown", "2026-11-21", "page")) == shown


def test_documents_and_offices_come_before_other_pages() -> None:
    pages = [
        Citation(title, None, "unknown", "2026-11-21", "page")
        for title in ("littleleague.org", "A county paper", "leginfo.ca.gov")
    ]
    assert [one.title for one in best(pages)] == ["A county paper", "leginfo.ca.gov", "littleleague.org"]


@pytest.mark.parametrize(("text", "language"), [("is that legal", "en"), ("¿y eso es legal?", "es")])
def test_what_is_asked_of_the_matter_is_no_question_of_its_source(text: str, language: str) -> None:
    told = {"answer_told": "s_boss_immigration"}
    said = run(TellSource(), "ask_source", text, language=language, slots=told)
    assert "comes from" not in said.text
    assert "viene de" not in said.text
    source = run(TellSource(), "ask_source", "where is that from", slots=told)
    assert source.text.startswith("This comes from")


def test_staff_without_proof_are_told_that_none_is_needed() -> None:
    outcome = run(TellSource(), "ask_source", "but i have no proof of it", door={"told": "staff"})
    assert "comes from" not in outcome.text
    assert "You do not need proof" in outcome.text
