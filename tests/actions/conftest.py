from collections.abc import Iterator
from pathlib import Path

import pytest

from actions import collaborators
from knowledge.directory.build import build


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
    yield
    collaborators._engine.cache_clear()
