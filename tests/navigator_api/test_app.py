import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from bot.text.responses import Responses, UnknownResponse
from navigator_api.app import build, create_app
from navigator_api.web.words import Words

pytestmark = pytest.mark.anyio

LOOK = (
    "import sys, pathlib, navigator_api.app, navigator_api.sms.simulate;"
    "print(sorted(str(p) for p in pathlib.Path('.').iterdir()))"
)


def test_importing_opens_and_writes_nothing(tmp_path) -> None:
    environment = {"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": ""}
    command = [sys.executable, "-c", LOOK]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_missing_sentence_ends_the_start_by_name(make_settings) -> None:
    with pytest.raises(UnknownResponse, match=r"'utter_\w+' in bot/domain/responses"):
        create_app(make_settings(), None, responses=Responses({}), words=Words.load(), clock=lambda: 0.0)


async def test_the_real_application_answers(make_settings, tmp_path) -> None:
    app = build(make_settings())
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")
    async with app.router.lifespan_context(app), client:
        assert (await client.get("/health/live")).status_code == 200
        answer = await client.post("/chat/messages", json={"text": "where can i sleep tonight"})
        assert answer.json()["replies"] == [{"text": "An answer.", "options": []}]


async def test_the_contract_is_published_without_pages_that_load_foreign_scripts(doors) -> None:
    paths = (await doors.http.get("/openapi.json")).json()["paths"]
    assert {
        "/sms",
        "/sms/status",
        "/chat/messages",
        "/chat/end",
        "/health/live",
        "/health/ready",
    } <= paths.keys()
    for path in ("/docs", "/redoc"):
        assert (await doors.http.get(path)).status_code == 404


async def test_texts_are_answered_while_the_directory_cannot_be_read(open_doors) -> None:
    async with open_doors(migrated=False) as doors:
        closed = await doors.http.get("/hsds/services")
        assert (closed.status_code, closed.headers["content-type"]) == (503, "application/problem+json")
        assert (await doors.http.get("/hsds/")).json()["version"] == "3.1.1"
        assert (await doors.text("where can i sleep tonight")).startswith("An answer.")
        assert (await doors.chat("hello"))["replies"]
