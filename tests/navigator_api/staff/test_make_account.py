import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlmodel import Session

from knowledge.directory.engine import engine
from knowledge.workspace import accounts, audit, factors
from navigator_api.settings import Settings
from navigator_api.staff import tokens
from navigator_api.staff.make_account import main


@pytest.fixture
def chosen(tmp_path: Path) -> Settings:
    values: dict[str, Any] = {
        "database_url": f"sqlite:///{tmp_path}/new.sqlite3",
        "secret_key": SecretStr("k" * 40),
    }
    return Settings(_env_file=None, **values)


def code_in(text: str) -> str:
    found = re.search(r"(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}", text)
    assert found is not None
    return found[0]


def test_the_first_account_is_made_with_a_code_and_no_password(
    chosen: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["Maria", "admin", "es"], chosen) == 0
    printed = capsys.readouterr().out
    assert "http://127.0.0.1:8000/navigator/set-up" in printed
    with Session(engine(chosen.database_url)) as session:
        maria = accounts.named(session, "maria")
        assert maria is not None
        assert (maria.role, maria.language, maria.password_hash) == ("admin", "es", None)
        entry = next(iter(audit.everything(session)))
        assert (entry.who, entry.action) == ("command line", "account.invited")
        taken = factors.take_code(session, tokens.digest(code_in(printed)), factors.SET_UP, datetime.now(UTC))
        assert taken is not None


def test_asking_again_prints_a_new_code(chosen: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["maria", "admin"], chosen) == 0
    assert main(["maria", "admin"], chosen) == 0
    codes = re.findall(r"(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}", capsys.readouterr().out)
    assert len(set(codes)) == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "make account NAME="),
        (["maria"], "make account NAME="),
        (["", ""], "make account NAME="),
        (["maria", "owner"], "ROLE must be one of viewer, navigator, editor, admin"),
        (["m m", "admin"], "NAME needs"),
        (["maria", "admin", "fr"], "SPEAKS en or es"),
    ],
)
def test_says_what_to_change(
    chosen: Settings, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert main(arguments, chosen) == 2
    assert says in capsys.readouterr().err


def test_the_command_changes_no_role(chosen: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    main(["maria", "viewer"], chosen)
    assert main(["maria", "admin"], chosen) == 2
    assert "exists with another role" in capsys.readouterr().err
