"""A message as words: lower case, no accents nor apostrophes, each with its place in the text as sent."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

SENTENCE_END = "."
# In this order: a number with what makes it no count of years ($15, 9:30, 50%), a word ("it's" and letters
# with combining accents are one word), the signs that carry meaning, the end of a sentence ("y.o." is none).
_WORD = re.compile(
    r"[$#]?\d+(?:[:.,/-]\d+)*%?"
    r"|[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f'][^\W\d_]*)*"
    r"|[&+]"
    r"|(?<=[^\W_]{2})[.!?;]+(?=\s|$)|\n"
)
_INSIDE_A_WORD = re.compile("[\u0300-\u036f']")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u00b4": "'"})


@dataclass(frozen=True)
class Word:
    """`text` as it is compared; `start` and `end` are character positions in the text as sent."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text in their order; an end of a sentence is the word `SENTENCE_END`."""
    return [Word(_compared(m[0]), m.start(), m.end()) for m in _WORD.finditer(_plain(text))]


def _plain(text: str) -> str:
    """Lower case without accents, letter for letter, so that positions stay those of the text."""
    letters = (unicodedata.normalize("NFD", letter)[0] for letter in text.translate(_APOSTROPHES))
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in letters)


def _compared(found: str) -> str:
    if found == "&":
        return "and"
    if found[0] in ".!?;\n":
        return SENTENCE_END
    return _INSIDE_A_WORD.sub("", found)
