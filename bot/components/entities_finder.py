"""Finds listed phrases in a message: the longest of each label, and none where a phrase to spare stands.

A blank spaCy vocabulary and its PhraseMatcher, because trained models are not on the package index. The
matcher's tree of words reads a message once, however many phrases there are. Only words of the phrases
enter the vocabulary: spaCy keeps every word it has seen, and the words of texters are not to be kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

SPARE = ""  # the value of phrases that look like an entity and are none
_OTHER_WORD = "_"


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
    """All phrases of all labels in one matcher."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """ValueError where one phrase stands for two values of a label."""
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab)
        self._keys: dict[int, tuple[str, str]] = {}
        self.words: set[str] = set()
        by_key: dict[tuple[str, str], list[list[int]]] = defaultdict(list)
        for phrase in _checked(phrases):
            self.words.update(phrase.words)
            # The numbers of the words, as the matcher itself is pickled: a Doc for each would take seconds.
            by_key[phrase.label, phrase.value].append([self._vocab.strings.add(w) for w in phrase.words])
        for key, said in by_key.items():
            name = "\t".join(key)
            self._matcher.add(name, said)
            self._keys[self._vocab.strings[name]] = key

    def find(self, words: Sequence[str]) -> list[Match]:
        """The matches to keep, in the order of the message; those of different labels may overlap."""
        known = [word if word in self.words else _OTHER_WORD for word in words]
        by_label: dict[str, list[Match]] = defaultdict(list)
        for key, first, past in self._matcher(Doc(self._vocab, words=known)):
            label, value = self._keys[key]
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
