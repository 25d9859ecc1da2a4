"""`make run` as its operator sees it: ready, restarted, refused with a reason, ended; and no trace.

The traces: markers are sent along every path, then the terminal and every file are searched.
"""

import base64
import hashlib
import os
import secrets
import signal
import socket
from pathlib import Path

import httpx
import pytest

from tests.conversations.processes import Phone, settings_on_free_ports
from tests.conversations.supervised import Terminal, running, wait_for

pytestmark = pytest.mark.e2e


def test_ready_restarted_when_one_dies_ended_together_and_without_a_trace(tmp_path: Path) -> None:
    marker = f"zq{secrets.token_hex(8)}"
    with running(tmp_path) as terminal:
        phone = Phone(terminal.address)
        assert httpx.get(f"{terminal.address}/health/ready", trust_env=False).status_code == 200
        assert "TCVAP" in Phone(terminal.address).text("what is tcvap").text
        send_everything(terminal.address, phone, marker)
        os.kill(terminal.child_running("rasa_sdk"), signal.SIGKILL)
        assert Phone(terminal.address).text(f"where can i sleep tonight {marker}").status == 200
        wait_for(lambda: "actions ended (signal 9); starting it again" in terminal.text)
        wait_for(lambda: "TCVAP" in Phone(terminal.address).text("what is tcvap").text)
        children = terminal.children()
        assert len(children) == 3
    assert terminal.process.returncode == 0
    assert "Puente has ended" in terminal.text
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []
    files = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"puente.sqlite3", "terminal.txt"} <= {path.name for path in files}
    assert '"event": "turn"' in terminal.text
    assert found_in(files, [marker.encode(), *written(phone.number)]) == []


def test_the_search_finds_a_planted_leak(tmp_path: Path) -> None:
    (tmp_path / "leak.log").write_text("From=%2B19255550199 Body=zqmarker", encoding="utf-8")
    files = {path: path.read_bytes() for path in tmp_path.iterdir()}
    needles = [b"zqmarker", *written("+19255550199")]
    assert {needle for _, needle in found_in(files, needles)} >= {b"zqmarker", b"%2B19255550199", b"5550199"}


def test_a_taken_port_is_reported_with_what_to_do(tmp_path: Path) -> None:
    settings = settings_on_free_ports(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", settings.port))
        other.listen()
        terminal = Terminal(settings, tmp_path)
        assert terminal.process.wait(timeout=60) == 1
    assert f"navigator_api cannot start: port {settings.port}" in terminal.text
    assert "PUENTE_PORT" in terminal.text


def written(number: str) -> list[bytes]:
    """A number as it could have been written down: whole, national, the last seven, encoded, hashed bare."""
    digits = number.lstrip("+")
    plain = [number, digits, digits[1:], digits[-7:], number.replace("+", "%2B")]
    hashed = hashlib.sha256(number.encode()).hexdigest()
    encoded = [base64.b64encode(number.encode()).decode(), number.encode().hex(), hashed]
    return [one.encode() for one in (*plain, *encoded)]


def found_in(files: dict[Path, bytes], needles: list[bytes]) -> list[tuple[str, bytes]]:
    return [(path.name, needle) for path, content in files.items() for needle in needles if needle in content]


def texts(marker: str) -> list[str]:
    """One for each way through the house."""
    return [
        f"help {marker}",
        f"{marker} i need a place to sleep",
        f"necesito comida {marker}",
        f"he is going to kill me {marker}",
        f"me quiero morir {marker}",
        f"im 16 {marker} and need food",
        f"who is {marker}",
        f"/restart {marker}",
        f"EXTERNAL: {marker}",
        f"what is tcvap {marker} \x00 \u202e",
        f"{marker} " * 60,
        marker,
        "STOP",
        f"after stop {marker}",
        "START",
        f"BORRAR {marker}",
        "DELETE",
    ]


def send_everything(address: str, phone: Phone, marker: str) -> None:
    for text in texts(marker):
        assert phone.text(text).status == 200
    form = {"MessageSid": f"SM{marker}", "From": phone.number, "Body": marker}
    assert phone.post(form, {"X-Twilio-Signature": "forged"}).status == 403
    assert phone.text(marker * 40_000).status == 413
    for body in (
        {"conversation": None, "text": marker},
        {"conversation": marker, "text": marker * 200},
        {"text": 5},
    ):
        httpx.post(f"{address}/chat/messages", json=body, timeout=15, trust_env=False)
    httpx.get(f"{address}/{marker}?number={phone.number}", timeout=15, trust_env=False)
