"""The engine of the directory's database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_URL = "sqlite:///var/puente.sqlite3"

_PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=2000")


def engine(url: str = DEFAULT_URL) -> Engine:
    """An engine that checks its connections; a relative SQLite path counts from the project's root.

    SQLite gets write-ahead logging (readers never wait for the one writer), foreign keys, and waits 2 s for a
    lock. The folder of an SQLite file is made when it is missing.
    """
    made = create_engine(_resolved(make_url(url)), pool_pre_ping=True)
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", _set_pragmas)
    return made


def _resolved(url: URL) -> URL:
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return url
    path = ROOT / str(url.database)
    path.parent.mkdir(parents=True, exist_ok=True)
    return url.set(database=str(path))


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
