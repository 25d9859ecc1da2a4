"""What nobody had an answer for: counted by topic, in the background, without words."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select

from knowledge.directory.engine import engine
from knowledge.directory.migrate import migrate
from knowledge.workspace.care_tables import CareTopic
from navigator_api.chat.rasa_client import parse_answer
from navigator_api.chat.unanswered import Unanswered


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/counts.sqlite3"


def counted(url: str, asked: list[tuple[str, str]]) -> list[tuple[str, str, str, int]]:
    made = engine(url)
    unanswered = Unanswered(made, lambda: datetime(2026, 11, 22, tzinfo=UTC))
    for language, topic in asked:
        unanswered.count(language, topic)
    unanswered.close()
    with Session(made) as session:
        rows = session.exec(select(CareTopic)).all()
    made.dispose()
    return sorted((row.month, row.language, row.topic, row.count) for row in rows)


def test_counts_by_month_language_and_topic(url) -> None:
    migrate(url)
    asked = [("es", "s_food"), ("es", "s_food"), ("en", "s_food")]
    assert counted(url, asked) == [("2026-11", "en", "s_food", 1), ("2026-11", "es", "s_food", 2)]


def test_what_is_no_topic_is_not_kept(url) -> None:
    migrate(url)
    assert counted(url, [("en", "my name is Ana")]) == []


def test_a_database_that_fails_stops_nobody(url) -> None:
    broken = engine(url)
    unanswered = Unanswered(broken, lambda: datetime(2026, 11, 22, tzinfo=UTC))
    unanswered.count("en", "s_food")  # no table is there
    unanswered.close()
    broken.dispose()


def test_the_topic_comes_from_the_actions_beside_the_text() -> None:
    said = b'[{"text": "I may not have it right."}, {"custom": {"unanswered": "s_food"}}]'
    assert parse_answer(said).unanswered == "s_food"
    assert parse_answer(b'[{"text": "x"}, {"custom": {"unanswered": 7}}]').unanswered is None


@pytest.mark.anyio
async def test_a_turn_counts_the_topic_in_the_language_of_the_talk(talk, rasa) -> None:
    rasa.answers = [{"text": "Tal vez no lo entiendo."}, {"custom": {"unanswered": "s_food"}}]
    await talk.say("y eso de la despensa azul que onda")
    assert talk.unanswered == [("es", "s_food")]
