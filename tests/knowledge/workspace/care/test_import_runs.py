"""A preview writes nothing; an import is whole or not at all."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select as rows_of
from sqlalchemy import text
from sqlmodel import Session, select

from knowledge.directory import queries, tables
from knowledge.directory.engine import engine
from knowledge.directory.hsds.import_rows import import_rows as real_import
from knowledge.directory.tables import DirectoryTable
from knowledge.meaning import encoder
from knowledge.workspace import import_runs
from knowledge.workspace.account_tables import AuditEntry
from knowledge.workspace.care_tables import CareImport
from knowledge.workspace.import_files import FileRefused
from knowledge.workspace.import_runs import Runner, claim, drop, end_cut_off, preview
from tests.knowledge.directory.hsds.foreign import uuid

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)


def file(*names: str) -> bytes:
    made = [{"id": uuid(n), "name": name, "description": "Food"} for n, name in enumerate(names, start=1)]
    return json.dumps({"organizations": made}).encode()


def service(name: str = "Kayak lessons") -> bytes:
    one: dict[str, Any] = {"id": uuid(1), "name": "Pantry", "description": "Food"}
    one["services"] = [
        {
            "id": uuid(2),
            "name": name,
            "status": "active",
            "phones": [{"id": uuid(3), "number": "925-555-0142"}],
        }
    ]
    return json.dumps({"organizations": [one]}).encode()


def directory(session: Session) -> dict[str, list[tuple[object, ...]]]:
    session.rollback()
    return {
        table.name: [tuple(row) for row in session.connection().execute(rows_of(table))]
        for table in DirectoryTable.metadata.sorted_tables
    }


def look(session: Session, content: bytes, id: str = "one") -> CareImport:
    return preview(session, content, "county", id=id, account="ana", now=NOW)


@pytest.fixture
def take(session: Session, url: str) -> Callable[..., CareImport]:
    """Preview, claim and run a file."""

    def taken(content: bytes, id: str = "one") -> CareImport:
        look(session, content, id)
        assert claim(session, id, account="ana", now=NOW)
        Runner(engine(url), encoder, lambda: NOW).run(id)
        session.expire_all()
        return session.get_one(CareImport, id)

    return taken


def test_a_preview_tells_what_would_change_and_writes_nothing(session: Session) -> None:
    before = directory(session)
    run = look(session, file("Pantry", "Clinic"))
    told = json.loads(run.result)
    assert told["changes"] == {"organization": {"new": 2, "changed": 0, "equal": 0, "gone": 0}}
    assert (run.status, run.rows_total, told["refused"]) == ("previewed", 2, [])
    assert directory(session) == before


def test_a_preview_counts_new_changed_equal_and_gone(
    session: Session, take: Callable[..., CareImport]
) -> None:
    take(file("Pantry", "Clinic", "School"))
    stored = directory(session)
    rows = json.loads(file("Pantry", "Clinic!", "Court"))["organizations"]
    rows[2]["id"] = uuid(9)
    told = json.loads(look(session, json.dumps({"organizations": rows}).encode(), "two").result)
    assert told["changes"] == {"organization": {"new": 1, "changed": 1, "equal": 1, "gone": 1}}
    assert directory(session) == stored


def test_refused_rows_are_told_with_their_reasons(session: Session) -> None:
    bad = json.loads(file("Pantry"))["organizations"]
    bad.append({"id": "7", "name": "No id of the standard", "description": "x"})
    told = json.loads(look(session, json.dumps({"organizations": bad}).encode()).result)
    assert told["refused_by"] == {"shape": 1}
    assert "id is no UUID" in told["refused"][0]["detail"]


def test_an_import_is_stored_searchable_and_never_told_to_texters(
    session: Session, take: Callable[..., CareImport]
) -> None:
    run = take(service())
    assert (run.status, run.content, run.rows_read) == ("done", None, run.rows_total)
    assert session.get_one(tables.Phone, uuid(3)).confirmation == "imported"
    assert session.execute(
        text("SELECT count(*) FROM search_service WHERE service_id = :id"), {"id": uuid(2)}
    ).scalar_one()
    assert queries.services(session, [uuid(2)]) == []
    actions = [row.action for row in session.exec(select(AuditEntry).order_by(AuditEntry.id))]
    assert actions == ["import.preview", "import.start", "import.done"]


def test_an_import_that_breaks_leaves_nothing_half_done(
    session: Session, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(session, file("Pantry"))
    assert claim(session, "one", account="ana", now=NOW)
    before = directory(session)

    def broken(*_: object) -> None:
        raise RuntimeError("the machine stopped")

    monkeypatch.setattr(import_runs, "reindex", broken)
    with pytest.raises(RuntimeError):
        Runner(engine(url), encoder, lambda: NOW).run("one")
    session.expire_all()
    run = session.get_one(CareImport, "one")
    assert (run.status, run.problem, run.content) == ("failed", "failed", None)
    assert directory(session) == before


def test_progress_is_told_while_rows_are_read(
    session: Session, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_runs, "TELL_EVERY", 1)
    seen: list[tuple[int, str]] = []
    look(session, file("Pantry", "Clinic", "School"))
    assert claim(session, "one", account="ana", now=NOW)

    def watched(one: Session, rows: Any, origin: str, **more: Any) -> Any:
        def tell() -> Any:
            for row in rows:
                session.expire_all()
                run = session.get_one(CareImport, "one")
                seen.append((run.rows_read, run.step))
                session.rollback()
                yield row

        return real_import(one, tell(), origin, **more)

    monkeypatch.setattr(import_runs, "import_rows", watched)
    Runner(engine(url), encoder, lambda: NOW).run("one")
    assert seen == [(1, "reading"), (2, "reading"), (3, "reading")]
    session.expire_all()
    assert session.get_one(CareImport, "one").step == "storing"


def test_one_import_runs_at_a_time(session: Session) -> None:
    look(session, file("Pantry"), "one")
    look(session, file("Clinic"), "two")
    assert claim(session, "one", account="ana", now=NOW)
    assert not claim(session, "two", account="ana", now=NOW)
    assert not claim(session, "one", account="ana", now=NOW)
    assert not claim(session, "three", account="ana", now=NOW)


def test_a_run_that_was_cut_off_is_told_as_failed_and_makes_room(session: Session) -> None:
    look(session, file("Pantry"), "one")
    assert claim(session, "one", account="ana", now=NOW)
    end_cut_off(session, NOW + timedelta(minutes=4))
    assert session.get_one(CareImport, "one").status == "running"
    end_cut_off(session, NOW + timedelta(minutes=6))
    run = session.get_one(CareImport, "one")
    assert (run.status, run.problem, run.content) == ("failed", "cut_off", None)


def test_a_preview_can_be_let_go_with_its_file(session: Session) -> None:
    look(session, file("Pantry"))
    drop(session, "one", account="ana", now=NOW)
    session.expire_all()
    run = session.get_one(CareImport, "one")
    assert (run.status, run.content) == ("dropped", None)
    assert not claim(session, "one", account="ana", now=NOW)


@pytest.mark.parametrize("origin", ["facts", "care", "Care!", "", "care:checks", "a" * 42])
def test_some_names_no_import_can_have(session: Session, origin: str) -> None:
    with pytest.raises(FileRefused, match="origin"):
        preview(session, file("Pantry"), origin, id="one", account="ana", now=NOW)
