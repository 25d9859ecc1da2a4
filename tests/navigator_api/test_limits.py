import asyncio
import gzip

import httpx
import pytest

from navigator_api import limits

pytestmark = pytest.mark.anyio

JSON = {"Content-Type": "application/json"}


async def test_a_body_of_64_kib_passes_and_one_byte_more_does_not(doors) -> None:
    fits = b'{"text": "hi"}'.ljust(limits.LARGEST_BODY)
    assert (await doors.http.post("/chat/messages", content=fits, headers=JSON)).status_code == 200
    response = await doors.http.post("/chat/messages", content=fits + b" ", headers=JSON)
    assert response.status_code == 413
    assert response.headers["content-type"] == "application/problem+json"


async def test_a_body_that_does_not_tell_its_length_is_counted(doors) -> None:
    async def chunks():
        for _ in range(10):
            yield b"x" * 10_000

    response = await doors.http.post("/chat/messages", content=chunks(), headers=JSON)
    assert response.status_code == 413


@pytest.mark.parametrize("length", ["65537", "9" * 5000, "-1", "abc", "1e3"])
async def test_an_absurd_length_is_refused_unread(length, doors) -> None:
    request = httpx.Request("POST", "https://line.example.org/chat/messages", content=b"{}")
    request.headers["Content-Length"] = length
    assert (await doors.http.send(request)).status_code == 413


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "identity, gzip"])
async def test_a_compressed_body_is_refused(encoding, doors) -> None:
    headers = JSON | {"Content-Encoding": encoding}
    response = await doors.http.post(
        "/chat/messages", content=gzip.compress(b'{"text": "hi"}'), headers=headers
    )
    assert response.status_code == 415


async def test_a_body_that_drips_is_given_up() -> None:
    sent = []

    async def receive():
        await asyncio.sleep(5)

    async def send(message):
        sent.append(message)

    async def app(*_):
        raise AssertionError("the body is not complete")

    scope = {"type": "http", "method": "POST", "path": "/sms", "headers": []}
    await limits.BodyLimits(app, slowest=0.1)(scope, receive, send)
    assert sent[0]["status"] == 408
