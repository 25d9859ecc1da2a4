"""The HSDS door's words go through the directory's one search."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from knowledge.directory.build import build
from knowledge.directory.engine import engine
from knowledge.directory.hsds.by_meaning import by_meaning
from knowledge.directory.hsds.find import Search, Wanted, find
from knowledge.directory.search.find import search
from knowledge.directory.search.index import reindex
from knowledge.directory.search.query import Query
from knowledge.meaning import encoder

NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    url = f"sqlite:///{tmp_path_factory.mktemp('searched') / 'own.sqlite3'}"
    build(url)
    made = engine(url)
    with Session(made) as session:
        reindex(session, encoder())
        session.commit()
        yield session
    made.dispose()


@pytest.fixture
def search_by() -> Search:
    return by_meaning(encoder, lambda: NOW)


def test_services_come_in_the_order_of_the_search(searched: Session, search_by: Search) -> None:
    words = "dinero y comida para una persona sin papeles"
    page = search(searched, Query(text=words, per_page=100), encode=encoder(), on=NOW)

    found = find(searched, "service", Wanted(search=words), search_by)

    assert "tcvap" in found
    assert list(found) == [hit.service_id for hit in page.hits if hit.service_id in found]
    assert len(found) == len(page.hits)


def test_filters_still_hold(searched: Session, search_by: Search) -> None:
    assert find(searched, "service", Wanted(search="food", organization_id="nobody"), search_by) == []


def test_the_encoder_is_not_opened_without_words(searched: Session) -> None:
    def refused() -> None:
        raise AssertionError

    assert find(searched, "service", Wanted(), by_meaning(refused, lambda: NOW))  # type: ignore[arg-type]
