import pytest
import yaml
from sqlmodel import Session

from knowledge import guides
from knowledge.directory import queries
from knowledge.directory.public_reads import partners
from tests.facts import FACTS
from tests.navigator_api.web.public.page_reader import Page

TEAMS = [
    team["id"]
    for team in yaml.safe_load((FACTS / "collaboratives.yaml").read_text("utf-8"))["collaboratives"]
]


@pytest.fixture
def session(database):
    with Session(database) as made:
        yield made


def test_every_partner_and_team_is_listed_and_has_its_page(reader, session) -> None:
    links = {a["href"] for a in Page(reader.get("/partners").text).of("a")}
    expected = {f"/partners/{one.id}" for one in partners(session)}
    expected |= {f"/partners/teams/{team}" for team in TEAMS}
    assert len(expected) > 70
    assert expected <= links
    for path in sorted(expected):
        assert reader.get(path).status_code == 200, path


def test_a_partner_shows_what_was_paid_for_with_the_source(reader, session) -> None:
    page = Page(reader.get("/partners/love_never_fails").text)
    assert "$120,088" in page.text
    assert "Search and recovery services" in page.text
    assert "Contra Costa EHSD, Anti-Human Trafficking Update" in page.text
    assert "$120,088" in {line.amount for line in queries.contract_lines(session)}


def test_spanish_readers_get_every_contract_line_in_spanish(reader, session) -> None:
    words = guides.funding_words()
    for line in queries.contract_lines(session):
        assert line.purpose in words.spanish
        assert line.bureau in words.spanish
    page = Page(reader.get("/partners/love_never_fails?lang=es").text)
    assert "Servicios de búsqueda y recuperación" in page.text


def test_the_words_for_funding_are_all_of_lines_that_exist(session) -> None:
    lines = queries.contract_lines(session)
    printed = {text for line in lines for text in (line.purpose, line.bureau, line.amount, line.fiscal_year)}
    assert guides.funding_words().spanish.keys() - printed == set()


@pytest.mark.parametrize("team", TEAMS)
def test_a_team_is_told_in_spanish_too(team, reader) -> None:
    page = Page(reader.get(f"/partners/teams/{team}?lang=es").text)
    assert [a for a in page.of("span") if a.get("lang") == "en"] == []


def test_a_partner_is_told_in_spanish_too(reader, session) -> None:
    for one in partners(session):
        page = Page(reader.get(f"/partners/{one.id}?lang=es").text)
        assert [a for a in page.of("span") if a.get("lang") == "en"] == [], one.id


def test_what_is_withdrawn_or_for_professionals_is_not_shown(reader) -> None:
    assert "old website" not in reader.get("/partners/teams/heat_watch").text
    assert "A pledge was offered" not in reader.get("/partners/teams/heat_watch").text
    assert "How a navigator brings a case" not in reader.get("/partners/teams/ht_mdt").text
    assert "891-8901" not in reader.get("/partners/teams/heat_institute").text
    assert "891-8901" not in reader.get("/partners/alameda_da").text


def test_remarks_for_editors_are_not_shown(reader) -> None:
    assert "Any change of name or merger" not in reader.get("/partners/cvs").text


def test_both_sides_of_a_disagreement_are_shown_with_their_sources(reader) -> None:
    text = Page(reader.get("/partners/teams/ht_mdt").text).text
    assert "19 connections" in text
    assert "By agency" in text
