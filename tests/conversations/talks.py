"""Whole talks with the running system, by text and on the page, and what may stand in an answer."""

import re
from dataclasses import dataclass, field
from functools import cache

import httpx

from bot.text.language import Language, guess
from bot.text.responses import Responses
from bot.text.segments import measure
from tests.conversations.processes import Phone, Processes

# What would decide for an agency, for or against.
_DECIDES = re.compile(
    r"not eligible|(?:do not|don't|cannot) (?:qualify|get)|you qualify|you are eligible|"
    r"no (?:califica|puede recibir|tiene derecho)|usted califica",
    re.IGNORECASE,
)
# What people write again and again.
MORE: dict[Language, str] = {"en": "more", "es": "mas"}
SOURCE: dict[Language, str] = {"en": "what is that based on", "es": "de donde sacaron eso"}
HELLO: dict[Language, str] = {"en": "hello there", "es": "buenas noches"}
BED: dict[Language, str] = {
    "en": "any place with beds for me and my two boys",
    "es": "me corrieron de la casa y no tengo donde pasar la noche",
}
CHECKED: dict[Language, str] = {"en": "Checked 20", "es": "Revisado 20"}
_OPTION = re.compile(r"^\d+ (.+)$", re.MULTILINE)


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


@dataclass(frozen=True)
class Said:
    """One answer: its words, the options under it, the segments that it costs as a text."""

    text: str
    options: tuple[str, ...]
    parts: int

    def lacks(self, *wanted: str) -> list[str]:
        """Those of the words, in any case, and of the numbers that do not stand in it."""
        words, numbers = self.text.casefold(), digits(self.text)
        return [
            one for one in wanted if one.casefold() not in words and not (one.isdigit() and one in numbers)
        ]

    def is_in(self, language: Language) -> bool:
        """Whether it reads as that language."""
        return guess(self.text) == language

    @property
    def decides(self) -> bool:
        """Whether it says yes or no in an agency's place."""
        return _DECIDES.search(self.text) is not None


@dataclass
class Texting:
    """A talk over POST /sms."""

    phone: Phone

    def say(self, *texts: str) -> Said:
        """Send the texts one after another; the answer to the last."""
        for text in texts:
            answer = self.phone.text(text)
            assert answer.status == 200
            assert measure(answer.text).parts <= 3, answer.text
        return Said(answer.text, tuple(_OPTION.findall(answer.text)), answer.parts)


@dataclass
class Chatting:
    """A talk over POST /chat/messages."""

    address: str
    conversation: str | None = field(default=None)

    def say(self, *texts: str) -> Said:
        """Send the messages one after another; the answer to the last."""
        for text in texts:
            body = {"conversation": self.conversation, "text": text}
            answer = httpx.post(f"{self.address}/chat/messages", json=body, timeout=15, trust_env=False)
            assert answer.status_code == 200
            self.conversation, replies = answer.json()["conversation"], answer.json()["replies"]
        words = "\n".join(reply["text"] for reply in replies)
        options = tuple(option for reply in replies for option in reply["options"])
        return Said(words, options, measure(words).parts)


def texting(puente: Processes) -> Texting:
    """A stranger's phone."""
    return Texting(puente.phone())


def chatting(puente: Processes) -> Chatting:
    """The page, opened anew."""
    return Chatting(puente.address)


@cache
def responses() -> Responses:
    """Every sentence of bot/domain/responses."""
    return Responses.load()


def sentence(name: str, language: Language) -> str:
    """A reviewed response."""
    return responses().reply(name, language).text


def answered_nothing(said: Said, language: Language) -> bool:
    """Whether it is one of the answers for what was not understood."""
    lost = ("utter_nonsense", "utter_rephrase", "utter_out_of_scope", "utter_partner_unknown")
    return any(sentence(name, language) in said.text for name in lost)
