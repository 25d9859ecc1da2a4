"""Finds listed phrases in a message: the longest of each label, and none where a phrase to spare stands.

A dictionary of phrases, asked for every run of words. spaCy's PhraseMatcher did the same with a tree of
maps, which for these 77,000 phrases takes 120 MB more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SPARE = ""  # the value of phrases that look like an entity and are none


@dataclass(frozen=True)
class Phrase:
    """`words`: as `words_of` gives them, mended and numbered. `value`: SPARE, or the entity's."""

    label: str
    value: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """A phrase in a message: words `first` up to, not with, `past`."""

    label: str
    value: str
    first: int
    past: int

    def contains(self, other: Match) -> bool:
        """Whether the other's words are all among its own, and it has more."""
        return self.first <= other.first and other.past <= self.past and len(self) > len(other)

    def __len__(self) -> int:
        return self.past - self.first


class PhraseFinder:
    """All phrases of all labels."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """ValueError where one phrase stands for two values of a label."""
        self._said: dict[str, tuple[tuple[str, str], ...]] = {}
        self._longest = 0
        self.words: set[str] = set()
        keys: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}  # one object for all phrases of a value
        for phrase in _checked(phrases):
            self.words.update(phrase.words)
            self._longest = max(self._longest, len(phrase.words))
            key = phrase.label, phrase.value
            said = " ".join(phrase.words)
            before = self._said.get(said)
            self._said[said] = (*before, key) if before else keys.setdefault(key, (key,))

    def find(self, words: Sequence[str]) -> list[Match]:
        """The matches to keep, in the order of the message; those of different labels may overlap."""
        by_label: dict[str, list[Match]] = defaultdict(list)
        for first in range(len(words)):
            for past in range(first + 1, min(first + self._longest, len(words)) + 1):
                if words[past - 1] not in self.words:
                    break
                for label, value in self._said.get(" ".join(words[first:past]), ()):
                    by_label[label].append(Match(label, value, first, past))
        kept = [match for matches in by_label.values() for match in _kept(matches)]
        return sorted(kept, key=lambda match: (match.first, match.past, match.label))


def _checked(phrases: Iterable[Phrase]) -> Iterable[Phrase]:
    seen: dict[tuple[str, tuple[str, ...]], str] = {}
    for phrase in phrases:
        before = seen.get((phrase.label, phrase.words))
        if before is None:
            seen[phrase.label, phrase.words] = phrase.value
            yield phrase
        elif before != phrase.value:
            text = " ".join(phrase.words)
            raise ValueError(f"{phrase.label}: {text!r} is {before!r} and {phrase.value!r}: keep one of them")


def _kept(matches: Sequence[Match]) -> list[Match]:
    """The longest; a phrase to spare rules out what shares a word with it, unless that says more."""
    spared: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        if match.value == SPARE:
            for place in range(match.first, match.past):
                spared[place].append(match)
    return longest(
        match
        for match in matches
        if match.value != SPARE
        and all(match.contains(spare) for place in range(match.first, match.past) for spare in spared[place])
    )


def longest(matches: Iterable[Match]) -> list[Match]:
    """Those that share no word with a longer one, or with one as long that begins earlier."""
    taken: set[int] = set()
    kept = []
    for match in sorted(matches, key=lambda match: (-len(match), match.first)):
        places = range(match.first, match.past)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(match)
    return kept
