import asyncio
import sqlite3
import time
from contextlib import closing
from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel

from knowledge.directory.engine import engine
from knowledge.directory.migrate import migrate
from navigator_api.sms.opt_out import OptOuts

pytestmark = pytest.mark.anyio
NUMBER = "+19255550123"


@pytest.fixture
def url(tmp_path) -> str:
    url = f"sqlite:///{tmp_path}/doors.sqlite3"
    migrate(url)
    return url


@pytest.fixture
def open_flags(url):
    opened = []

    def make(secret: str = "s" * 40, at: str = url) -> OptOuts:
        made = OptOuts(engine(at), secret, today=lambda: date(2026, 11, 21), timeout=0.2)
        opened.append(made)
        return made

    yield make
    for flags in opened:
        flags.close()


async def test_the_flag_outlives_the_process_until_it_is_cleared(open_flags) -> None:
    await open_flags().put(NUMBER, out=True)
    flags = open_flags()
    assert await flags.is_out(NUMBER)
    assert not await flags.is_out("+19255550124")
    await flags.put(NUMBER, out=False)
    assert not await open_flags().is_out(NUMBER)


async def test_setting_it_twice_is_setting_it_once(open_flags) -> None:
    flags = open_flags()
    await flags.put(NUMBER, out=True)
    await flags.put(NUMBER, out=True)
    assert await open_flags().is_out(NUMBER)


async def test_the_row_is_a_keyed_hash_and_a_date(open_flags, url) -> None:
    await open_flags().put(NUMBER, out=True)
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        rows = connection.execute("select * from sms_opt_out").fetchall()
    assert len(rows) == 1
    key, since = rows[0]
    assert since == "2026-11-21"
    assert len(key) == 64
    assert not await open_flags(secret="t" * 40).is_out(NUMBER)


async def test_a_missing_table_never_stops_an_answer_and_stop_holds_in_this_process(
    open_flags, tmp_path
) -> None:
    flags = open_flags(at=f"sqlite:///{tmp_path}/empty.sqlite3")
    assert not await flags.is_out(NUMBER)
    await flags.put(NUMBER, out=True)
    assert await flags.is_out(NUMBER)
    assert not await flags.flush()


async def test_what_could_not_be_written_is_written_when_the_database_is_back(open_flags, tmp_path) -> None:
    url = f"sqlite:///{tmp_path}/late.sqlite3"
    flags = open_flags(at=url)
    await flags.put(NUMBER, out=True)
    await flags.put("+19255550124", out=True)
    migrate(url)
    assert await flags.flush()
    assert not flags.circuit.is_open
    assert await open_flags(at=url).is_out(NUMBER)
    assert await open_flags(at=url).is_out("+19255550124")


async def test_a_locked_database_costs_a_moment_once(open_flags, url) -> None:
    flags = open_flags()
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as holder:
        holder.execute("pragma locking_mode=exclusive")
        holder.execute("begin exclusive")
        started = time.monotonic()
        await flags.put(NUMBER, out=True)
        assert time.monotonic() - started < 0.5
        started = time.monotonic()
        for _ in range(20):
            assert await flags.is_out(NUMBER)
            assert not await flags.is_out("+19255550124")
        assert time.monotonic() - started < 0.1
        holder.execute("rollback")


async def test_start_undoes_a_stop_that_was_not_written_yet(open_flags, tmp_path) -> None:
    flags = open_flags(at=f"sqlite:///{tmp_path}/empty.sqlite3")
    await flags.put(NUMBER, out=True)
    await flags.put(NUMBER, out=False)
    assert not await flags.is_out(NUMBER)


def test_the_migration_makes_the_table_that_the_model_means(url) -> None:
    with engine(url).connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
    about_us = [d for d in differences if "sms_opt_out" in str(d) and "remove_table" not in str(d)]
    assert about_us == []


@pytest.mark.parametrize("steps", range(8))
async def test_a_cancellation_is_never_lost_however_close_to_the_end_it_comes(open_flags, steps) -> None:
    flags = open_flags()
    asking = asyncio.create_task(flags.is_out(NUMBER))
    await asyncio.sleep(0)
    flags._worker.submit(lambda: None).result()
    for _ in range(steps):
        await asyncio.sleep(0)
    if asking.cancel():
        with pytest.raises(asyncio.CancelledError):
            await asking
    else:
        assert asking.result() is False
