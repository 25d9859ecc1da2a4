"""The doors as they run, over a real SQLite file and a small HTTP server on Rasa's side of the wire."""

import json
import secrets
import threading
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from twilio.request_validator import RequestValidator

from bot.text.responses import Responses
from knowledge.directory.engine import engine
from knowledge.directory.hsds.by_meaning import by_meaning
from knowledge.directory.migrate import migrate
from knowledge.meaning import encoder
from knowledge.rules.load import Rules, load_rules
from navigator_api import health, workspace
from navigator_api.api.services import Services
from navigator_api.app import Collaborators, create_app
from navigator_api.chat.unanswered import Unanswered
from navigator_api.hsds.directory import Directory
from navigator_api.settings import Settings
from navigator_api.sms.opt_out import OptOuts
from navigator_api.staff.place import Place
from navigator_api.web.site import Site
from navigator_api.web.words import Words
from navigator_api.workspace import Workspace

TOKEN = "0123456789abcdef0123456789abcdef"
PUBLIC_URL = "https://line.example.org"
NUMBER = "+19255550123"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def loaded_rules() -> Rules:
    return load_rules()


@pytest.fixture(scope="session")
def responses() -> Responses:
    return Responses.load()


class RasaTwin:
    """Rasa's REST channel on loopback: `answers` is sent as JSON, or `raw` as it is; it can hang."""

    def __init__(self) -> None:
        self.received: list[dict[str, Any]] = []
        self.answers: Any = [{"text": "An answer."}]
        self.raw: bytes | None = None
        self.status = 200
        self.delay: threading.Event | None = None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def texts(self) -> list[str]:
        return [body["message"] for body in self.received]

    def hang(self) -> None:
        self.delay = threading.Event()

    def release(self) -> None:
        if self.delay:
            self.delay.set()
        self.delay = None

    def close(self) -> None:
        self.release()
        self._server.shutdown()
        self._server.server_close()

    def _handler(twin) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._send(200, b"{}")

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                twin.received.append(json.loads(body))
                status, raw = twin.status, twin.raw
                answer = raw if raw is not None else json.dumps(twin.answers).encode()
                if twin.delay:
                    twin.delay.wait(30)
                self._send(status, answer)

            def _send(self, status: int, body: bytes) -> None:
                try:
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@pytest.fixture
def rasa() -> Iterator[RasaTwin]:
    twin = RasaTwin()
    yield twin
    twin.close()


@dataclass
class Doors:
    """The running application and ways to write to it."""

    app: FastAPI
    http: httpx.AsyncClient
    database: Path
    sent: list[httpx.Response] = field(default_factory=list)

    async def post_sms(self, form: dict[str, str], *, path: str = "/sms", **changes: Any) -> httpx.Response:
        """A signed form; `changes` replace the body or headers after signing."""
        signature = RequestValidator(TOKEN).compute_signature(PUBLIC_URL + path, form)
        headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
        headers |= changes.pop("headers", {})
        content = changes.pop("content", urlencode(form))
        assert not changes
        response = await self.http.post(path, content=content, headers=headers)
        self.sent.append(response)
        return response

    async def text(self, body: str, *, number: str = NUMBER, sid: str | None = None) -> str:
        """What the phone shows; empty for no reply."""
        form = {
            "MessageSid": sid or f"SM{secrets.token_hex(16)}",
            "From": number,
            "Body": body,
            "NumMedia": "0",
        }
        response = await self.post_sms(form)
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("application/xml")
        return "\n".join(message.text or "" for message in ET.fromstring(response.text).iter("Message"))

    async def chat(self, text: str, conversation: str | None = None, **more: Any) -> dict[str, Any]:
        response = await self.http.post(
            "/chat/messages", json={"conversation": conversation, "text": text, **more}
        )
        assert response.status_code == 200
        answer: dict[str, Any] = response.json()
        return answer


OpenDoors = Callable[..., AbstractAsyncContextManager[Doors]]


@pytest.fixture
def make_settings(tmp_path: Path, rasa: RasaTwin) -> Callable[..., Settings]:
    def make(**changes: Any) -> Settings:
        defaults: dict[str, Any] = {
            "database_url": f"sqlite:///{tmp_path}/doors.sqlite3",
            "rasa_url": rasa.url,
            "actions_url": rasa.url,
            "public_url": PUBLIC_URL,
            "twilio_auth_token": SecretStr(TOKEN),
            "secret_key": SecretStr("k" * 40),
        }
        return Settings(_env_file=None, **(defaults | changes))

    return make


def pages_over(settings: Settings, responses: Responses, rules: Rules | None, words: Words) -> Workspace:
    """What the pages beside the chat work with, over the database of these settings."""

    def now() -> datetime:
        return datetime(2026, 11, 22, 18, tzinfo=UTC)

    made = engine(settings.database_url)
    place = Place.of(settings.public_url, settings.port, development=True)
    desk = workspace.desk(made, settings.secret_key.get_secret_value(), place, now)
    return Workspace(Site(words), made, responses, rules, encoder, desk, now)


@pytest.fixture(scope="session")
def page_words() -> Words:
    return Words.load()


@pytest.fixture
def open_doors(
    make_settings: Callable[..., Settings],
    clock: Clock,
    responses: Responses,
    loaded_rules: Rules,
    page_words: Words,
) -> OpenDoors:
    @asynccontextmanager
    async def opened(
        *,
        deadline: float = 0.4,
        probe_every: float = 0.05,
        migrated: bool = True,
        rules: Rules | None = loaded_rules,
        pages: bool = False,
        **changes: Any,
    ) -> AsyncIterator[Doors]:
        settings = make_settings(**changes)
        if migrated:
            migrate(settings.database_url)
        made = engine(settings.database_url)
        http = httpx.AsyncClient(timeout=None, trust_env=False)
        opt_outs = OptOuts(made, "k" * 40, today=lambda: date(2026, 11, 21))
        checks = {
            "database": health.database_check(made),
            "rasa": health.http_check(http, settings.rasa_url),
            "actions": health.http_check(http, f"{settings.actions_url}/health"),
        }
        app = create_app(
            settings,
            Collaborators(
                http,
                opt_outs,
                Unanswered(made, lambda: datetime(2026, 11, 22, 18, tzinfo=UTC)),
                checks,
                Directory(made, by_meaning(encoder, lambda: datetime(2026, 11, 22, tzinfo=UTC))),
                Services(made, encoder, lambda: datetime(2026, 11, 22, 18, tzinfo=UTC)),
                rules,
                today=lambda: date(2026, 11, 22),
            ),
            responses=responses,
            words=page_words,
            clock=clock,
            page_routers=workspace.routers(pages_over(settings, responses, rules, page_words))
            if pages
            else (),
            rasa_deadline=deadline,
            probe_every=probe_every,
        )
        transport = httpx.ASGITransport(app)
        client = httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL)
        async with app.router.lifespan_context(app), client:
            yield Doors(app, client, Path(settings.database_url.removeprefix("sqlite:///")))
        made.dispose()

    return opened


@pytest.fixture
async def doors(open_doors: OpenDoors) -> AsyncIterator[Doors]:
    async with open_doors() as opened:
        yield opened
