"""Files out of the directory and in again: nothing is lost, and the same rows give the same bytes."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

import pytest
from frictionless import Package, system
from sqlmodel import Session

from knowledge.directory.engine import engine
from knowledge.directory.hsds.export import KINDS, Export, Format
from knowledge.directory.hsds.find import Wanted, find
from knowledge.directory.hsds.import_rows import import_rows
from knowledge.directory.hsds.schema import object_schema
from knowledge.directory.hsds.sources import rows
from knowledge.directory.migrate import migrate
from tests.knowledge.directory.hsds import foreign as foreign
from tests.knowledge.directory.hsds.official import official, problems

DAY = date(2026, 11, 22)
FORMATS: list[Format] = list(get_args(Format))
Open = Callable[[str], Session]


@pytest.fixture
def open_empty(tmp_path: Path) -> Iterator[Open]:
    opened: list[Session] = []

    def made(name: str) -> Session:
        url = f"sqlite:///{tmp_path / name}.sqlite3"
        migrate(url)
        opened.append(Session(engine(url)))
        return opened[-1]

    yield made
    for session in opened:
        session.close()
        session.get_bind().dispose()


@pytest.fixture
def foreign_session(open_empty: Open, tmp_path: Path) -> Session:
    """Every table of HSDS in use, and a service that belongs to no organization."""
    file = tmp_path / "foreign.json"
    alone = {"id": foreign.uuid(70), "name": "Nobody's", "status": "inactive", "services": []}
    data = foreign.directory() | {"services": [alone, foreign.old_service()]}
    file.write_text(json.dumps(data), encoding="utf-8")
    session = open_empty("foreign")
    assert import_rows(session, rows(file), "pantry").refused == []
    return session


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def _goes_round(session: Session, empty: Session, folder: Path, format: Format) -> None:
    Export(session).write(folder / "once", format, DAY)
    report = import_rows(empty, rows(folder / "once"), "sister")
    Export(empty).write(folder / "again", format, DAY)

    assert report.refused == []
    assert report.unknown == {}
    assert _files(folder / "once") == _files(folder / "again")


@pytest.mark.parametrize("format", FORMATS)
def test_our_own_directory_comes_back_byte_by_byte(
    session: Session, open_empty: Open, tmp_path: Path, format: Format
) -> None:
    _goes_round(session, open_empty("own"), tmp_path, format)


@pytest.mark.parametrize("format", FORMATS)
def test_a_foreign_directory_comes_back_byte_by_byte(
    foreign_session: Session, open_empty: Open, tmp_path: Path, format: Format
) -> None:
    _goes_round(foreign_session, open_empty("again"), tmp_path, format)


@pytest.mark.parametrize("format", FORMATS)
def test_postgresql_gives_the_same_bytes(
    session: Session, postgres_url: str, tmp_path: Path, format: Format
) -> None:
    migrate(postgres_url)
    made = engine(postgres_url)
    with Session(made) as opened:
        _goes_round(session, opened, tmp_path, format)
    made.dispose()


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(taxonomy_term_id=foreign.TERM, taxonomy_id=foreign.TAXONOMY),
        Wanted(organization_id=foreign.ORGANIZATION, modified_after="2026-10-01T16:00:00Z"),
        Wanted(postcode="94801", proximity=5_000),
    ],
)
def test_postgresql_finds_what_sqlite_finds(
    foreign_session: Session, postgres_url: str, tmp_path: Path, wanted: Wanted
) -> None:
    Export(foreign_session).write(tmp_path / "files", "ndjson", DAY)
    migrate(postgres_url)
    made = engine(postgres_url)
    with Session(made) as opened:
        assert import_rows(opened, rows(tmp_path / "files"), "pantry").refused == []
        for table in ("service", "service_at_location", "organization"):
            found = find(opened, table, wanted)
            assert set(found) == set(find(foreign_session, table, wanted))
            assert found or table == "organization"
    made.dispose()


def test_the_tables_say_what_the_json_says(
    foreign_session: Session, open_empty: Open, tmp_path: Path
) -> None:
    Export(foreign_session).write(tmp_path / "json", "ndjson", DAY)
    Export(foreign_session).write(tmp_path / "csv", "tabular", DAY)
    session = open_empty("from_csv")
    import_rows(session, rows(tmp_path / "csv"), "pantry")
    Export(session).write(tmp_path / "again", "ndjson", DAY)

    before, after = _files(tmp_path / "json"), _files(tmp_path / "again")
    # HSDS's tables know no service of no organization.
    assert b"Nobody's" in before.pop("services.ndjson")
    assert after.pop("services.ndjson") == b""
    assert before == after


def test_an_export_changes_nothing_but_the_day(session: Session, tmp_path: Path) -> None:
    Export(session).write(tmp_path / "one", "tabular", DAY)
    Export(session).write(tmp_path / "two", "tabular", date(2027, 1, 1))

    one, two = _files(tmp_path / "one"), _files(tmp_path / "two")
    assert {name for name in one if one[name] != two[name]} == {"datapackage.json"}
    assert json.loads(one["datapackage.json"])["created"] == "2026-11-22T00:00:00Z"


Which = Literal["session", "foreign_session"]


@pytest.mark.parametrize("which", get_args(Which))
def test_frictionless_accepts_the_package(
    which: Which, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    counts = Export(request.getfixturevalue(which)).write(tmp_path / "package", "tabular", DAY)

    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "package" / "datapackage.json")).validate()

    assert report.flatten(["title", "message"]) == []
    assert counts["services.csv"] >= 2
    assert len(report.tasks) == len(counts)


def test_frictionless_would_see_a_key_to_nothing(foreign_session: Session, tmp_path: Path) -> None:
    Export(foreign_session).write(tmp_path, "tabular", DAY)
    phones = tmp_path / "phones.csv"
    phones.write_text(phones.read_text().replace(foreign.SERVICE, foreign.uuid(999)))

    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()

    assert [title for (title,) in report.flatten(["title"])] == ["ForeignKey Error"]


@pytest.mark.parametrize("name", list(KINDS))
def test_every_foreign_object_is_as_our_own_schema_says(foreign_session: Session, name: str) -> None:
    found = list(Export(foreign_session).objects(name))

    assert found
    assert problems({"type": "array", "items": object_schema(KINDS[name])}, found) == []


@pytest.mark.parametrize(
    ("name", "schema"),
    [("organizations", "compiled/organization.json"), ("services", "compiled/service.json")],
)
def test_every_foreign_object_is_as_the_published_schema_says(
    foreign_session: Session, name: str, schema: str
) -> None:
    assert (
        problems({"type": "array", "items": official(schema)}, list(Export(foreign_session).objects(name)))
        == []
    )


def test_the_tables_are_as_the_published_schema_says(foreign_session: Session, tmp_path: Path) -> None:
    Export(foreign_session).write(tmp_path, "tabular", DAY)
    found: dict[str, list[Any]] = {}
    for row in rows(tmp_path):
        found.setdefault(row.table, []).append(dict(row.values))

    assert len(found) == 22
    assert problems(official("compiled/tabular.json"), found) == []


def test_a_service_of_no_organization_is_exported_on_its_own(foreign_session: Session) -> None:
    assert [one["name"] for one in Export(foreign_session).objects("services")] == ["Nobody's"]
