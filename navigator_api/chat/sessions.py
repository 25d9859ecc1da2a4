"""Who is talking, for ten idle minutes and in memory only.

A session is found by a key that nobody can turn back: for SMS an HMAC of the number under a random key
that lives one day in this process, for the chat a random id that the browser holds. Rasa knows neither.
"""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Literal

from cachetools import TTLCache

from bot.text.language import Language
from bot.text.responses import Option

IDLE_SECONDS = 10 * 60
KEY_SECONDS = 24 * 60 * 60
MOST_SESSIONS = 20_000

Clock = Callable[[], float]
Told = Literal["staff", "minor", "other", "holder"]


@dataclass
class Conversation:
    """What one exchange needs; no text and no number.

    `crises`: class name to the clock of its last full reply. `options`: those of the last answer, by number
    or words; `offered`: those of the last list, which may still be picked by their words.
    `hint`: the language of the page, until a message tells. `welcomed`, `disclosed`: whether the bilingual
    greeting and the disclosure line were sent. `told`: who was last given the numbers for a minor at the
    door, staff stay staff; or that somebody else holds the phone. `danger`: the name of the last full answer
    to danger; `danger_followed`: whether the last was what goes after it. `rasa_knows`: whether Rasa ever got
    a message of it; `rasa_knows_age`: whether it was told that a minor writes.
    """

    rasa_id: str
    language: Language | None = None
    hint: Language | None = None
    options: tuple[Option, ...] = ()
    offered: tuple[Option, ...] = ()
    crises: MutableMapping[str, float] = field(default_factory=dict)
    welcomed: bool = False
    disclosed: bool = False
    told: Told | None = None
    danger: str | None = None
    danger_followed: bool = False
    rasa_knows: bool = False
    rasa_knows_age: bool = False
    lock: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    @property
    def answers_in(self) -> Language | None:
        """The language to answer in; None for a stranger of whom nothing tells it."""
        return self.language or self.hint

    @property
    def is_under_way(self) -> bool:
        """Whether somebody has written more than keywords before."""
        return self.rasa_knows or self.danger is not None

    def hear_keyword(self, language: Language | None) -> None:
        """A Spanish keyword tells a stranger's language; English ones are taught by carriers to everybody."""
        if language == "es":
            self.language = self.language or language


class Sessions:
    """Conversations by key, forgotten after ten idle minutes; `clock` in seconds."""

    def __init__(self, clock: Clock, *, most: int = MOST_SESSIONS) -> None:
        self._clock = clock
        self._by_key: TTLCache[str, Conversation] = TTLCache(most, IDLE_SECONDS, timer=clock)
        self._new_key()

    def get(self, key: str) -> Conversation | None:
        """The conversation under a key, its ten minutes begun anew; None if there is none."""
        conversation = self._by_key.get(key)
        if conversation is not None:
            self._by_key[key] = conversation
        return conversation

    def open(self, key: str) -> Conversation:
        """The conversation under a key, or a fresh one."""
        conversation = self.get(key)
        if conversation is None:
            conversation = self._by_key[key] = Conversation(rasa_id=secrets.token_hex(16))
        return conversation

    def forget(self, key: str) -> None:
        """Drop a conversation; its next message starts as a stranger's."""
        self._by_key.pop(key, None)

    def sweep(self) -> None:
        """Free what has expired, and the day's key when its day is over."""
        self._by_key.expire()
        self._rotate_if_due()

    def key_of_number(self, number: str) -> str:
        """The day's pseudonym of a phone number."""
        self._rotate_if_due()
        return hmac.new(self._key, number.encode(), hashlib.sha256).hexdigest()

    def _rotate_if_due(self) -> None:
        """Yesterday's key is overwritten, so yesterday's pseudonyms lead nowhere."""
        if self._clock() - self._key_born >= KEY_SECONDS:
            self._new_key()
            self._by_key.clear()

    def _new_key(self) -> None:
        self._key = secrets.token_bytes(32)
        self._key_born = self._clock()
