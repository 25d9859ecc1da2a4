import pytest
from sqlmodel import Session

from knowledge.directory.wanted_needs import wanted_needs

FOOD, BED = ("food",), ("emergency_shelter", "transitional_housing")


def test_what_was_chosen_comes_first_then_what_the_words_name(session: Session) -> None:
    found = wanted_needs(session, "lawyer", chosen=[FOOD])
    assert found[0] == FOOD
    assert len(found) > 1


def test_words_that_name_what_was_chosen_add_nothing(session: Session) -> None:
    assert wanted_needs(session, "comida", chosen=[FOOD]) == (FOOD,)


def test_what_was_chosen_stays_whatever_the_words_name(session: Session) -> None:
    chosen = ("case_management", "advocacy")
    assert wanted_needs(session, "food", chosen=[chosen])[0] == chosen
    assert chosen not in wanted_needs(session, "food", read=chosen)


def test_a_step_on_a_visa_is_no_wish_for_papers_where_there_is_another(session: Session) -> None:
    assert ("legal_immigration",) in wanted_needs(session, "immigration lawyer")
    assert ("legal_immigration",) not in wanted_needs(session, "t visa", chosen=[FOOD])


@pytest.mark.parametrize(("kind", "need"), [("labor", "wage_recovery"), ("sex", "advocacy")])
def test_a_kind_of_trafficking_adds_its_own_at_the_end(session: Session, kind: str, need: str) -> None:
    found = wanted_needs(session, "", chosen=[FOOD], of_kinds=[kind, "no kind"])
    assert found[0] == FOOD
    assert need in found[-1]


def test_nothing_told_is_no_need(session: Session) -> None:
    assert wanted_needs(session, "") == ()
    assert wanted_needs(session, "zzzz") == ()
