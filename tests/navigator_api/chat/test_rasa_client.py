import json
import time

import httpx
import pytest

from bot.text.responses import Option, Reply
from navigator_api.chat.circuit import Circuit
from navigator_api.chat.rasa_client import RasaAnswer, RasaClient, RasaUnavailable, parse_answer

pytestmark = pytest.mark.anyio


@pytest.fixture
async def http():
    async with httpx.AsyncClient(timeout=None, trust_env=False) as client:
        yield client


async def ask(client: RasaClient, text: str = "hi", language=None) -> RasaAnswer:
    return await client.ask("sender", text, {"language": language} if language else {}, client.deadline_at())


async def test_sends_sender_message_and_language(http, rasa) -> None:
    client = RasaClient(http, rasa.url, Circuit())
    answer = await ask(client, "mañana", "es")
    assert answer.replies == (Reply("An answer."),)
    assert rasa.received == [{"sender": "sender", "message": "mañana", "metadata": {"language": "es"}}]


async def test_sends_no_language_that_nobody_knows(http, rasa) -> None:
    await ask(RasaClient(http, rasa.url, Circuit()))
    assert rasa.received[0]["metadata"] == {}


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"[]", "empty"),
        (b'[{"recipient_id": "x"}]', "empty"),
        (b'[{"text": ""}, {"text": "  "}, {"text": null}, {"text": 5}]', "empty"),
        (b'[{"custom": {"language": "es"}}]', "empty"),
        (b'[null, 3, [], "x"]', "empty"),
        (b"{}", "not_a_list"),
        (b"null", "not_a_list"),
        (b"<html>502</html>", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"[" * 60_000, "not_json"),
        (b"", "not_json"),
        (b" " * 10_000_000, "too_large"),
    ],
)
async def test_an_answer_without_text_is_a_failure(raw, reason, http, rasa) -> None:
    rasa.raw = raw
    with pytest.raises(RasaUnavailable) as failure:
        await ask(RasaClient(http, rasa.url, Circuit()))
    assert failure.value.reason == reason


@pytest.mark.parametrize("status", [500, 404, 204, 302])
async def test_a_status_other_than_200_is_a_failure(status, http, rasa) -> None:
    rasa.status = status
    with pytest.raises(RasaUnavailable, match="status"):
        await ask(RasaClient(http, rasa.url, Circuit()))


async def test_nobody_listening_is_a_failure(http, rasa) -> None:
    rasa.close()
    with pytest.raises(RasaUnavailable, match="ConnectError"):
        await ask(RasaClient(http, rasa.url, Circuit()))


async def test_a_hanging_rasa_is_given_up_at_the_deadline(http, rasa) -> None:
    rasa.hang()
    started = time.monotonic()
    with pytest.raises(RasaUnavailable, match="deadline"):
        await ask(RasaClient(http, rasa.url, Circuit(), deadline=0.3))
    assert 0.25 < time.monotonic() - started < 0.8


async def test_after_three_failures_nobody_waits_and_a_probe_opens_the_way_again(http, rasa) -> None:
    circuit = Circuit()
    client = RasaClient(http, rasa.url, circuit)
    rasa.raw = b"[]"
    for _ in range(3):
        with pytest.raises(RasaUnavailable, match="empty"):
            await ask(client)
    with pytest.raises(RasaUnavailable, match="circuit_open"):
        await ask(client)
    assert len(rasa.received) == 3
    assert not await client.probe()
    rasa.raw = None
    assert await client.probe()
    assert rasa.texts[3:] == ["/ask_tcvap", "/ask_tcvap"]
    assert len({body["sender"] for body in rasa.received[3:]}) == 2
    circuit.record(succeeded=True)
    assert (await ask(client)).replies


def test_reads_texts_buttons_language_and_list() -> None:
    items = [
        {"recipient_id": "x", "text": " One. "},
        {"text": "Two?", "buttons": [{"title": "Yes", "payload": "/affirm"}, {"title": ""}, 7, {}]},
        {"custom": {"language": "es"}},
        {"custom": {"kind": "list"}},
        {"custom": {"options": "once"}},
        {"custom": {"language": "klingon"}},
        {"custom": "odd"},
    ]
    answer = parse_answer(json.dumps(items).encode())
    assert answer == RasaAnswer(
        (Reply("One."), Reply("Two?", (Option("Yes", "/affirm"),))), "es", is_list=True, once=True
    )
