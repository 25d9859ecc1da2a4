from pathlib import Path

import pytest

from knowledge.directory import engine as module
from knowledge.directory.engine import DEFAULT_URL, engine


def test_sqlite_waits_for_a_lock_and_holds_to_its_keys(tmp_path: Path) -> None:
    with engine(f"sqlite:///{tmp_path / 'a' / 'b.sqlite3'}").connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 2000}


def test_a_relative_path_counts_from_the_project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "ROOT", tmp_path)
    assert engine(DEFAULT_URL).url.database == str(tmp_path / "var" / "puente.sqlite3")
    assert (tmp_path / "var").is_dir()


def test_a_database_in_memory_needs_no_folder() -> None:
    assert engine("sqlite://").url.database is None
