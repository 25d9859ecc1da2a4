"""The workspace with the pages of the care of the directory; an import runs when the test says so."""

from collections.abc import Callable

import pytest

from knowledge.meaning import encoder
from navigator_api.web import (
    articles_page,
    care,
    edits_page,
    import_page,
    problems_page,
    synonyms_page,
    topics_page,
    verification_page,
)
from tests.navigator_api.web.conftest import Workspace

Started = list[Callable[[], None]]


@pytest.fixture
def started() -> Started:
    """The imports that were started; a test runs them."""
    return []


@pytest.fixture
def cared(workspace: Workspace, started: Started) -> Workspace:
    """The workspace with the pages of the care."""
    site, guard, engine, now = workspace.site, workspace.guard, workspace.engine, workspace.now
    for pages in (care, edits_page, verification_page, problems_page):
        workspace.app.include_router(pages.router(site, guard, engine, now))
    for plain in (articles_page, topics_page):
        workspace.app.include_router(plain.router(site, guard, engine))
    workspace.app.include_router(synonyms_page.router(site, guard, engine, now, encoder))
    workspace.app.include_router(import_page.router(site, guard, engine, now, encoder, started.append))
    return workspace
