import pytest
from sqlmodel import Session

from bot.text.language import LANGUAGES
from knowledge import guides
from knowledge.directory import queries
from tests.navigator_api.web.public.page_reader import Page

GUIDE = guides.labor_guide()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_four_misconceptions_stand_with_what_is_so_and_its_source(language, reader, database) -> None:
    html = Page(reader.get(f"/learn?lang={language}").text)
    with Session(database) as session:
        answers = {one.id: one for one in queries.answers(session)}
    assert len(GUIDE.misconceptions) == 4
    for myth in GUIDE.misconceptions:
        assert myth.of(language) in html.text
        assert answers[myth.answer].web.of(language)[:60] in html.text
    assert html.text.count("PACT Convening, Initial Steps to Address Child Labor Trafficking") >= 4


@pytest.mark.parametrize(("shares", "answer"), [("pay", "c_labor_pay"), ("control", "c_labor_control")])
def test_each_figure_is_that_of_the_reviewed_answer(shares, answer, database) -> None:
    with Session(database) as session:
        said = queries.answers(session, [answer])[0].web
    for share in getattr(GUIDE, shares):
        for language in LANGUAGES:
            assert f"{share.percent}%" in said.of(language), share.en
    assert said.en.count("%") - 2 * ("94%" in said.en) == len(getattr(GUIDE, shares))


def test_the_figures_are_a_table_with_a_caption_and_heads(reader) -> None:
    page = Page(reader.get("/learn").text)
    assert len(page.of("table")) == len(page.of("caption")) == 2
    assert {a.get("scope") for a in page.of("th")} == {"col", "row"}
    assert "Pay held back 81%" in page.text
