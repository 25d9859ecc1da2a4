"""The three real processes on free loopback ports, and a phone that texts them as Twilio does."""

import os
import secrets
import signal
import socket
import subprocess
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from twilio.request_validator import RequestValidator

from bot.text.segments import measure
from navigator_api.run import ROOT, programs, warm_up
from navigator_api.settings import Settings
from navigator_api.supervise import Program

TOKEN = "e2e" + "0123456789abcdef" * 2
START_LIMIT = 90.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def settings_on_free_ports(folder: Path) -> Settings:
    return Settings(
        _env_file=None,
        port=free_port(),
        rasa_url=f"http://127.0.0.1:{free_port()}",
        actions_url=f"http://127.0.0.1:{free_port()}",
        database_url=f"sqlite:///{folder / 'puente.sqlite3'}",
        twilio_auth_token=TOKEN,
        secret_key=secrets.token_hex(32),
    )


def environment(settings: Settings) -> dict[str, str]:
    """What a process needs beside the variables that `programs` sets."""
    return {
        "PUENTE_PORT": str(settings.port),
        "PUENTE_RASA_URL": settings.rasa_url,
        "PUENTE_ACTIONS_URL": settings.actions_url,
        "PUENTE_DATABASE_URL": settings.database_url,
        "PUENTE_TWILIO_AUTH_TOKEN": settings.twilio_auth_token.get_secret_value(),
        "PUENTE_SECRET_KEY": settings.secret_key.get_secret_value(),
    }


@dataclass(frozen=True)
class Answer:
    """What came back for one text; `seconds` from sending to the last byte."""

    status: int
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        return "\n".join(message.text or "" for message in ET.fromstring(self.body).iter("Message"))

    @property
    def parts(self) -> int:
        return measure(self.text).parts


@dataclass
class Phone:
    """A person's phone: one number, texts signed as Twilio signs them."""

    address: str
    number: str = field(default_factory=lambda: f"+1925{secrets.randbelow(10**7):07d}")

    def text(self, body: str, **fields: str) -> Answer:
        form = {
            "MessageSid": f"SM{secrets.token_hex(16)}",
            "From": self.number,
            "Body": body,
            "NumMedia": "0",
            **fields,
        }
        url = f"{self.address}/sms"
        signature = RequestValidator(TOKEN).compute_signature(url, form)
        return self.post(form, {"X-Twilio-Signature": signature})

    def post(self, form: dict[str, str], headers: dict[str, str]) -> Answer:
        start = time.perf_counter()
        response = httpx.post(f"{self.address}/sms", data=form, headers=headers, timeout=15, trust_env=False)
        return Answer(response.status_code, response.content, time.perf_counter() - start)


class Processes:
    """Starts, kills, freezes and starts again; output goes to `log`."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings = settings
        self.folder = folder
        self.log = folder / "processes.log"
        self._programs = {program.name: program for program in programs(settings)}
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"

    def phone(self) -> Phone:
        return Phone(self.address)

    def start_all(self) -> None:
        for name in self._programs:
            self.start(name)
        for name in self._programs:
            self.wait(name)
        warm_up(self.settings)

    def start(self, name: str) -> None:
        program = self._programs[name]
        with self.log.open("ab") as output:
            self._running[name] = subprocess.Popen(
                program.command,
                cwd=ROOT,
                env={**os.environ, **program.environment, **environment(self.settings)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self, name: str) -> None:
        wait_until_healthy(self._programs[name], self._running[name])

    def kill(self, name: str) -> None:
        process = self._running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """Stopped but not dead: connections open, answers never come."""
        group = self._running[name].pid
        os.killpg(group, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(group, signal.SIGCONT)

    def end_all(self) -> None:
        for name in list(self._running):
            self.kill(name)


def wait_until_healthy(program: Program, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_LIMIT
    while time.monotonic() < end:
        assert process.poll() is None, f"{program.name} ended with {process.returncode} before it was ready"
        try:
            if httpx.get(program.health, timeout=2, trust_env=False).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"{program.name} did not answer {program.health} in {START_LIMIT:g} s")
