import pytest
from sqlmodel import Session

from knowledge.directory.search.spelling import readings


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bibienda", "vivienda"),
        ("sertificacion", "certificacion"),
        ("conpensacion", "compensacion"),
        ("calwrks", "calworks"),
        ("imigration", "immigration"),
        ("restrainning", "restraining"),
        ("lawer", "lawyer"),
        ("immigr", "immigration"),
    ],
)
def test_a_misspelt_word_is_read_as_one_of_the_index(session: Session, typed: str, meant: str) -> None:
    found = [one.word for one in readings(session, typed)]
    assert any(word.startswith(meant[:-2]) for word in found), found


def test_a_misspelt_word_that_says_nothing_is_no_word(session: Session) -> None:
    assert readings(session, "aserca") == []


def test_a_word_like_no_other_has_no_reading(session: Session) -> None:
    assert readings(session, "xylophonist") == []
