import time

import pytest
from sqlmodel import Session

from knowledge.directory.engine import engine

pytestmark = pytest.mark.anyio


def fill(database) -> None:
    """One row is enough to tell a loaded directory from an empty one."""
    from knowledge.directory.tables import DirectoryTable

    table = DirectoryTable.metadata.tables["alias"]
    with Session(engine(f"sqlite:///{database}")) as session:
        session.connection().execute(
            table.insert().values(entity="service", entity_id="x", alias="y", position=1)
        )
        session.commit()


async def test_alive_whatever_else_is_down(open_doors, rasa) -> None:
    rasa.close()
    async with open_doors(migrated=False) as doors:
        response = await doors.http.get("/health/live")
        assert (response.status_code, response.json()) == (200, {"status": "ok"})


async def test_ready_when_every_part_answers(doors) -> None:
    fill(doors.database)
    response = await doors.http.get("/health/ready")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "parts": {"database": "ok", "rasa": "ok", "actions": "ok"}}


async def test_an_empty_directory_is_not_ready(doors) -> None:
    response = await doors.http.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["parts"] == {"database": "failed", "rasa": "ok", "actions": "ok"}


async def test_names_the_part_that_is_down(open_doors) -> None:
    async with open_doors(actions_url="http://127.0.0.1:9") as doors:
        fill(doors.database)
        response = await doors.http.get("/health/ready")
        assert response.status_code == 503
        assert response.json()["parts"] == {"database": "ok", "rasa": "ok", "actions": "failed"}


async def test_a_part_that_hangs_costs_one_second(open_doors) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        async with open_doors(actions_url=address) as doors:
            started = time.monotonic()
            assert (await doors.http.get("/health/ready")).json()["parts"]["actions"] == "failed"
            # Without a limit it would be for ever; a disk that stalls may add seconds.
            assert 0.9 < time.monotonic() - started < 4
