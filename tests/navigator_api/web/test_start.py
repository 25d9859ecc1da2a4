import re

import pytest

from navigator_api.web import start
from navigator_api.web.start import PLACES

pytestmark = pytest.mark.anyio


@pytest.fixture
def links(workspace, sign_in):
    workspace.app.include_router(start.router(workspace.site, workspace.guard))

    async def seen(role: str, language: str = "en") -> set[str]:
        page = await sign_in(role).get(f"/navigator?lang={language}")
        assert page.status_code == 200
        main = page.text[page.text.index("<main") :]
        return set(re.findall(r'href="([^"?]+)', main))

    return seen


async def test_an_admin_sees_every_place(links) -> None:
    assert await links("admin") == {target for _, target, _ in PLACES}


async def test_a_viewer_sees_only_what_a_viewer_may_open(links) -> None:
    assert await links("viewer", "es") == {"/navigator/options", "/navigator/reports"}


async def test_nobody_sees_it_without_signing_in(workspace, links) -> None:
    answer = await workspace.client().get("/navigator")
    assert (answer.status_code, answer.headers["location"]) == (303, "/navigator/sign-in")
