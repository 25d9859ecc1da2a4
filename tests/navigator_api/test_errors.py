"""The one error shape: RFC 9457 problem details, repeating nothing of what was sent."""

import pytest
from starlette.responses import Response

from navigator_api.errors import LastResort, problem_response

pytestmark = pytest.mark.anyio


def assert_problem(response, status: int) -> dict:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["type"] == "about:blank"
    assert body["status"] == status
    assert body["title"]
    return body


async def test_an_unknown_path(doors) -> None:
    body = assert_problem(await doors.http.get("/zebra"), 404)
    assert "zebra" not in str(body)


async def test_a_wrong_method(doors) -> None:
    response = await doors.http.get("/chat/messages")
    assert_problem(response, 405)
    assert response.headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("content", "pointer"),
    [
        ('{"conversation": null}', "#/text"),
        ('{"text": 5}', "#/text"),
        ('{"text": null}', "#/text"),
        ('{"text": "zebra", "conversation": 7}', "#/conversation"),
        ('{"text": "zebra", "language": "zebra"}', "#/language"),
        ('{"text": "' + "zebra" * 321 + '"}', "#/text"),
        ("[]", "#/"),
        ("{zebra", "#/1"),
    ],
)
async def test_a_message_that_does_not_fit_names_the_field_and_repeats_nothing(
    content, pointer, doors
) -> None:
    headers = {"Content-Type": "application/json"}
    response = await doors.http.post("/chat/messages", content=content, headers=headers)
    body = assert_problem(response, 422)
    assert body["errors"][0]["pointer"] == pointer
    assert "zebra" not in response.text


async def _run(app, path: str) -> list[dict]:
    sent = []

    async def send(message):
        sent.append(message)

    await LastResort(app, Response("numbers"))({"type": "http", "path": path, "method": "POST"}, None, send)
    return sent


async def _broken(*_):
    raise RuntimeError("zebra")


async def test_the_unexpected_is_a_500_that_tells_nothing() -> None:
    start, body = await _run(_broken, "/chat/messages")
    assert start["status"] == 500
    assert b"zebra" not in body["body"]


async def test_but_a_texter_gets_the_numbers() -> None:
    start, body = await _run(_broken, "/sms")
    assert start["status"] == 200
    assert body["body"] == b"numbers"


async def test_an_answer_that_was_begun_is_not_begun_twice() -> None:
    async def half(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("zebra")

    with pytest.raises(RuntimeError):
        await _run(half, "/sms")


def test_a_problem_without_detail_has_none() -> None:
    assert problem_response(404).body == b'{"type":"about:blank","title":"Not Found","status":404}'
