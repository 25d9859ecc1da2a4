"""reindex(): what the search knows follows the directory, and no text is encoded twice."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.schema import SchemaItem
from sqlmodel import Session, col, func, select

from knowledge.directory import tables
from knowledge.directory.search.index import reindex
from knowledge.directory.search.memory import memory
from knowledge.directory.search.tables import (
    SearchService,
    SearchStamp,
    SearchTable,
    SearchVector,
    Synonym,
)
from knowledge.meaning import Vectors, encoder
from tests.knowledge.directory.search.cases import ids


class Counting:
    """The encoder, and which texts it was given."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, texts: list[str]) -> Vectors:
        self.texts += texts
        return encoder()(texts)


@pytest.fixture
def changed(session: Session) -> Iterator[Session]:
    yield session
    session.rollback()


def test_the_migrated_schema_is_the_schema_of_the_tables(session: Session) -> None:
    ours = SearchTable.metadata

    def of_the_search(item: SchemaItem, name: str | None, kind: str, reflected: bool, other: object) -> bool:
        table = name if kind == "table" else getattr(item, "table", item).name
        return table in ours.tables

    options = {"include_object": of_the_search, "compare_type": True}
    assert list(compare_metadata(MigrationContext.configure(session.connection(), opts=options), ours)) == []


def test_what_has_not_changed_is_not_encoded_again(changed: Session) -> None:
    encode = Counting()
    reindex(changed, encode)
    assert encode.texts == []


def test_a_new_description_is_found_and_alone_encoded(changed: Session) -> None:
    before = changed.exec(select(SearchStamp.stamp)).one()
    assert "safe_at_home" not in ids(changed, text="zeppelin")
    row = changed.get_one(tables.Service, "safe_at_home")
    row.description = f"{row.description} By zeppelin."
    encode = Counting()
    reindex(changed, encode)
    assert len(encode.texts) == 2
    assert all("Safe at Home" in text for text in encode.texts)
    assert changed.exec(select(SearchStamp.stamp)).one() != before
    assert ids(changed, text="zeppelin")[0] == "safe_at_home"


def test_a_service_that_is_no_longer_active_is_gone_with_its_vector(changed: Session) -> None:
    vectors = select(func.count()).select_from(SearchVector)
    before = changed.exec(vectors).one()
    changed.get_one(tables.Service, "safe_at_home").status = "inactive"
    reindex(changed, encoder())
    assert (
        changed.exec(select(SearchService).where(col(SearchService.service_id) == "safe_at_home")).all() == []
    )
    assert changed.exec(vectors).one() == before - 1
    assert "safe_at_home" not in ids(changed, per_page=100)


def test_a_synonym_added_in_the_database_is_heard_after_reindexing(changed: Session) -> None:
    changed.add(
        Synonym(group_id="rent", language="es", phrase="el cuartito", position=99, origin="workspace")
    )
    reindex(changed, encoder())
    assert "rent" in memory(changed).sequences["el", "cuartit"]
    assert ids(changed, text="el cuartito") == ids(changed, text="el cuartito")


def test_numbers_follow_the_safety_order(session: Session) -> None:
    rows = session.exec(select(SearchService).order_by(col(SearchService.number))).all()
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    places = [(row.reaches_law_enforcement, row.elsewhere) for row in rows]
    assert places == sorted(places)


def test_an_imported_service_is_found_by_staff_and_never_by_a_texter(changed: Session) -> None:
    changed.add(
        tables.Service(
            id="0b5e8ad4-6b1a-4c9e-9a07-3f4f3b3e2d11",
            origin="elsewhere",
            name="Kayak lessons",
            status="active",
            place="public",
        )
    )
    reindex(changed, encoder())
    assert ids(changed, text="kayak")[0].startswith("0b5e8ad4")
    assert not [one for one in ids(changed, text="kayak", audience="survivor") if one.startswith("0b5e")]
