"""The tables of accounts against the migrated database."""

from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlmodel import SQLModel

from knowledge.directory.engine import engine
from knowledge.directory.migrate import config, migrate
from knowledge.workspace import account_tables
from knowledge.workspace.base import WorkspaceTable

OURS = {
    table.__tablename__
    for table in vars(account_tables).values()
    if isinstance(table, type) and issubclass(table, SQLModel) and table is not WorkspaceTable
}


def differences(connection: Connection) -> list[Any]:
    def ours(item: Any, name: str | None, kind: str, *_: object) -> bool:
        return (name if kind == "table" else getattr(item, "table", item).name) in OURS

    options = {"include_object": ours, "compare_type": True}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, WorkspaceTable.metadata))


def test_the_migration_makes_these_tables(url: str) -> None:
    assert len(OURS) == 11
    with engine(url).connect() as connection:
        assert differences(connection) == []


def test_a_missing_column_would_be_seen(url: str) -> None:
    with engine(url).begin() as connection:
        connection.exec_driver_sql("ALTER TABLE staff_totp DROP COLUMN last_step")
        assert len(differences(connection)) == 1


def test_the_migration_can_be_taken_back(url: str) -> None:
    with engine(url).begin() as connection:
        command.downgrade(config(connection), "0004")
        assert set(inspect(connection).get_table_names()) & OURS == set()


def test_the_table_of_browsers_can_be_taken_back_alone(url: str) -> None:
    with engine(url).begin() as connection:
        command.downgrade(config(connection), "0009")
        left = set(inspect(connection).get_table_names()) & OURS
        assert left == OURS - {"staff_device"}
        command.upgrade(config(connection), "head")
        assert differences(connection) == []


def test_a_browser_has_no_column_to_follow_a_person_by() -> None:
    columns = set(WorkspaceTable.metadata.tables["staff_device"].columns.keys())
    assert columns == {"id_hash", "account_id", "created_at", "used_at", "failures", "failed_at"}


def test_postgresql_has_these_tables(postgres_url: str) -> None:
    migrate(postgres_url)
    with engine(postgres_url).connect() as connection:
        assert differences(connection) == []


def test_no_column_could_hold_a_client() -> None:
    telling = {"phone", "email", "address", "birth", "note", "comment", "text", "client", "first_name"}
    for name in OURS:
        assert telling & set(WorkspaceTable.metadata.tables[name].columns.keys()) == set()
