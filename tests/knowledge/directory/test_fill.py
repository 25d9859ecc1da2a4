import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from knowledge.directory import queries, tables
from knowledge.directory.engine import engine
from knowledge.directory.file_models import Facts
from knowledge.directory.fill import fill, filled_from, fingerprint
from knowledge.directory.load import load_facts
from knowledge.directory.migrate import migrate
from knowledge.directory.tables import DirectoryTable

ELSEWHERE = "3b0d1bb8-4e0c-4c39-8f14-6c6b1d9a2f11"
SMALL = Path(__file__).resolve().parents[1] / "facts_broken" / "base"


def everything(session: Session) -> dict[str, list[tuple[object, ...]]]:
    made = {}
    for table in DirectoryTable.metadata.sorted_tables:
        rows = session.connection().execute(select(table).order_by(*table.primary_key.columns))
        made[table.name] = [tuple(row) for row in rows]
    return made


def test_filling_twice_gives_the_same_rows(empty_url: str) -> None:
    migrate(empty_url)
    with Session(engine(empty_url)) as session:
        fill(session, load_facts(), "one")
        first = everything(session)
        fill(session, load_facts(), "one")
        assert everything(session) == first
        assert len(first["organization"]) == 69


def test_filling_takes_out_what_is_no_longer_a_fact(empty_url: str) -> None:
    migrate(empty_url)
    with Session(engine(empty_url)) as session:
        fill(session, load_facts(), "real")
        fill(session, load_facts(SMALL), "small")
        rows = everything(session)
        assert [row[0] for row in rows["organization"]] == ["house", "pantry"]
        assert filled_from(session) == "small"


def test_a_fill_that_fails_leaves_what_was_there(empty_url: str) -> None:
    migrate(empty_url)
    with Session(engine(empty_url)) as session:
        fill(session, load_facts(SMALL), "small")
        before = everything(session)
        session.connection().exec_driver_sql(
            "CREATE TRIGGER stop BEFORE INSERT ON statement BEGIN SELECT RAISE(ABORT, 'stopped'); END"
        )
        session.commit()
        with pytest.raises(IntegrityError):
            fill(session, load_facts(), "real")
        assert everything(session) == before


def test_every_number_of_the_hotlines_is_in_the_tables(session: Session) -> None:
    lines = load_facts().hotlines
    expected = {
        (line.id, number.value, number.mode)
        for line in (*lines.hotlines, *lines.other_numbers)
        for number in line.numbers
    }
    stored = set()
    for name in ("phone", "url", "contact"):
        columns = DirectoryTable.metadata.tables[name].c
        query = select(columns.hotline_id, columns.printed, columns.mode).where(
            columns.hotline_id.is_not(None)
        )
        stored |= {tuple(row) for row in session.connection().execute(query)}
    assert stored == expected
    assert len(expected) == 47


def test_a_number_keeps_its_marks(session: Session) -> None:
    withdrawn = session.get(tables.Phone, "hotline.heat_watch_tip.0")
    held = session.get(tables.Phone, "held.0")
    assert withdrawn is not None
    assert held is not None
    assert (withdrawn.status, withdrawn.confirmation, withdrawn.dialled) == ("withdrawn", "defunct", None)
    assert held.status == "hold_until_called"


def test_an_office_address_stays_in_the_facts(session: Session) -> None:
    addresses = [
        contact.value
        for one in load_facts().organizations.organizations
        for contact in one.contacts
        if contact.mode == "address"
    ]
    stored = {str(value) for rows in everything(session).values() for row in rows for value in row}
    assert len(addresses) == 3
    assert not [address for address in addresses if any(address in value for value in stored)]


def test_every_source_has_a_title_and_a_date_of_check(session: Session) -> None:
    rows = session.connection().execute(select(tables.SourceCitation.title, tables.SourceCitation.checked))
    found = [tuple(row) for row in rows]
    assert len(found) > 1000
    assert all(title and checked for title, checked in found)


