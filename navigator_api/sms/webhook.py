"""Twilio's door: signature, repeat, opt-out words, then the shared turn; always an answer in TwiML.

Nothing but four named fields is read, and none of them is stored or logged.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from bot.text.responses import Reply, Responses
from navigator_api import log
from navigator_api.chat.commands import language_of_answer
from navigator_api.chat.sessions import Conversation, Sessions
from navigator_api.chat.turn import Turn, Turns
from navigator_api.sms import twiml
from navigator_api.sms.keywords import OptWord, find_opt_word
from navigator_api.sms.opt_out import OptOuts
from navigator_api.sms.repeats import Repeats
from navigator_api.sms.replies import fit
from navigator_api.sms.signature import Refused, SignatureCheck

RESPONSES = frozenset({"utter_disclosure", "utter_sms_stop", "utter_sms_start", "utter_both_unavailable"})


@dataclass(frozen=True, repr=False)
class InboundText:
    """The fields of Twilio's form that we look at; a picture comes with an empty body."""

    message_id: str
    number: str
    body: str

    @classmethod
    def from_form(cls, form: Mapping[str, str]) -> Self:
        """Raises Refused for a form that names no sender."""
        if not form.get("From"):
            raise Refused
        return cls(form.get("MessageSid", ""), form["From"], form.get("Body", ""))


class SmsDoor:
    """Answers one inbound text."""

    def __init__(
        self,
        *,
        responses: Responses,
        turns: Turns,
        sessions: Sessions,
        repeats: Repeats,
        opt_outs: OptOuts,
    ) -> None:
        self._responses = responses
        self._turns = turns
        self._sessions = sessions
        self._repeats = repeats
        self._opt_outs = opt_outs

    async def answer(self, inbound: InboundText) -> str:
        """TwiML for this text; a repeat of it gets the same bytes."""
        if not inbound.message_id:
            return await self._answer_or_fall_back(inbound)
        return await self._repeats.once(inbound.message_id, lambda: self._answer_or_fall_back(inbound))

    async def _answer_or_fall_back(self, inbound: InboundText) -> str:
        try:
            return await self._answer(inbound)
        except Exception as error:
            log.logger().error("sms_failed", error=type(error).__name__)
            return self.last_resort()

    def last_resort(self) -> str:
        """TwiML with numbers in both languages, for when nothing else works."""
        return twiml.message(self._responses.reply("utter_both_unavailable", "en").text)

    async def _answer(self, inbound: InboundText) -> str:
        key = self._sessions.key_of_number(inbound.number)
        word = find_opt_word(inbound.body)
        if word:
            return await self._opt(inbound.number, word, self._sessions.open(key))
        if await self._opt_outs.is_out(inbound.number):
            return twiml.silence()
        conversation = self._sessions.open(key)
        turn = await self._turns.answer(conversation, inbound.body, "sms")
        if turn.forget:
            self._sessions.forget(key)
            self._turns.forget(conversation)
        return self._send(conversation, turn)

    async def _opt(self, number: str, word: OptWord, conversation: Conversation) -> str:
        """Confirm once: a second STOP finds the number already opted out and stays unanswered."""
        stop = word.action == "stop"
        if stop and await self._opt_outs.is_out(number):
            return twiml.silence()
        await self._opt_outs.put(number, out=stop)
        conversation.disclosed = True
        conversation.hear_keyword(word.language)
        language = language_of_answer(word.language, conversation.answers_in) or "en"
        reply = self._responses.reply("utter_sms_stop" if stop else "utter_sms_start", language)
        return self._send(conversation, Turn((reply,), "keyword"))

    def _send(self, conversation: Conversation, turn: Turn) -> str:
        fitted = fit(turn, self._disclosure(conversation, turn))
        conversation.disclosed = conversation.disclosed or fitted.has_optional
        if turn.kind in ("answer", "list"):
            conversation.options = fitted.options
        return twiml.message(fitted.text)

    def _disclosure(self, conversation: Conversation, turn: Turn) -> Reply | None:
        """What this line is, once a session, and never beside danger or a keyword's answer."""
        if conversation.disclosed or turn.kind not in ("answer", "list"):
            return None
        return self._responses.reply("utter_disclosure", conversation.answers_in or "en")


def router(door: SmsDoor, check: SignatureCheck) -> APIRouter:
    """`POST /sms` and `POST /sms/status`."""
    routes = APIRouter(tags=["sms"])

    @routes.post("/sms", summary="An inbound text from Twilio", response_class=Response)
    async def receive_text(request: Request) -> Response:
        try:
            inbound = InboundText.from_form(await check.fields(request))
        except Refused:
            return _forbidden()
        return Response(await door.answer(inbound), media_type=twiml.MEDIA_TYPE)

    @routes.post("/sms/status", summary="A delivery report from Twilio", status_code=204)
    async def receive_status(request: Request) -> Response:
        try:
            await check.fields(request)
        except Refused:
            return _forbidden()
        return Response(status_code=204)

    return routes


def _forbidden() -> Response:
    """The same for every cause, so that nothing can be learnt by trying."""
    log.logger().warning("sms_refused", status=403)
    return PlainTextResponse("Forbidden", 403)
