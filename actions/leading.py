"""The words that lead a message and say nothing of it: "ok and", "bueno pero"."""

import re

from actions import clauses
from actions.tables import answer_words
from bot.text.plain import plain

FEWEST_WORDS = 3  # of a part that asks by itself
_MARKED = re.compile(r"([^.!?;,\n…]+)\?")


def without(words: list[str], kind: str) -> list[str]:
    """The words without the phrases of that kind that lead them."""
    phrases = [phrase.split() for phrase in answer_words(kind)]
    while True:
        leading = [len(phrase) for phrase in phrases if words[: len(phrase)] == phrase]
        if not words or not leading:
            return words
        words = words[max(leading) :]


def is_question(text: str) -> bool:
    """Whether a message asks, were there a word like "and", or a whole story, ahead of the question."""
    return "?" in text or any(_opens(part) for part in (text, *clauses.of(text)))


def questions(text: str) -> list[str]:
    """The parts that ask by themselves, where there is more beside them.

    >>> questions("alright cool. what was the number for those lawyers")
    ['what was the number for those lawyers']
    """
    parts = clauses.parts(text)
    marked = {one.strip() for one in _MARKED.findall(text)}  # "y eso cuesta algo?" opens like no question
    long_enough = (part for part in parts if len(part.split()) >= FEWEST_WORDS)
    return [part for part in long_enough if part in marked or _opens(part)] if len(parts) > 1 else []


def _opens(part: str) -> bool:
    words = without(plain(part).split(), "before_question")
    return len(words) > 1 and clauses.is_question(" ".join(words))
