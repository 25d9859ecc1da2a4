from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.schema import SchemaItem

from knowledge.directory.engine import engine
from knowledge.directory.migrate import config, migrate
from knowledge.workspace.base import WorkspaceTable
from knowledge.workspace.partner_log_tables import Outreach, ReportCount, Training

OURS = {str(table.__tablename__) for table in (Training, Outreach, ReportCount)}


def ours(item: SchemaItem, name: str | None, kind: str, reflected: bool, other: object) -> bool:
    return (name if kind == "table" else getattr(item, "table", item).name) in OURS


def differences(url: str) -> list[object]:
    with engine(url).connect() as connection:
        options = {"include_object": ours, "compare_type": True}
        return list(
            compare_metadata(MigrationContext.configure(connection, opts=options), WorkspaceTable.metadata)
        )


def test_the_migrated_partner_log_is_that_of_the_tables(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.sqlite3'}"
    migrate(url)
    assert differences(url) == []
    with engine(url).begin() as connection:
        connection.exec_driver_sql("DROP TABLE training")
    assert differences(url) != []


def test_postgresql_has_the_same_partner_log(postgres_url: str) -> None:
    migrate(postgres_url)
    assert differences(postgres_url) == []


def test_the_partner_log_can_be_taken_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.sqlite3'}"
    migrate(url)
    with engine(url).begin() as connection:
        command.downgrade(config(connection), "0006")
        assert not OURS & set(inspect(connection).get_table_names())
