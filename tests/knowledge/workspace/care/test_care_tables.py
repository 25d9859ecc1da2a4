"""The migrated schema is that of the tables, in both databases."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlalchemy.schema import SchemaItem

from knowledge.directory.engine import engine
from knowledge.directory.migrate import config, migrate
from knowledge.workspace.base import WorkspaceTable
from knowledge.workspace.care_tables import CareEdit

CARE = {name for name in WorkspaceTable.metadata.tables if name.startswith("care_")}


def differences(connection: Connection) -> list[object]:
    def of_care(item: SchemaItem, name: str | None, kind: str, reflected: bool, other: object) -> bool:
        table = name if kind == "table" else getattr(item, "table", item).name
        return table in CARE

    options = {"include_object": of_care, "compare_type": True}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, WorkspaceTable.metadata))


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_the_migrated_schema_is_the_schema_of_the_tables(
    kind: str, tmp_path: object, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite3" if kind == "sqlite" else request.getfixturevalue("postgres_url")
    migrate(url)
    with engine(url).connect() as connection:
        assert differences(connection) == []
        checks = inspect(connection).get_check_constraints(str(CareEdit.__tablename__))
    assert {str(check["name"]) for check in checks} >= {
        "ck_care_edit_own_approval",
        "ck_care_edit_status",
        "ck_care_edit_source",
    }
    assert len(CARE) == 5


def test_the_care_of_before_can_be_had_back(tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite3"
    migrate(url)
    with engine(url).begin() as connection:
        command.downgrade(config(connection), "0007")
        assert not CARE & set(inspect(connection).get_table_names())
