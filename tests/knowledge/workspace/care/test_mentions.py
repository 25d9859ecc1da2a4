"""Texts that write a number do not change with it, so that they are named."""

from sqlmodel import Session

from knowledge.directory import tables
from knowledge.workspace.mentions import mentions
from knowledge.workspace.owners import Owners


def test_texts_that_write_the_number_are_named(session: Session) -> None:
    made = {"audience": "survivor", "topic": "food", "sms_es": "x", "web_es": "x", "position": 90}
    session.add(tables.Answer(id="one", sms_en="Call 1 (925) 555-0100.", web_en="x", **made))
    session.add(tables.Answer(id="two", sms_en="Call 925-555-01002.", web_en="x", **made))
    session.flush()
    assert mentions(Owners(session), "925-555-0100 (desk)") == [("answer", "one")]


def test_a_short_code_is_no_part_of_another_number(session: Session) -> None:
    made = {"audience": "survivor", "topic": "food", "sms_es": "x", "web_es": "x", "position": 90}
    session.add(tables.Answer(id="one", sms_en="Call or text 988.", web_en="x", **made))
    session.add(tables.Answer(id="two", sms_en="Call 925-988-0100.", web_en="x", **made))
    session.flush()
    assert mentions(Owners(session), "988") == [("answer", "one")]


def test_what_has_no_number_is_nowhere(session: Session) -> None:
    assert mentions(Owners(session), "no number") == []
