import socket
import threading
import time

import pytest
import uvicorn
from pydantic import SecretStr

from navigator_api.app import build
from navigator_api.sms import simulate

TOKEN = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def running(make_settings):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = make_settings(port=port)
    server = uvicorn.Server(uvicorn.Config(build(settings), port=port, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield settings
    server.should_exit = True
    thread.join(10)


def test_a_signed_text_over_real_http_gets_the_reply(running, responses) -> None:
    reply = simulate.send(running, "he is going to kill me", "+19255550123")
    assert reply == responses.reply("utter_safety_immediate_danger", "en").text


def test_another_token_is_told_what_to_mend(running) -> None:
    other = running.model_copy(update={"twilio_auth_token": SecretStr("f" * 32)})
    with pytest.raises(simulate.SimulationError, match="PUENTE_TWILIO_AUTH_TOKEN"):
        simulate.send(other, "hola", "+19255550123")


def test_the_command_prints_the_reply_with_its_size(running, monkeypatch, capsys, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PUENTE_PORT", str(running.port))
    monkeypatch.setenv("PUENTE_TWILIO_AUTH_TOKEN", TOKEN)
    monkeypatch.setenv("PUENTE_PUBLIC_URL", running.public_url)
    assert simulate.main(["me va a matar", "--from", "+19255550177"]) == 0
    assert capsys.readouterr().out.endswith("(1 segment, GSM-7)\n")


def test_a_server_that_is_not_there_is_named(monkeypatch, capsys, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PUENTE_PORT", "9")
    assert simulate.main(["hola"]) == 1
    assert "make run" in capsys.readouterr().err


def test_sizes_are_described_in_words() -> None:
    assert simulate.describe("x" * 200) == "x" * 200 + "\n(2 segments, GSM-7)"
    assert simulate.describe("aqu\u00ed") == "aqu\u00ed\n(1 segment, UCS-2)"
    assert simulate.describe("") == "(no reply)"
