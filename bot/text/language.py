"""Which of the two languages a text is in, or that nobody could say.

A word scorer and not a library: language detectors are poor below twenty characters, and most texts
here are short, unaccented and mixed (measured in tests/bot/text/test_language.py).
"""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

Language = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = ("en", "es")

MARGIN = 1.0
WORD = 1.0
LETTER = 2.0
ENDING = 0.5
WORDS_FILE = Path(__file__).with_name("language_words.yml")

_STRETCHED = re.compile(r"([a-z])\1{2,}")  # "ayudaaa"
_SPANISH_LETTERS = re.compile(r"[ñ¿¡áíóú]")
_SPANISH_ENDINGS = re.compile(
    r"(?:cion|ando|iendo|aron|ieron|mente|ado|ido|aba|ito|ita|arme|irme|erme|osa|oso)$"
)
_ENGLISH_ENDINGS = re.compile(r"(?:ing|tion|ness|ful|ght|ck|ly|sh|th|ould|ed)$")


def guess(text: str) -> Language | None:
    """The language of one text; None when the cues are too few or balance out.

    >>> guess("mi jefe no me paga"), guess("my boss wont pay me"), guess("T visa")
    ('es', 'en', None)
    """
    margin = _spanish_minus_english(text)
    if abs(margin) < MARGIN:
        return None
    return "es" if margin > 0 else "en"


def _spanish_minus_english(text: str) -> float:
    lowered = unicodedata.normalize("NFC", text).casefold()
    letters = LETTER if _SPANISH_LETTERS.search(lowered) else 0.0
    spoken = _names().sub(" ", _STRETCHED.sub(r"\1", _unaccented(lowered)))
    return letters + sum(_weight(word) for word in re.findall(r"[a-z']+", spoken))


def _weight(word: str) -> float:
    """Positive for Spanish, negative for English; endings speak only for words in neither list."""
    english, spanish = _words()
    plain = word.replace("'", "")
    if plain in english or plain in spanish:
        return WORD * ((plain in spanish) - (plain in english))
    return ENDING * (bool(_SPANISH_ENDINGS.search(plain)) - bool(_ENGLISH_ENDINGS.search(plain)))


def _unaccented(text: str) -> str:
    """For comparing only; nothing a person reads passes through here."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@cache
def _names() -> re.Pattern[str]:
    names = (re.escape(name.strip()) for name in _lists()["names"].split(";"))
    return re.compile(rf"\b(?:{'|'.join(names)})\b")


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    lists = _lists()
    return frozenset(lists["en"].split()), frozenset(lists["es"].split())


@cache
def _lists() -> dict[str, str]:
    lists: dict[str, str] = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    return lists
