from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable, SchemaItem

from knowledge.directory.engine import engine
from knowledge.directory.migrate import config, migrate
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


def test_only_public_places_have_a_column() -> None:
    places = {"address_1", "address_2", "street", "city", "postal_code", "latitude", "longitude", "region"}
    holders = {table.name for table in OURS.sorted_tables if places & set(table.columns.keys())}
    assert holders == {"location", "address"}
    assert OURS.tables["address"].c.location_id.nullable is False


def test_who_opted_out_stays_so_when_the_directory_is_made_anew(empty_url: str) -> None:
    with engine(empty_url).begin() as connection:
        command.upgrade(config(connection), "0002")
        connection.exec_driver_sql("INSERT INTO sms_opt_out VALUES ('a-keyed-hash', '2026-11-21')")
        connection.exec_driver_sql("INSERT INTO alias VALUES ('service', 'x', 'y', 1)")
    migrate(empty_url)
    with engine(empty_url).connect() as connection:
        kept = connection.exec_driver_sql("SELECT number_key, since FROM sms_opt_out").fetchall()
        assert [tuple(row) for row in kept] == [("a-keyed-hash", "2026-11-21")]
        assert connection.exec_driver_sql("SELECT count(*) FROM alias").scalar_one() == 0


def test_the_directory_of_before_can_be_had_back(empty_url: str) -> None:
    migrate(empty_url)
    with engine(empty_url).begin() as connection:
        command.downgrade(config(connection), "0002")
        names = inspect(connection).get_table_names()
    assert "service_area" in names
    assert "location" not in names


def test_postgresql_has_the_schema_of_the_tables(postgres_url: str) -> None:
    migrate(postgres_url)
    with engine(postgres_url).connect() as connection:
        assert differences(connection) == []
