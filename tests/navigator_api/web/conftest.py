"""The workspace over a filled database of its own, and people who are signed in to it.

    async def test_x(workspace: Workspace, sign_in: SignIn, form_token: FormToken) -> None:
        client = sign_in("navigator")
        answer = await client.post("/navigator/x", data={"form_token": form_token(client)})

`workspace.now` is a clock to set; `workspace.app.include_router(...)` adds what the application lacks.
"""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import argon2
import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import Session

from knowledge.directory.build import build
from knowledge.directory.engine import engine
from knowledge.workspace import accounts, sessions
from navigator_api import errors
from navigator_api.headers import SecurityHeaders
from navigator_api.limits import BodyLimits
from navigator_api.staff import cookies, refusals, tokens
from navigator_api.staff.desk import Desk
from navigator_api.staff.guard import Guard
from navigator_api.staff.passwords import Passwords
from navigator_api.staff.place import Place
from navigator_api.staff.roles import Roles
from navigator_api.web import accounts_page, audit_page, keys_page, profile, set_up
from navigator_api.web import sign_in as sign_in_pages
from navigator_api.web.site import Site
from navigator_api.web.words import Words
from tests.navigator_api.web.browser import browser as browser
from tests.navigator_api.web.browser import doors as doors
from tests.navigator_api.web.browser import somebody as somebody

SECRET = "k" * 40
URL = "https://line.example.org"

SignIn = Callable[..., httpx.AsyncClient]
FormToken = Callable[[httpx.AsyncClient], str]


@dataclass
class Now:
    """A clock that stands still until it is set."""

    at: datetime = datetime(2026, 11, 22, 18, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Workspace:
    app: FastAPI
    engine: Engine
    site: Site
    guard: Guard
    desk: Desk
    now: Now
    clients: list[httpx.AsyncClient] = field(default_factory=list)

    def client(self, **headers: str) -> httpx.AsyncClient:
        """Somebody who is not signed in."""
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=True)
        made = httpx.AsyncClient(transport=transport, base_url=URL, headers=headers)
        self.clients.append(made)
        return made


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file with the real facts."""
    file = tmp_path_factory.mktemp("workspace") / "filled.sqlite3"
    build(f"sqlite:///{file}")
    return file


@pytest.fixture
def database(filled_file: Path, tmp_path: Path) -> Iterator[Engine]:
    """A copy of it for one test."""
    made = engine(f"sqlite:///{shutil.copy(filled_file, tmp_path / 'workspace.sqlite3')}")
    yield made
    made.dispose()


@pytest.fixture
async def workspace(database: Engine) -> AsyncIterator[Workspace]:
    now, site = Now(), Site(Words.load())
    # Quick hashes: how long a real one takes is tested in tests/navigator_api/staff.
    quick = Passwords(argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    desk = Desk(database, SECRET, Place(frozenset({URL})), quick, Roles.load(), now)
    guard = desk.guard()
    app = FastAPI(redirect_slashes=False)
    errors.install(app)
    refusals.install(app, site)
    for pages in (sign_in_pages, set_up, profile, accounts_page, keys_page, audit_page):
        app.include_router(pages.router(site, guard, desk))
    app.add_middleware(BodyLimits)
    app.add_middleware(SecurityHeaders)
    made = Workspace(app, database, site, guard, desk, now)
    yield made
    for client in made.clients:
        await client.aclose()


@pytest.fixture
def sign_in(workspace: Workspace) -> SignIn:
    """`sign_in(role)`: a client with a session of a new account of this role, named after it."""

    def signed_in(role: str, name: str | None = None, language: str = "en") -> httpx.AsyncClient:
        session_id, account_id = tokens.new_id(), tokens.short_id()
        now = workspace.now()
        with Session(workspace.engine) as session:
            accounts.add(session, account_id, name or f"{role}-{account_id}", role, language, now)
            sessions.start(session, tokens.digest(session_id), account_id, sessions.FULL, now)
            session.commit()
        client = workspace.client()
        client.cookies.set(cookies.NAME, session_id, domain="line.example.org")
        return client

    return signed_in


@pytest.fixture
def form_token() -> FormToken:
    """What the forms of this client's session carry."""

    def token(client: httpx.AsyncClient) -> str:
        return tokens.form_token(SECRET, client.cookies[cookies.NAME])

    return token
