from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlalchemy.schema import SchemaItem

from knowledge.directory.engine import engine
from knowledge.directory.migrate import config, migrate
from knowledge.workspace.referral_tables import Referral

OURS = {"referral", "referral_outcome", "referral_step", "referral_month"}


def ours(item: SchemaItem, name: str | None, kind: str, reflected: bool, other: object) -> bool:
    return (name if kind == "table" else getattr(item, "table", item).name) in OURS


def differences(connection: Connection) -> list[object]:
    options = {"include_object": ours, "compare_type": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), Referral.metadata))


def test_the_migrated_schema_is_that_of_the_tables(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'referrals.sqlite3'}"
    migrate(url)
    with engine(url).begin() as connection:
        assert set(inspect(connection).get_table_names()) >= OURS
        assert differences(connection) == []
        connection.exec_driver_sql("DROP TABLE referral_step")
        assert len(differences(connection)) == 1


def test_it_can_be_taken_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'referrals.sqlite3'}"
    migrate(url)
    with engine(url).begin() as connection:
        command.downgrade(config(connection), "0005")
        assert not set(inspect(connection).get_table_names()) & OURS


def test_postgresql_has_it_too(postgres_url: str) -> None:
    migrate(postgres_url)
    with engine(postgres_url).connect() as connection:
        assert differences(connection) == []