@pytest.mark.parametrize("name", ["hotlines.yaml", "stop_words.yaml", "eligibility/tcvap.yaml"])
def test_the_fingerprint_follows_the_facts(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("a: 1\n")
    first = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == first
    (tmp_path / name).write_text("a: 2\n")
    assert fingerprint(tmp_path) != first


@pytest.fixture(params=["empty_url", "postgres_url"])
def filled(request: pytest.FixtureRequest) -> Iterator[Session]:
    """The small facts in an SQLite and in a PostgreSQL database."""
    url = request.getfixturevalue(request.param)
    migrate(url)
    made = engine(url)
    with Session(made) as session:
        fill(session, load_facts(SMALL), "small")
        yield session
    made.dispose()


def changed_facts(folder: Path, *changes: tuple[str, str, str]) -> Facts:
    """The small facts with a text of a file replaced."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    for file, old, new in changes:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    return load_facts(folder)


def history(session: Session) -> list[tuple[str, ...]]:
    row = tables.Metadata
    columns = (row.last_action_date, row.last_action_type, row.resource_type, row.resource_id)
    values = (row.field_name, row.previous_value, row.replacement_value)
    found = session.connection().execute(select(*columns, *values))
    return sorted(tuple(one) for one in found)


def test_the_first_fill_has_no_history(filled: Session) -> None:
    assert history(filled) == []


def test_a_changed_field_is_remembered_with_both_values(filled: Session, tmp_path: Path) -> None:
    change = ("organizations.yaml", "value: 925-555-0100", "value: 925-555-0199")
    fill(filled, changed_facts(tmp_path, change), "new", date(2026, 11, 23))
    where = ("2026-11-23", "update", "phone", "organization.pantry.0")
    assert history(filled) == [
        (*where, "number", "925-555-0100", "925-555-0199"),
        (*where, "printed", "925-555-0100", "925-555-0199"),
    ]
    kept = filled.connection().execute(select(tables.Metadata)).mappings().all()
    assert {(row["updated_by"], row["origin"]) for row in kept} == {("facts", "facts")}
    assert len({row["uuid"] for row in kept}) == 2


def test_the_history_grows_and_is_never_rewritten(filled: Session, tmp_path: Path) -> None:
    meals = changed_facts(tmp_path, ("services.yaml", "Food today.", "Meals."))
    fill(filled, meals, "a", date(2026, 11, 23))
    fill(filled, load_facts(SMALL), "b", date(2026, 11, 23))
    fill(filled, meals, "c", date(2026, 11, 24))
    found = [(day, old, new) for day, *_, old, new in history(filled)]
    assert sorted(found) == [
        ("2026-11-23", "Food today.", "Meals."),
        ("2026-11-23", "Meals.", "Food today."),
        ("2026-11-24", "Food today.", "Meals."),
    ]


def test_what_comes_and_goes_is_remembered_field_by_field(filled: Session, tmp_path: Path) -> None:
    gone = (
        "  - id: house_bed"
        + (SMALL / "services.yaml").read_text(encoding="utf-8").partition("  - id: house_bed")[2]
    )
    fill(filled, changed_facts(tmp_path, ("services.yaml", gone, "")), "less", date(2026, 11, 23))
    fill(filled, load_facts(SMALL), "more", date(2026, 11, 24))
    names = [row for row in history(filled) if row[2:5] == ("service", "house_bed", "name")]
    assert names == [
        ("2026-11-23", "delete", "service", "house_bed", "name", "A bed", ""),
        ("2026-11-24", "create", "service", "house_bed", "name", "", "A bed"),
    ]
    assert {row[2] for row in history(filled)} >= {"service", "service_area", "cost_option", "attribute"}


def test_a_service_is_modified_when_what_hangs_on_it_changes(filled: Session, tmp_path: Path) -> None:
    cost = (
        "services.yaml",
        "cost: {en: Free, es: Gratis}\n    source:\n      - url: https://pantry",
        "cost: {en: One dollar, es: Un dólar}\n    source:\n      - url: https://pantry",
    )
    fill(filled, changed_facts(tmp_path, cost), "new", date(2026, 11, 23))
    fill(filled, load_facts(tmp_path), "same", date(2026, 11, 30))
    services = filled.connection().execute(select(tables.Service.id, tables.Service.last_modified)).all()
    assert dict(tuple(one) for one in services) == {
        "pantry_food": "2026-11-23T00:00:00Z",
        "house_bed": "2026-11-21T00:00:00Z",
    }


def imported(session: Session) -> None:
    """An organization and its service of another origin, with a tag from our own vocabulary."""
    session.add(tables.Organization(id=ELSEWHERE, origin="county", name="C", description="C", place="public"))
    session.flush()
    session.add(
        tables.Service(
            id=ELSEWHERE,
            origin="county",
            organization_id=ELSEWHERE,
            name="C",
            status="active",
            place="public",
        )
    )
    session.flush()
    session.add(
        tables.Attribute(
            id=ELSEWHERE,
            origin="county",
            link_id=ELSEWHERE,
            link_entity="service",
            link_type="need",
            taxonomy_term_id="needs:food",
        )
    )
    session.add(
        tables.Phone(id=ELSEWHERE, origin="county", service_id=ELSEWHERE, number="1", confirmation="imported")
    )
    session.commit()


def test_a_fill_leaves_the_rows_of_another_origin(filled: Session, tmp_path: Path) -> None:
    imported(filled)
    before = [
        row for name in ("organization", "service", "phone", "attribute") for row in foreign(filled, name)
    ]
    fill(filled, changed_facts(tmp_path, ("services.yaml", "Food today.", "Meals.")), "new")
    assert len(before) == 4
    assert before == [
        row for name in ("organization", "service", "phone", "attribute") for row in foreign(filled, name)
    ]
    assert ELSEWHERE not in {row[3] for row in history(filled)}


def foreign(session: Session, name: str) -> list[tuple[object, ...]]:
    table = DirectoryTable.metadata.tables[name]
    return [
        tuple(row) for row in session.connection().execute(select(table).where(table.c.origin == "county"))
    ]


def test_a_texter_is_given_nothing_that_was_imported(filled: Session) -> None:
    imported(filled)
    # Even where somebody took an import's word for its own number.
    area = tables.ServiceArea(id=ELSEWHERE, origin="county", service_id=ELSEWHERE, name="Here")
    phone = filled.get_one(tables.Phone, ELSEWHERE)
    phone.confirmation, phone.type = "own_page", "voice"
    filled.add_all([area, phone])
    filled.commit()
    assert ELSEWHERE not in {hit.id for hit in queries.services_for_needs(filled, ["food"])}
    assert queries.services(filled, [ELSEWHERE]) == []
    assert queries.organization(filled, ELSEWHERE) is None
    assert "c" not in queries.organizations_by_alias(filled)
