"""Asking Rasa, which fails silently: 200 and `[]` when its actions are down, a wait of 300 s when they hang.

So there is one deadline for the whole call, an empty answer is a failure, and so is anything that is not
a list of replies.
"""

import asyncio
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from bot.text.language import Language
from bot.text.responses import Option, Reply
from navigator_api import log
from navigator_api.chat.circuit import Circuit
from navigator_api.chat.text import for_rasa

DEADLINE_SECONDS = 6.0
LARGEST_ANSWER = 64 * 1024
WEBHOOK = "/webhooks/rest/webhook"


class RasaUnavailable(Exception):
    """No usable answer from Rasa; `reason` is one word for the log."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"Rasa gave no answer: {reason}.")


@dataclass(frozen=True)
class RasaAnswer:
    """What Rasa said: at least one reply with text. `language`: set when the turn switched it.

    `once`: the options are answers to a question that is put now, and to no later one. `is_for_staff`:
    whoever asked works for a client, and knows what this line is. `unanswered`: the topic nearest to a
    question that nobody had an answer for.
    """

    replies: tuple[Reply, ...]
    language: Language | None = None
    is_list: bool = False
    once: bool = False
    is_for_staff: bool = False
    unanswered: str | None = None

    @property
    def may_be_cut(self) -> bool:
        """Whether a first answer has to be short: a stranger does not know yet who writes.

        A question needs its choices, and who works for a client all that was asked for.
        """
        return not self.is_for_staff and sum(len(reply.options) for reply in self.replies) <= 1


class RasaClient:
    """Talks to Rasa's REST channel at `url`; every call is bounded and counted by the circuit."""

    def __init__(
        self, http: httpx.AsyncClient, url: str, circuit: Circuit, *, deadline: float = DEADLINE_SECONDS
    ) -> None:
        self._http = http
        self._url = url.rstrip("/") + WEBHOOK
        self._circuit = circuit
        self._deadline = deadline
        self._forgetting: set[asyncio.Task[None]] = set()

    def deadline_at(self) -> float:
        """The loop time by which a turn that begins now must have its answer."""
        return asyncio.get_running_loop().time() + self._deadline

    async def ask(
        self, sender: str, text: str, metadata: Mapping[str, str], deadline_at: float
    ) -> RasaAnswer:
        """Raises RasaUnavailable: at once while the circuit is open, else by `deadline_at`.

        `metadata`: what the door knows of the turn, never words or numbers. `language`; `door`, "sms" or
        "chat"; `told`, who got the numbers for a minor at the door in this talk: "staff", "minor" or "other";
        `first`, where nothing was answered yet: "greeted" if the answer goes under a greeting, else "bare".
        """
        if self._circuit.is_open:
            raise RasaUnavailable("circuit_open")
        try:
            answer = await self._send(sender, text, metadata, deadline_at)
        except RasaUnavailable as error:
            self._circuit.record(succeeded=False)
            log.logger().warning("rasa_failed", error=error.reason)
            raise
        self._circuit.record(succeeded=True)
        return answer

    def forget_soon(self, sender: str) -> None:
        """Have Rasa drop a conversation: its store forgets what is restarted. Without it, ten minutes do."""
        task = asyncio.create_task(self._forget(sender))
        self._forgetting.add(task)
        task.add_done_callback(self._forgetting.discard)

    async def _forget(self, sender: str) -> None:
        try:
            await self._send(sender, "/restart", {}, self.deadline_at())
        except RasaUnavailable as error:
            # A restart says nothing to the person, and an empty answer is how it ends well.
            log.logger().info("rasa_forget", outcome="ok" if error.reason == "empty" else error.reason)

    async def probe(self) -> bool:
        """Whether a whole turn works again: `/ask_tcvap` passes through Rasa and its actions."""
        sender = f"probe-{secrets.token_hex(8)}"
        try:
            await self._send(sender, "/ask_tcvap", {}, self.deadline_at())
        except RasaUnavailable as error:
            log.logger().info("rasa_probe", outcome=error.reason)
            return False
        log.logger().info("rasa_probe", outcome="ok")
        return True

    async def _send(
        self, sender: str, message: str, metadata: Mapping[str, str], deadline_at: float
    ) -> RasaAnswer:
        body = {"sender": sender, "message": message, "metadata": metadata}
        try:
            async with asyncio.timeout_at(deadline_at):
                return parse_answer(await self._post(body))
        except RasaUnavailable:
            raise
        except TimeoutError:
            raise RasaUnavailable("deadline") from None
        except Exception as error:
            # Whatever Rasa's side of the wire can do to us, a person still gets an answer.
            raise RasaUnavailable(type(error).__name__) from None

    async def _post(self, body: Mapping[str, Any]) -> bytes:
        """The raw answer, at most 64 KiB of it."""
        received = bytearray()
        async with self._http.stream("POST", self._url, json=body) as response:
            if response.status_code != httpx.codes.OK:
                raise RasaUnavailable("status")
            async for chunk in response.aiter_bytes():
                received += chunk
                if len(received) > LARGEST_ANSWER:
                    raise RasaUnavailable("too_large")
        return bytes(received)


def parse_answer(raw: bytes) -> RasaAnswer:
    """Read the REST channel's list of messages. Raises RasaUnavailable when it holds no text."""
    try:
        items = json.loads(raw)
    except (ValueError, RecursionError):
        raise RasaUnavailable("not_json") from None
    if not isinstance(items, list):
        raise RasaUnavailable("not_a_list")
    messages = [item for item in items if isinstance(item, dict)]
    replies = tuple(_reply(m["text"], m.get("buttons")) for m in messages if _has_text(m))
    if not replies:
        raise RasaUnavailable("empty")
    customs = [m["custom"] for m in messages if isinstance(m.get("custom"), dict)]
    return RasaAnswer(
        replies,
        _language(customs),
        is_list=any(c.get("kind") in ("list", "shortlist") for c in customs),
        once=any(c.get("options") == "once" for c in customs),
        is_for_staff=any(c.get("kind") == "shortlist" for c in customs),
        unanswered=next((c["unanswered"] for c in customs if isinstance(c.get("unanswered"), str)), None),
    )


def _has_text(message: Mapping[str, Any]) -> bool:
    text = message.get("text")
    return isinstance(text, str) and bool(text.strip())


def _reply(text: str, buttons: object) -> Reply:
    listed = buttons if isinstance(buttons, list) else []
    return Reply(text.strip(), tuple(_option(b) for b in listed if isinstance(b, dict) and _has_title(b)))


def _has_title(button: Mapping[str, Any]) -> bool:
    title = button.get("title")
    return isinstance(title, str) and bool(title.strip())


def _option(button: Mapping[str, Any]) -> Option:
    """A button without a payload stands for its own words, which are no command."""
    return Option(button["title"], str(button.get("payload") or for_rasa(button["title"])))


def _language(customs: list[dict[str, Any]]) -> Language | None:
    """The last language that the turn announced."""
    named: Language | None = None
    for custom in customs:
        if custom.get("language") == "en":
            named = "en"
        elif custom.get("language") == "es":
            named = "es"
    return named
