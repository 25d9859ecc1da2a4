import io
import re
from datetime import timedelta

import pytest
from pypdf import PdfReader

from bot.text.language import LANGUAGES
from knowledge import guides
from knowledge.guides import points
from navigator_api.web.school_card import keys_of
from tests.facts import number
from tests.navigator_api.web.public.page_reader import Page

CARD = guides.school_card()
ROLES = {role.id: role for role in CARD.roles}


def squeezed(text: str) -> str:
    return re.sub(r"\W", "", text)


def test_the_first_page_offers_every_role(reader) -> None:
    links = {a["href"] for a in Page(reader.get("/card").text).of("a")}
    assert {f"/card/{role}" for role in ROLES} <= links
    assert set(ROLES) == {"teacher", "counselor", "nurse", "administrator", "classified"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_a_sheet_says_all_that_is_said_to_the_role(role, language, reader) -> None:
    text = squeezed(Page(reader.get(f"/card/{role}?lang={language}").text).text)
    for point in (*CARD.steps, *CARD.never, *points(ROLES[role]), *CARD.threshold, *CARD.signs, *CARD.next):
        assert squeezed(point.of(language)) in text
    other = next(one for one in ROLES if one != role)
    assert squeezed(ROLES[other].asks[0].of(language)) not in text


@pytest.mark.parametrize("role", ROLES)
def test_a_sheet_names_the_sources_of_its_points_by_number(role, reader) -> None:
    page = Page(reader.get(f"/card/{role}").text)
    ids = [a["id"] for a in page.of("li") if a.get("id")]
    used = {str(a["href"]) for a in page.of("a") if str(a["href"]).startswith("#source-")}
    assert len(ids) == len(keys_of(CARD, ROLES[role]))
    assert used == {f"#{one}" for one in ids}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_the_pdf_is_one_sheet_of_paper_with_the_number_to_call(role, language, reader) -> None:
    answer = reader.get(f"/card/{role}.pdf?lang={language}")
    assert answer.headers["content-type"] == "application/pdf"
    assert role not in answer.headers["content-disposition"]
    paper = PdfReader(io.BytesIO(answer.content))
    assert len(paper.pages) <= 2
    assert paper.trailer["/Root"]["/Lang"].startswith(language)
    front = squeezed(paper.pages[0].extract_text())
    assert number("cfs_child_abuse") in front
    for point in points(ROLES[role]):
        assert squeezed(point.of(language)).encode("latin-1", "replace").decode("latin-1") in front


def test_an_unknown_role_is_no_page(reader) -> None:
    assert reader.get("/card/pirate").status_code == 404
    assert reader.get("/card/pirate.pdf").status_code == 404


def test_what_was_checked_when_is_told_in_words(reader) -> None:
    assert "November 22, 2026" in reader.get("/card/nurse").text
    assert "22 de noviembre de 2026" in reader.get("/card/nurse?lang=es").text


def test_the_day_of_making_does_not_change_the_words(client, now) -> None:
    before = PdfReader(io.BytesIO(client.get("/card/nurse.pdf").content)).pages[0].extract_text()
    now.at += timedelta(days=400)
    assert PdfReader(io.BytesIO(client.get("/card/nurse.pdf").content)).pages[0].extract_text() == before
