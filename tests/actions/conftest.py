from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from actions import collaborators
from knowledge.directory.build import build

# A day on which every check still holds.
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("directory")
    url = f"sqlite:///{folder / 'directory.sqlite3'}"
    build(url)
    return url


@pytest.fixture(autouse=True)
def the_real_directory(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The actions read PUENTE_DATABASE_URL on first use; the real facts in a file of our own."""
    monkeypatch.setenv("PUENTE_DATABASE_URL", database_url)
    monkeypatch.setattr(collaborators, "_now", lambda: NOW)
    yield
    collaborators._engine.cache_clear()
