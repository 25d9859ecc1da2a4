"""A small directory that can be changed, and facts whose files a test may rewrite."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from knowledge.directory.build import build
from knowledge.directory.engine import engine
from knowledge.workspace.edits import Act

SMALL = Path(__file__).resolve().parents[2] / "facts_broken" / "base"


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    folder = tmp_path / "facts"
    shutil.copytree(SMALL, folder)
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("care") / "built.sqlite3"
    build(f"sqlite:///{file}", SMALL)
    return file


@pytest.fixture
def url(tmp_path: Path, built: Path) -> str:
    """The database of the session; a module can put PostgreSQL in its place."""
    return f"sqlite:///{shutil.copy(built, tmp_path / 'care.sqlite3')}"


@pytest.fixture
def session(url: str, facts: Path) -> Iterator[Session]:
    build(url, facts)
    made = engine(url)
    with Session(made) as opened:
        yield opened
    made.dispose()


@pytest.fixture
def ana(facts: Path) -> Act:
    return Act("ana", datetime(2026, 11, 22, 18, tzinfo=UTC), date(2026, 11, 22), facts)


@pytest.fixture
def ben(facts: Path) -> Act:
    return Act("ben", datetime(2026, 11, 22, 19, tzinfo=UTC), date(2026, 11, 22), facts)
