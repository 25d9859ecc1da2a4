"""The public pages over the real facts, and a reader who is nobody."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import anyio
import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from bot.text.responses import Responses
from knowledge.directory.engine import engine
from knowledge.meaning import encoder
from navigator_api import errors
from navigator_api.headers import SecurityHeaders
from navigator_api.limits import BodyLimits
from navigator_api.web.pledge_tokens import PledgeTokens
from navigator_api.web.public import Public
from navigator_api.web.public_routes import router
from navigator_api.web.site import Site
from navigator_api.web.words import Words

CALIFORNIA = ZoneInfo("America/Los_Angeles")
SUNDAY = datetime(2026, 11, 22, 10, tzinfo=CALIFORNIA)


@dataclass
class Clock:
    at: datetime = SUNDAY

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def now() -> Clock:
    return Clock()


class Browser:
    """Somebody at a browser without script; follows no redirect and keeps no cookie."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self._send("GET", path, more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self._send("POST", path, more)

    def _send(self, method: str, path: str, more: dict[str, Any]) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="https://line.example.org") as client:
                return await client.request(method, path, **more)

        return anyio.run(send)


def public_app(database: Engine, responses: Responses, now: Callable[[], datetime]) -> FastAPI:
    words = itertools.count()
    tokens = PledgeTokens(b"k" * 32, now, lambda: f"word{next(words)}")
    app = FastAPI(redirect_slashes=False)
    app.include_router(router(Public(Site(Words.load()), responses, database), encoder, now, tokens))
    errors.install(app)
    app.add_middleware(BodyLimits)
    app.add_middleware(SecurityHeaders)
    return app


@pytest.fixture
def client(database: Engine, responses: Responses, now: Clock) -> Browser:
    """Over a database that a test may change."""
    return Browser(public_app(database, responses, now))


@pytest.fixture(scope="session")
def reader(filled_file: Path, responses: Responses) -> Iterator[Browser]:
    """Over a database that nobody changes; quick, for pages that only read."""
    made = engine(f"sqlite:///{filled_file}")
    yield Browser(public_app(made, responses, Clock()))
    made.dispose()


@pytest.fixture
def no_database(tmp_path: Path, responses: Responses, now: Clock) -> Iterator[Browser]:
    """The directory is not there at all."""
    made = engine(f"sqlite:///{tmp_path}/empty.sqlite3")
    yield Browser(public_app(made, responses, now))
    made.dispose()
