from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from knowledge.directory.engine import engine
from knowledge.directory.migrate import config, migrate
from knowledge.workspace import pledges
from knowledge.workspace.pledge_tables import PledgeCount

TABLE = PledgeCount.__tablename__


@pytest.fixture
def url(tmp_path) -> str:
    return f"sqlite:///{tmp_path}/pledges.sqlite3"


@pytest.fixture
def database(url) -> Engine:
    migrate(url)
    return engine(url)


def add(database: Engine, times: int = 1) -> None:
    for _ in range(times):
        with Session(database) as session:
            pledges.add(session)
            session.commit()


def drift(database: Engine) -> list[object]:
    def ours(_item: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        return kind != "table" or name == TABLE

    with database.connect() as connection:
        options = {"include_object": ours, "compare_type": True}
        metadata = PledgeCount.metadata
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


def check_count(database: Engine) -> None:
    add(database, pledges.LEAST_SHOWN - 1)
    with Session(database) as session:
        assert pledges.shown(session) is None
    add(database)
    with Session(database) as session:
        assert pledges.shown(session) == pledges.LEAST_SHOWN


def test_nine_are_not_shown_and_ten_are(database) -> None:
    check_count(database)


def test_the_same_in_postgresql(postgres_url) -> None:
    migrate(postgres_url)
    made = engine(postgres_url)
    assert drift(made) == []
    check_count(made)
    made.dispose()


def test_two_at_once_are_two(database) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: add(database, 5), range(4)))
    with Session(database) as session:
        assert pledges.shown(session) == 20


def test_the_table_has_a_number_and_nothing_about_anybody(database) -> None:
    columns = {column["name"] for column in inspect(database).get_columns(TABLE)}
    assert columns == {"id", "count"}
    with pytest.raises(IntegrityError), database.begin() as connection:
        connection.execute(text(f"INSERT INTO {TABLE} VALUES (2, 0)"))


def test_a_pledge_that_is_rolled_back_is_not_counted(database) -> None:
    add(database, pledges.LEAST_SHOWN)
    with Session(database) as session:
        pledges.add(session)
        session.rollback()
    with Session(database) as session:
        assert pledges.shown(session) == pledges.LEAST_SHOWN


def test_the_migrated_table_is_the_table_of_the_model(database) -> None:
    assert drift(database) == []
    with database.begin() as connection:
        connection.execute(text(f"ALTER TABLE {TABLE} ADD COLUMN address TEXT"))
    assert len(drift(database)) == 1


def test_the_migration_can_be_undone(database) -> None:
    with database.begin() as connection:
        command.downgrade(config(connection), "0008")
        assert TABLE not in inspect(connection).get_table_names()


def test_without_the_row_it_says_how_to_mend_it(database) -> None:
    with database.begin() as connection:
        connection.execute(text(f"DELETE FROM {TABLE}"))
    with Session(database) as session, pytest.raises(pledges.NoPledgeRow, match="migrations"):
        pledges.add(session)
