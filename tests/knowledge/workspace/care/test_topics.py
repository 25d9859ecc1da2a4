"""Counts of what had no answer."""

import pytest
from sqlmodel import Session

from knowledge.workspace.topics import Counted, NotATopic, count_topic, months, topics


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(either: str, built: object, tmp_path: object, request: pytest.FixtureRequest) -> str:
    import shutil

    if either == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{shutil.copy(str(built), f'{tmp_path}/topics.sqlite3')}"


def test_counts_add_up_by_month_language_and_topic(session: Session) -> None:
    for _ in range(12):
        count_topic(session, "2026-11", "es", "ask_tcvap")
    count_topic(session, "2026-11", "en", "ask_tcvap")
    count_topic(session, "2026-10", "en", "need_food")
    session.commit()
    assert list(months(session)) == ["2026-11", "2026-10"]
    assert topics(session, "2026-11") == [
        Counted("2026-11", "es", "ask_tcvap", 12),
        Counted("2026-11", "en", "ask_tcvap", None),
    ]


def test_the_order_of_small_counts_tells_nothing(session: Session) -> None:
    for topic, times in (("need_food", 2), ("ask_tcvap", 1), ("need_legal", 9)):
        for _ in range(times):
            count_topic(session, "2026-11", "en", topic)
    assert [one.topic for one in topics(session, "2026-11")] == ["ask_tcvap", "need_food", "need_legal"]
    assert {one.count for one in topics(session, "2026-11")} == {None}


@pytest.mark.parametrize(
    "what",
    [("2026-13", "en", "x"), ("2026-11-22", "en", "x"), ("2026-11", "fr", "x"), ("2026-11", "en", "my boss")],
)
def test_words_cannot_be_counted(session: Session, what: tuple[str, str, str]) -> None:
    with pytest.raises(NotATopic):
        count_topic(session, *what)
