"""The supervisor over small real processes."""

import asyncio
import sys
from pathlib import Path

import pytest

from navigator_api.supervise import CannotStart, Program, Supervisor
from tests.conversations.processes import free_port

SERVER = """
import http.server, json, os, sys

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        if self.path == "/die":
            os.write(1, b"somebody wrote this" + bytes([10]))
            os._exit(7)
        if self.path == "/talk":
            os.write(1, b"x" * 3_000_000 + bytes([10]))
            print("somebody wrote this")
            print(json.dumps({"event": "turn", "text": "somebody wrote this"}))
            print(json.dumps({"event": "turn", "status": 200}))

    def log_message(self, *_):
        pass

http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


def program(name: str, script: str, port: int, folder: Path) -> Program:
    return Program(name, [sys.executable, "-u", "-c", script, str(port)], f"http://127.0.0.1:{port}/", folder)


def test_a_process_that_cannot_start_is_named_with_its_reason_and_its_last_words(tmp_path: Path) -> None:
    broken = program("broken", "print('no such file: model'); raise SystemExit(3)", free_port(), tmp_path)
    sound = program("sound", SERVER, free_port(), tmp_path)
    with pytest.raises(CannotStart, match=r"(?s)broken cannot start: exit code 3.*no such file: model"):
        asyncio.run(Supervisor([sound, broken], lambda _: None).start())
    asyncio.run(_nobody_listens(sound.port))


async def _nobody_listens(port: int) -> None:
    with pytest.raises(OSError, match=r"refused|Connect call failed"):
        await asyncio.open_connection("127.0.0.1", port)


def test_a_process_that_dies_comes_back_and_its_last_words_are_not_shown(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []
    asyncio.run(_die_and_come_back(program("server", SERVER, free_port(), tmp_path), said))
    assert any("server ended (exit code 7); starting it again" in line for line in said)
    assert "somebody wrote this" not in capfd.readouterr().out + "".join(said)


async def _die_and_come_back(server: Program, said: list[str]) -> None:
    supervisor = Supervisor([server], said.append)
    await supervisor.start()
    watching = asyncio.create_task(supervisor.watch())
    await _get(server.port, "/die")
    for _ in range(100):
        await asyncio.sleep(0.1)
        if len(said) > 1 and await _get(server.port, "/"):
            break
    else:
        raise AssertionError("it did not come back")
    supervisor.stop()
    await watching


def test_only_our_own_log_lines_are_passed_on_and_a_line_without_end_holds_nobody_back(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    asyncio.run(_talk_and_answer(program("server", SERVER, free_port(), tmp_path)))
    printed = capfd.readouterr().out
    assert '{"event": "turn", "status": 200}' in printed
    assert "somebody wrote this" not in printed


async def _talk_and_answer(server: Program) -> None:
    supervisor = Supervisor([server], lambda _: None)
    await supervisor.start()
    watching = asyncio.create_task(supervisor.watch())
    async with asyncio.timeout(20):
        assert await _get(server.port, "/talk")
        assert await _get(server.port, "/")
    await asyncio.sleep(0.3)
    supervisor.stop()
    await watching


async def _get(port: int, path: str) -> bool:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.write(f"GET {path} HTTP/1.0\r\n\r\n".encode())
    await reader.read()
    writer.close()
    return True


def test_stopping_while_something_starts_ends_all_without_waiting(tmp_path: Path) -> None:
    slow = program("slow", "import time; time.sleep(60)", free_port(), tmp_path)
    asyncio.run(_stop_at_once(Supervisor([slow], lambda _: None)))


async def _stop_at_once(supervisor: Supervisor) -> None:
    async with asyncio.timeout(10):
        starting = asyncio.create_task(supervisor.start())
        await asyncio.sleep(0.5)
        supervisor.stop()
        await starting
        await supervisor.watch()
