"""Mends a slip of the thumb in a word that our phrases know."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import yaml
from spacy.matcher.levenshtein import levenshtein

from knowledge.safety.spelling import Speller

WORDS_FILE = Path(__file__).with_name("entities_slips.yml")
_FROM = 7  # letters; below that a slip too often makes another word


class Slips:
    """Mends with the crisis screen's speller, but one slip only: more makes another word too often."""

    def __init__(self, known: Iterable[str], path: Path = WORDS_FILE) -> None:
        """`known`: all words of our phrases; the file lists words that only look like one of them."""
        words = {word for word in known if word.isalpha()}
        others = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["other_words"]
        self._known = frozenset(words)
        self._speller = Speller(
            words=(word for word in words if len(word) >= _FROM), stems=(), spanish=(), harmless=others
        )

    def mended(self, word: str) -> str:
        """The one known word that it stands for, else the word itself."""
        if word in self._known or len(word) < _FROM - 1:
            return word
        meant = {known for known in self._speller.readings(word) - {word} if _one_slip(word, known)}
        return meant.pop() if len(meant) == 1 else word


def _one_slip(word: str, known: str) -> bool:
    """Whether one letter is too much, missing or wrong, or two stand in each other's place."""
    return levenshtein(word, known) == 1 or sorted(word) == sorted(known)
