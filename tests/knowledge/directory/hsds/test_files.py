"""The command: what it says, and how it ends."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from knowledge.directory.engine import engine
from knowledge.directory.hsds.files import main
from knowledge.directory.search.find import search
from knowledge.directory.search.query import Query
from knowledge.meaning import encoder
from tests.knowledge.directory.hsds import foreign as foreign


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'own.sqlite3'}"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "good.json"
    file.write_text(json.dumps(foreign.directory()), encoding="utf-8")
    return file


def _import(file: Path, database: str, *more: str) -> int:
    return main(["import", str(file), "--origin", "pantry", "--database", database, *more])


def test_a_good_file_goes_in_and_comes_out(
    good: Path, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _import(good, database) == 0
    assert main(["export", str(tmp_path / "out"), "--on", "2026-11-22", "--database", database]) == 0

    said = capsys.readouterr()
    assert said.out == ""
    assert "service: 1 taken" in said.err
    assert "organizations.ndjson: 1" in said.err
    assert (tmp_path / "out" / "organizations.ndjson").read_text(encoding="utf-8").count("\n") == 1


def test_refused_rows_are_told_and_written_to_the_report(
    good: Path, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = foreign.directory()
    data["organizations"][0]["services"][0]["phones"][0]["extension"] = "front desk"
    good.write_text(json.dumps(data), encoding="utf-8")

    assert _import(good, database, "--report", str(tmp_path / "report.json")) == 1

    assert "phone refused (shape): extension is wrong" in capsys.readouterr().err
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [one["table"] for one in report["refused"]] == ["phone", "language"]
    assert report["taken"]["service"] == 1


def test_a_dry_run_says_that_it_is_one(good: Path, database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _import(good, database, "--dry-run") == 0

    assert "service: 1 would be taken" in capsys.readouterr().err


def test_a_file_that_is_not_there_ends_with_what_to_do(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _import(tmp_path / "nothing.json", database) == 2

    assert "does not exist: name a JSON file" in capsys.readouterr().err


def test_a_database_that_cannot_be_used_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken.sqlite3").write_bytes(b"no database" * 100)

    ended = main(
        ["export", str(tmp_path), "--on", "2026-11-22", "--database", f"sqlite:///{tmp_path}/broken.sqlite3"]
    )

    assert ended == 2
    assert "The database cannot be used" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_told(
    good: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _import(good, database)

    assert main(["export", str(good / "below"), "--on", "2026-11-22", "--database", database]) == 2
    assert "good.json" in capsys.readouterr().err


def test_what_was_taken_can_be_searched_for(good: Path, database: str) -> None:
    _import(good, database)

    made = engine(database)
    with Session(made) as session:
        on = datetime(2026, 11, 22, 20, tzinfo=UTC)
        page = search(session, Query(text="groceries every week"), encode=encoder(), on=on)
    made.dispose()
    assert [hit.service_id for hit in page.hits] == [foreign.SERVICE]


def test_no_error_names_the_database_or_what_is_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "postgresql+psycopg://somebody:password@127.0.0.1:1/none"

    assert main(["export", str(tmp_path), "--on", "2026-11-22", "--database", url]) == 2
    assert "password" not in capsys.readouterr().err
