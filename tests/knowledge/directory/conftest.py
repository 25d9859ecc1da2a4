"""One database with the real facts, for tests that only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from knowledge.directory.build import build
from knowledge.directory.engine import engine


@pytest.fixture(scope="session")
def facts_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('directory') / 'puente.sqlite3'}"
    build(url)
    return url


@pytest.fixture
def session(facts_url: str) -> Iterator[Session]:
    made = engine(facts_url)
    with Session(made) as opened:
        yield opened
    made.dispose()


@pytest.fixture
def empty_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
