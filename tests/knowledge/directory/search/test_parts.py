import pytest
from sqlmodel import Session

from knowledge.directory.search.find import search
from knowledge.directory.search.memory import memory
from knowledge.directory.search.parts import MOST_PARTS, parts
from knowledge.directory.search.query import Query
from knowledge.directory.wanted_needs import wanted_needs
from knowledge.meaning import Vectors, encoder
from tests.knowledge.directory.search.cases import ON, found


def needs(session: Session, text: str) -> list[str | None]:
    return [one.need for one in parts(session, text, memory(session), encoder())[1:]]


@pytest.mark.parametrize(
    "text",
    [
        "they do not pay her, they took her passport",
        "they took her passport and they don't pay her",
        "no le pagan, le quitaron el pasaporte",
        "le quitaron el pasaporte y no le pagan",
    ],
)
def test_several_needs_in_one_sentence_are_each_served(session: Session, text: str) -> None:
    assert {"wage_recovery", "advocacy"} == set(needs(session, text))
    first = [hit.service_id for hit in found(session, text=text).hits[:3]]
    assert "wage_claim" in first
    assert {"t_visa", "cvs_ht_direct", "stcc_immigration"} & set(first)
    assert {("wage_recovery",), ("advocacy", "case_management", "legal_immigration")} == set(
        wanted_needs(session, text)
    )


@pytest.mark.parametrize(
    "text",
    [
        "unpaid wages",
        "she is 30 years old, they do not pay her",
        "thanks, de Guatemala, gracias",
        "",
        ",,,",
        "y",
    ],
)
def test_what_is_told_in_passing_is_no_part(session: Session, text: str) -> None:
    assert needs(session, text) == []


def test_a_list_of_many_needs_is_asked_no_more_than_a_few_times(session: Session) -> None:
    text = "food, shelter, immigration, unpaid wages, took my passport, cant sleep, hungry"
    assert len(needs(session, text)) == MOST_PARTS


def test_the_meaning_of_all_parts_is_asked_for_at_once(session: Session) -> None:
    asked = []

    def encode(texts: list[str]) -> Vectors:
        asked.append(texts)
        return encoder()(texts)

    search(session, Query(text="hungry, unpaid wages"), encode=encode, on=ON)
    assert asked == [["hungry, unpaid wages", "hungry", "unpaid wages"]]
