"""The HSDS door over the real facts and one foreign import, which brings places."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, event
from sqlmodel import Session

from knowledge.directory.build import build
from knowledge.directory.engine import engine
from knowledge.directory.hsds.by_meaning import by_meaning
from knowledge.directory.hsds.import_rows import import_rows
from knowledge.directory.hsds.sources import rows
from knowledge.directory.search.index import reindex
from knowledge.meaning import encoder
from navigator_api import errors
from navigator_api.hsds import endpoints
from navigator_api.hsds.directory import Directory
from tests.knowledge.directory.hsds import foreign as foreign

ADDRESS = "https://line.example.org"
LISTS = ["/services", "/organizations", "/service_at_locations", "/taxonomies", "/taxonomy_terms"]
SEARCH = by_meaning(encoder, lambda: datetime(2026, 11, 22, 20, tzinfo=UTC))


def _reindex(session: Session) -> None:
    reindex(session, encoder())


class Caller:
    """Asks the door, and counts the statements that the last answer took."""

    def __init__(self, directory: Directory, counted: Engine) -> None:
        self.app = FastAPI(redirect_slashes=False)
        errors.install(self.app)
        self.app.include_router(endpoints.router(directory, ADDRESS))
        self.statements = 0
        event.listen(counted, "before_cursor_execute", self._note)

    def get(self, path: str, **asked: Any) -> httpx.Response:
        return self.send("GET", path, params=asked)

    def post(self, path: str, body: Any = None, **asked: Any) -> httpx.Response:
        return self.send("POST", path, params=asked, json=body)

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:
        self.statements = 0
        return asyncio.run(self._send(method, path, more))

    async def _send(self, method: str, path: str, more: dict[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
            return await client.request(method, f"/hsds{path}", **more)

    def _note(self, *_: object) -> None:
        self.statements += 1


def walk(hsds: Caller, path: str, **asked: Any) -> list[dict[str, Any]]:
    """Every object of a list, page by page."""
    found: list[dict[str, Any]] = []
    number, last = 1, False
    while not last:
        page = hsds.get(path, page=number, per_page=100, **asked).json()
        assert page["page_number"] == number
        found += page["contents"]
        number, last = number + 1, page["last_page"]
    return found


@pytest.fixture(scope="session")
def hsds_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("hsds")
    url = f"sqlite:///{folder / 'puente.sqlite3'}"
    build(url)
    (folder / "foreign.json").write_text(json.dumps(foreign.directory()), encoding="utf-8")
    made = engine(url)
    with Session(made) as session:
        assert import_rows(session, rows(folder / "foreign.json"), "pantry", finish=_reindex).refused == []
    made.dispose()
    return url


@pytest.fixture
def hsds_engine(hsds_url: str) -> Iterator[Engine]:
    made = engine(hsds_url)
    yield made
    made.dispose()


@pytest.fixture
def hsds(hsds_engine: Engine) -> Caller:
    return Caller(Directory(hsds_engine, SEARCH), hsds_engine)
