"""A migrated database without rows, and a way to put referrals into it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlmodel import Session

from knowledge.directory.engine import engine
from knowledge.directory.migrate import migrate
from knowledge.workspace.referrals import NewReferral, create

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

Make = Callable[..., int]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("referrals") / "empty.sqlite3"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def session(migrated_file: Path, tmp_path: Path) -> Iterator[Session]:
    made = engine(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'own.sqlite3')}")
    with Session(made) as opened:
        yield opened
    made.dispose()


@pytest.fixture
def make(session: Session) -> Make:
    """`make(at, need="food", ...)`: a referral made at that instant; its id."""
    numbers = count()

    def made(at: datetime = NOON, *, case_code: str = "H7KD-3TRP", key: str = "", **changes: object) -> int:
        values = {
            "service_id": "tcvap",
            "need": "food",
            "language": "es",
            "county": "contra_costa",
            "how": "warm_handoff",
            "emergency": False,
        }
        new = NewReferral(**(values | changes))
        referral_id, _ = create(session, new, case_code=case_code, key=key or f"key {next(numbers)}", at=at)
        return referral_id

    return made
