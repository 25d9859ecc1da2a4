"""The search in PostgreSQL finds what it finds in SQLite."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlmodel import Session

from knowledge.directory.build import build
from knowledge.directory.engine import engine
from knowledge.directory.search.fulltext import TsVector, fulltext
from knowledge.directory.search.stems import words
from tests.knowledge.directory.search.cases import RELEVANCE, ids, missing


@pytest.fixture(scope="module")
def filled_url(postgres_server: str) -> Iterator[str]:
    """A database with the real facts, for tests that only read."""
    name = f"search_{uuid4().hex}"
    maker = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with maker.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        url = make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
        build(url)
        yield url
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    maker.dispose()


@pytest.fixture
def there(filled_url: str) -> Iterator[Session]:
    made = engine(filled_url)
    with Session(made) as opened:
        yield opened
    made.dispose()


@pytest.mark.parametrize("case", RELEVANCE, ids=lambda case: case["text"])
def test_what_people_type_finds_what_they_need(there: Session, case: dict[str, Any]) -> None:
    assert missing(there, case) == []


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"needs": ("crisis_support", "mental_health"), "audience": "survivor"},
        {"place": "alameda", "language": "es", "cost": "free", "age": 16, "mode": "call"},
        {"open_now": True},
    ],
)
def test_both_databases_give_the_same_services_in_the_same_order(
    there: Session, session: Session, asked: dict[str, Any]
) -> None:
    assert isinstance(fulltext(there), TsVector)
    assert ids(there, **asked, per_page=100) == ids(session, **asked, per_page=100)


def test_both_databases_answer_the_texts_alike(there: Session, session: Session) -> None:
    for case in RELEVANCE[::6]:
        assert ids(there, text=case["text"], per_page=5) == ids(session, text=case["text"], per_page=5)


@pytest.mark.parametrize(
    "typed", ["a' | 'b", "!!! <-> & | ! ( ) : * \\", "'; DROP TABLE service;--", "\x00", "%s :x"]
)
def test_signs_of_a_query_language_do_nothing(there: Session, typed: str) -> None:
    assert len(ids(there, text=typed, per_page=100)) <= 100
    assert all(word.isalnum() for word in words(typed))
