"""A database with the real facts, for tests that only read; an empty one, and a way to import into it."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from knowledge.directory.build import build
from knowledge.directory.engine import engine
from knowledge.directory.hsds.import_rows import import_rows
from knowledge.directory.hsds.report import Report
from knowledge.directory.hsds.sources import rows
from knowledge.directory.migrate import migrate


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


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "empty.sqlite3"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def empty(migrated: Path, tmp_path: Path) -> Iterator[Session]:
    """A migrated database without rows."""
    file = shutil.copy(migrated, tmp_path / "own.sqlite3")
    made = engine(f"sqlite:///{file}")
    with Session(made) as opened:
        yield opened
    made.dispose()


@pytest.fixture
def take(empty: Session, tmp_path: Path) -> Callable[..., Report]:
    """Import some data into it: `take(data, origin="pantry", dry_run=False)`."""

    def taken(data: Any, origin: str = "pantry", dry_run: bool = False) -> Report:
        file = tmp_path / "data.json"
        file.write_text(json.dumps(data), encoding="utf-8")
        return import_rows(empty, rows(file), origin, dry_run=dry_run)

    return taken
