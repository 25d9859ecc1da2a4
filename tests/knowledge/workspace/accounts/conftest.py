"""A migrated database with one account, `m`, called maria."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from knowledge.directory.engine import engine
from knowledge.directory.migrate import migrate
from knowledge.workspace import accounts

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("accounts") / "empty.sqlite3"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def url(migrated_file: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'own.sqlite3')}"


@pytest.fixture
def database(url: str) -> Iterator[Engine]:
    made = engine(url)
    yield made
    made.dispose()


@pytest.fixture
def session(database: Engine) -> Iterator[Session]:
    with Session(database) as opened:
        accounts.add(opened, "m", " Maria ", "admin", "en", NOW)
        opened.commit()
        yield opened
