"""Accounts in a migrated database, with hashes that take no time unless a test asks for real ones."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import argon2
import pyotp
import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session

from knowledge.directory.engine import engine
from knowledge.directory.migrate import migrate
from knowledge.workspace import accounts, audit, factors
from knowledge.workspace.account_tables import StaffAccount
from navigator_api.staff import tokens
from navigator_api.staff.desk import Desk
from navigator_api.staff.passwords import Passwords
from navigator_api.staff.place import Place
from navigator_api.staff.roles import Roles

SECRET = "k" * 40
URL = "https://line.example.org"
PASSWORD = "los gatos comen naranjas"


@dataclass
class Now:
    at: datetime = datetime(2026, 11, 22, 18, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


class CountedPasswords(Passwords):
    """Counts what is compared, to show that every try costs one hash."""

    compared = 0

    def fits(self, kept: str | None, password: str) -> bool:
        self.compared += 1
        return super().fits(kept, password)


@dataclass
class People:
    """Accounts: `add("maria", role="admin")`; with an authenticator app, whose secret is kept here."""

    desk: Desk
    now: Now

    def __post_init__(self) -> None:
        self.secrets: dict[str, str] = {}

    def add(
        self, name: str, *, role: str = "navigator", password: str | None = PASSWORD, app: bool = True
    ) -> str:
        account_id = tokens.short_id()
        with Session(self.desk.engine) as session:
            made = accounts.add(session, account_id, name, role, "en", self.now())
            made.password_hash = self.desk.passwords.hash(password) if password else None
            if app:
                kept = self.desk.authenticator.new()
                self.secrets[account_id] = self.desk.authenticator.readable(kept)
                factors.set_totp(session, account_id, kept.decode(), 0)
            session.commit()
        return account_id

    def code(self, account_id: str, steps: int = 0) -> str:
        """The app's code now, or so many steps later."""
        return pyotp.TOTP(self.secrets[account_id]).at(self.now(), counter_offset=steps)

    def get(self, account_id: str) -> StaffAccount:
        with Session(self.desk.engine) as session:
            return session.get_one(StaffAccount, account_id)

    def change(self, account_id: str, **values: object) -> None:
        with Session(self.desk.engine) as session:
            account = session.get_one(StaffAccount, account_id)
            for name, value in values.items():
                setattr(account, name, value)
            session.commit()

    def actions(self) -> list[str]:
        """What stands in the audit log, oldest first."""
        with Session(self.desk.engine) as session:
            return [entry.action for entry in reversed(list(audit.everything(session)))]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("staff") / "empty.sqlite3"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def database(migrated_file: Path, tmp_path: Path) -> Iterator[Engine]:
    made = engine(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'staff.sqlite3')}")
    event.listen(made, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    yield made
    made.dispose()


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def make_desk(database: Engine, now: Now) -> Callable[[Passwords], Desk]:
    def made(passwords: Passwords) -> Desk:
        return Desk(database, SECRET, Place(frozenset({URL})), passwords, Roles.load(), now)

    return made


@pytest.fixture
def desk(make_desk: Callable[[Passwords], Desk]) -> Desk:
    return make_desk(CountedPasswords(argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)))


@pytest.fixture
def people(desk: Desk, now: Now) -> People:
    return People(desk, now)
