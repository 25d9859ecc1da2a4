from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from knowledge.directory import tables
from knowledge.directory.engine import engine
from knowledge.directory.fill import fill, filled_from, fingerprint
from knowledge.directory.load import load_facts
from knowledge.directory.migrate import migrate
from knowledge.directory.tables import DirectoryTable

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


def test_the_fingerprint_follows_the_facts(tmp_path: Path) -> None:
    (tmp_path / "hotlines.yaml").write_text("a: 1\n")
    first = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == first
    (tmp_path / "hotlines.yaml").write_text("a: 2\n")
    assert fingerprint(tmp_path) != first
