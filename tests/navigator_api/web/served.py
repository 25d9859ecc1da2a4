"""The doors on a free port of loopback, for a real browser: a filled database, and no Rasa."""

import io
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from pydantic import SecretStr
from sqlmodel import Session

from knowledge.directory.engine import engine
from knowledge.workspace import accounts, sessions
from navigator_api import app
from navigator_api.settings import Settings
from navigator_api.staff import cookies, make_account, tokens
from tests.conversations.processes import free_port

SECRET = "k" * 40
START_SECONDS = 60.0


@dataclass(frozen=True)
class Served:
    """`address` without a slash at its end."""

    address: str
    settings: Settings

    def set_up_code(self, name: str, role: str, language: str) -> str:
        """What `make account` prints for a new account."""
        printed = io.StringIO()
        with redirect_stdout(printed):
            assert make_account.main([name, role, language], self.settings) == 0
        found = re.search(r"^  (\S+)$", printed.getvalue(), re.MULTILINE)
        assert found is not None, printed.getvalue()
        return found.group(1)

    def session_of(self, role: str, language: str = "en") -> dict[str, Any]:
        """The cookie of a new account of this role, as Playwright takes it."""
        made, session_id, account_id = engine(self.settings.database_url), tokens.new_id(), tokens.short_id()
        now = datetime.now(UTC)
        with Session(made) as session:
            accounts.add(session, account_id, f"{role}-{account_id}", role, language, now)
            sessions.start(session, tokens.digest(session_id), account_id, sessions.FULL, now)
            session.commit()
        made.dispose()
        # A browser takes loopback for safe, but lets a Secure cookie be put there only under https.
        safe = self.address.replace("http:", "https:")
        return {"name": cookies.NAME, "value": session_id, "url": safe, "secure": True}


@contextmanager
def served(database: Path) -> Iterator[Served]:
    """Serves this database until the block ends."""
    port, nobody = free_port(), f"http://127.0.0.1:{free_port()}"
    settings = Settings(
        _env_file=None,
        database_url=f"sqlite:///{database}",
        port=port,
        rasa_url=nobody,
        actions_url=nobody,
        secret_key=SecretStr(SECRET),
        twilio_auth_token=SecretStr(SECRET),
    )
    server = uvicorn.Server(
        uvicorn.Config(app.build(settings), host="127.0.0.1", port=port, log_level="error")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    _wait(lambda: server.started, START_SECONDS)
    try:
        yield Served(f"http://127.0.0.1:{port}", settings)
    finally:
        server.should_exit = True
        thread.join(10)


def _wait(is_done, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not is_done():
        assert time.monotonic() < until, f"the doors did not start within {seconds} s"
        time.sleep(0.05)
