"""Which numbers of a message may be a person's age, so that phrases can say "tengo #" for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.components.entities_words import Word

AGE = "#"  # a number that may be an age
EIGHTEEN = "#18"
SPANISH_ONLY = "#es"  # "once", which is a common English word
AGES = range(8, 100)
_SHORTEST_PLURAL = 4


class Numbers:
    """Numbers in digits and words; what stands beside them tells a count, an hour or a sum from an age."""

    def __init__(self, listed: Mapping[str, Any]) -> None:
        """`listed`: `words` (number -> words), `tens`, `units`, and the neighbours `before`, `after`,
        `years` and `no_plural` of entities_age.yml."""
        self._tens, self._units = _by_word(listed["tens"]), _by_word(listed["units"])
        joint = {t + u: a + b for t, a in self._tens.items() for u, b in self._units.items()}
        self._spoken = {**_by_word(listed["words"]), **self._tens, **joint}
        self.known = set(self._spoken)
        self._before, self._after = frozenset(listed["before"]), frozenset(listed["after"])
        self.years, self._no_plural = frozenset(listed["years"]), frozenset(listed["no_plural"])

    def value(self, word: str) -> int:
        """The age that a word tells, of "15-16" the lower; 0 when it is no number or no age."""
        first, *rest = word.replace("-", "/").split("/")
        if first.isascii() and first.isdigit() and len(first) <= 2:
            number = int(first)
            as_age = not rest or (len(rest) == 1 and rest[0] in (str(number + 1), str(number + 2)))
            return number if number in AGES and as_age else 0
        return self._spoken.get(word, 0)

    def joined(self, words: Sequence[Word]) -> list[Word]:
        """With "twenty one" and "treinta y cinco" as one word each."""
        result: list[Word] = []
        for word in words:
            if word.text in self._units and result:
                joint = result[-2] if result[-1].text == "y" and len(result) > 1 else result[-1]
                if joint.text in self._tens:
                    del result[-1 if joint is result[-1] else -2 :]
                    word = Word(joint.text + word.text, joint.start, word.end)
            result.append(word)
        return result

    def marked(self, words: Sequence[str]) -> list[str]:
        """The words with AGE, EIGHTEEN or SPANISH_ONLY in place of what may be an age."""
        around = ["", *words, ""]
        return [
            self._mark(word) if self.value(word) and not self._counts(around[i], around[i + 2]) else word
            for i, word in enumerate(words)
        ]

    def _mark(self, word: str) -> str:
        if word == "once":
            return SPANISH_ONLY
        return EIGHTEEN if self.value(word) == 18 else AGE

    def _counts(self, before: str, after: str) -> bool:
        if after in self.years:
            return False
        plural = after.endswith("s") and len(after) >= _SHORTEST_PLURAL and after not in self._no_plural
        return before in self._before or after in self._after or plural


def _by_word(listed: Mapping[str, Sequence[str]]) -> dict[str, int]:
    return {word: int(number) for number, words in listed.items() for word in words}
