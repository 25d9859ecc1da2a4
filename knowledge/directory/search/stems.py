"""The words of a text as the search compares them: one form for both languages and both databases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

import yaml

STOP_WORDS = Path(__file__).resolve().parents[2] / "facts" / "stop_words.yaml"

_APOSTROPHES = re.compile("['\u2019\u2018\u00b4`]")
_WORD = re.compile("[a-z0-9]+")
_LONGEST_WORD = 40
_DERIVED = re.compile("(?<=...)(?:iendo|ando|ing|ado|ada|ido|ida|ed|ar|ir)$|(?<=....)er$")
_VOWEL = re.compile("(?<=..)[aeo]$")
# A navigator says of her what she would say of herself: "no le pagan" for "no me pagan".
_PERSONS = (
    "my", "us", "our", "him", "his", "her", "them", "their",
    "mi", "mis", "nos", "le", "les", "su", "sus", "te", "tu", "tus",
)  # fmt: skip
_DENIALS = ("dont", "doesnt", "didnt", "wont")
_PLAIN = {**dict.fromkeys(_PERSONS, "me"), **dict.fromkeys(_DENIALS, "not")}


def fold(text: str) -> str:
    """Lower case, without accents or apostrophes.

    >>> fold("Patrón won't")
    'patron wont'
    """
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).lower())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def words(text: str) -> list[str]:
    """The words of a text, folded: letters a to z and digits only, whatever was written.

    >>> words("Visa U, ¿migración? I-914B")
    ['visa', 'u', 'migracion', 'i', '914b']
    """
    return [word[:_LONGEST_WORD] for word in _WORD.findall(fold(text))]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A folded word without the endings of number, gender and tense that English and Spanish share out.

    It need not be a word; it only has to be the same for forms of one.

    >>> [stem(word) for word in ("abogadas", "abogado", "housing", "houses", "pagan", "pagar")]
    ['abog', 'abog', 'hous', 'hous', 'pagan', 'pag']
    """
    if len(word) < 4 or not word.isalpha():
        return word
    single = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    return _VOWEL.sub("", _DERIVED.sub("", single))


def plain(word: str) -> str:
    """The folded word as phrases are compared: whoever it happened to, however it is denied.

    >>> [plain(word) for word in ("her", "le", "dont", "passport")]
    ['me', 'me', 'not', 'passport']
    """
    return _PLAIN.get(word, word)


def wording(phrase: Iterable[str]) -> tuple[str, ...]:
    """The stems of a phrase's folded words, as phrases are compared."""
    return tuple(stem(plain(word)) for word in phrase)


def terms(text: str) -> list[tuple[str, str]]:
    """(stem, word) for each word of a text that carries meaning, in order."""
    return [(stem(word), word) for word in words(text) if word not in stop_words()]


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words, stop words left out."""
    return tuple(found for found, _ in terms(text))


@cache
def stop_words() -> frozenset[str]:
    """The words of both languages that a search passes over; read on first use."""
    read = yaml.safe_load(STOP_WORDS.read_text(encoding="utf-8"))
    return frozenset(word for language in ("en", "es") for word in read[language].split())
