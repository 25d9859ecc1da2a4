import httpx
import pytest

from bot.text.responses import Reply
from knowledge.safety.screen import Screening
from navigator_api.chat.circuit import Circuit
from navigator_api.chat.rasa_client import RasaClient
from navigator_api.chat.sessions import Conversation
from navigator_api.chat.turn import Turns

CALM = Screening((), (), (), "self", False)


class Talk:
    """One conversation; `seen` is what the screen finds in the next message."""

    def __init__(self, responses, rasa_client, clock, language=None) -> None:
        self.responses = responses
        self.seen = CALM
        self.conversation = Conversation("random-id", language=language)
        self.unanswered: list[tuple[str, str]] = []
        self.turns = Turns(
            responses=responses,
            rasa=rasa_client,
            screen=lambda _text, later: self.seen,
            clock=clock,
            unanswered=lambda language, topic: self.unanswered.append((language, topic)),
        )

    async def say(self, text, seen=CALM):
        self.seen = seen
        return await self.turns.answer(self.conversation, text, "sms")

    def reply(self, name, language="en") -> Reply:
        return self.responses.reply(name, language)


@pytest.fixture
async def talk(responses, rasa, clock):
    async with httpx.AsyncClient(timeout=None, trust_env=False) as http:
        client = RasaClient(http, rasa.url, Circuit(), deadline=0.4)
        yield Talk(responses, client, clock)


@pytest.fixture
async def english_talk(talk):
    talk.conversation.language = "en"
    return talk
