"""The fixtures of tests in a real browser: the application that is served, Chromium, and people at it."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from sqlmodel import Session

from knowledge.directory.engine import engine
from tests.conversations.test_chat_page import CHROMIUM, QUIET, SMALL
from tests.navigator_api.web import made_up
from tests.navigator_api.web.person import Person
from tests.navigator_api.web.served import Served, served

LANGUAGES = ("en", "es")
NEEDS_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"),
        reason="no chromium on this machine: `apt install chromium`",
    ),
]


@pytest.fixture(scope="module")
def doors(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The whole application over a year of made-up work."""
    file = Path(shutil.copy(filled_file, tmp_path_factory.mktemp("pages") / "pages.sqlite3"))
    made = engine(f"sqlite:///{file}")
    with Session(made) as session:
        made_up.fill(session, datetime.now(UTC))
    made.dispose()
    with served(file) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "CI must have chromium: .ci/run installs it"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        launched.close()


Somebody = Callable[..., Person]


@pytest.fixture
def somebody(browser: Browser, doors: Served) -> Iterator[Somebody]:
    """`somebody(language, role, script=True)`: a new browser; with a role it is signed in."""
    with ExitStack() as stack:

        def new(language: str, role: str = "", *, script: bool = True) -> Person:
            context = browser.new_context(viewport=SMALL, locale=f"{language}-US", java_script_enabled=script)
            stack.callback(context.close)
            if role:
                context.add_cookies([doors.session_of(role, language)])
            return Person(context, doors, language, script=script)

        yield new
