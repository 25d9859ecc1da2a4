from uuid import UUID

import pytest
from sqlalchemy import insert
from sqlmodel import Session

from knowledge.directory import tables
from knowledge.directory.engine import engine
from knowledge.directory.hsds_ids import is_uuid, wire_id
from knowledge.directory.migrate import migrate

GIVEN = "3b0d1bb8-4e0c-4c39-8f14-6c6b1d9a2f11"


def test_a_uuid_stays_what_it_is_in_small_letters() -> None:
    assert wire_id("service", GIVEN) == GIVEN
    assert wire_id("service", GIVEN.upper()) == GIVEN


def test_the_id_of_a_readable_id_is_the_same_for_ever() -> None:
    assert wire_id("service", "tcvap") == "81a86524-268d-53c5-bde4-ac69c0d67dc0"


def test_the_same_id_in_two_tables_is_two_things_on_the_wire() -> None:
    made = {wire_id(table, "tcvap") for table in ("service", "service_area", "cost_option")}
    assert len(made) == 3
    assert {UUID(one).version for one in made} == {5}


@pytest.mark.parametrize(
    "text", ["", "tcvap", GIVEN.replace("-", ""), "{" + GIVEN + "}", f"urn:uuid:{GIVEN}"]
)
def test_only_the_usual_writing_is_a_uuid(text: str) -> None:
    assert not is_uuid(text)


def test_a_row_gets_its_uuid_however_it_is_inserted(empty_url: str) -> None:
    migrate(empty_url)
    table = tables.DirectoryTable.metadata.tables["taxonomy"]
    with Session(engine(empty_url)) as session:
        session.add(tables.Taxonomy(id="one", name="One", description="First."))
        rows = [{"id": id, "origin": "import", "name": id, "description": id} for id in ("two", GIVEN)]
        session.connection().execute(insert(table), rows)
        session.commit()
        found = dict(
            session.connection().execute(table.select().with_only_columns(table.c.id, table.c.uuid)).all()
        )
    assert found == {id: wire_id("taxonomy", id) for id in ("one", "two", GIVEN)}
