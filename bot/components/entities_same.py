"""Words said one for another: "i am", "iam" and "i m" are all read as "im", in phrases and texts alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.components.entities_words import Word


class Same:
    """Puts the chosen way to say a thing in place of the others. One word may stand for several."""

    def __init__(self, listed: Mapping[str, Sequence[str]]) -> None:
        """`listed`: the chosen word -> other ways to say it, each of one word or more."""
        self._chosen = {tuple(way.split()): word for word, ways in listed.items() for way in ways}
        self.known = {word for way in self._chosen for word in way}
        self._first = {way[0] for way in self._chosen}
        self._longest = max(map(len, self._chosen), default=1)

    def words(self, words: Sequence[Word]) -> list[Word]:
        """The words of a text; a word that stands for several keeps the place of all of them."""
        result: list[Word] = []
        place = 0
        while place < len(words):
            taken = self._taken([word.text for word in words[place : place + self._longest]])
            first, last = words[place], words[place + max(taken, 1) - 1]
            said = tuple(word.text for word in words[place : place + taken])
            result.append(Word(self._chosen.get(said, first.text), first.start, last.end))
            place += max(taken, 1)
        return result

    def phrase(self, phrase: str) -> str:
        """The same for a phrase of words parted by spaces."""
        texts = phrase.split()
        if self._first.isdisjoint(texts):
            return phrase
        return " ".join(word.text for word in self.words([Word(text, 0, 0) for text in texts]))

    def _taken(self, ahead: Sequence[str]) -> int:
        """How many of the words ahead are one listed way, the longest; 0 for none."""
        return next((n for n in range(len(ahead), 0, -1) if tuple(ahead[:n]) in self._chosen), 0)
