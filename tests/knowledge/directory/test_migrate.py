from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable, SchemaItem

from knowledge.directory.engine import engine
from knowledge.directory.migrate import migrate
from knowledge.directory.tables import DirectoryTable

OURS = DirectoryTable.metadata


def of_the_directory(item: SchemaItem, name: str | None, kind: str, reflected: bool, other: object) -> bool:
    table = name if kind == "table" else getattr(item, "table", item).name
    return table in OURS.tables


def differences(connection: Connection) -> list[object]:
    options = {"include_object": of_the_directory, "compare_type": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), OURS))


def test_the_migrated_schema_is_the_schema_of_the_tables(empty_url: str) -> None:
    migrate(empty_url)
    with engine(empty_url).connect() as connection:
        assert differences(connection) == []


def test_a_missing_table_would_be_seen(empty_url: str) -> None:
    migrate(empty_url)
    with engine(empty_url).begin() as connection:
        connection.exec_driver_sql("DROP TABLE source_citation")
        assert len(differences(connection)) == 1


def test_migrating_twice_changes_nothing(empty_url: str) -> None:
    migrate(empty_url)
    migrate(empty_url)
    with engine(empty_url).connect() as connection:
        assert differences(connection) == []


def test_the_tables_can_be_made_in_postgresql() -> None:
    made = [str(CreateTable(table).compile(dialect=postgresql.dialect())) for table in OURS.sorted_tables]
    assert len(made) == len(OURS.tables)
    assert all("CREATE TABLE" in statement for statement in made)


def test_no_table_has_a_column_for_a_place() -> None:
    places = {"address", "address_1", "street", "city", "postal_code", "latitude", "longitude", "location_id"}
    for table in OURS.sorted_tables:
        assert not places & set(table.columns.keys()), table.name
