"""Which known words a misspelt word may stand for.

A word spelt as in our files, or listed as a harmless neighbour, stands for itself alone. Any other may
stand for a known word that it equals after one of: a doubled letter said once ("helpp"), one edit in a
word of 6 letters or more and two from 9 ("kidnaped"), the same sound in Spanish ("enserrada", "nesesito").
Neighbours are found through words with letters left out, all prepared beforehand, so that a look-up
costs a bounded number of dictionary reads.
"""

from collections import defaultdict
from collections.abc import Iterable

_ONE_EDIT, _TWO_EDITS = 6, 9
_LONGEST_WORD = 24
_SHORTEST_SOUND = 4

_SOUNDS = (
    ("qu", "k"), ("ch", "\0"), ("h", ""), ("ce", "se"), ("ci", "si"), ("z", "s"), ("c", "k"), ("x", "s"),
    ("ge", "je"), ("gi", "ji"), ("gue", "ge"), ("gui", "gi"), ("v", "b"), ("ll", "y"), ("q", "k"),
    ("np", "mp"), ("nb", "mb"), ("rr", "\1"), ("\0", "ch"), ("w", "u"),
)  # fmt: skip


def spanish_sound(word: str) -> str:
    """How a word sounds to a Spanish ear; words of one sound are written one for another."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return _letters_once(word)


def _letters_once(word: str) -> str:
    return "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])


class Speller:
    """Known words, stems ("bleed*") and harmless neighbours, and what a given word may stand for."""

    def __init__(
        self, words: Iterable[str], stems: Iterable[str], spanish: Iterable[str], harmless: Iterable[str]
    ) -> None:
        self._words = frozenset(words)
        self._stems = frozenset(stems)
        self._harmless = frozenset(harmless)
        self._once: dict[str, list[str]] = defaultdict(list)
        self._thinned: dict[str, str] = {}  # words apart by spaces: of 150,000 entries few have two
        self._sounds: dict[str, list[str]] = defaultdict(list)
        self._stem_sounds: dict[str, list[str]] = defaultdict(list)
        self._index(frozenset(spanish))

    def _index(self, spanish: frozenset[str]) -> None:
        for word in sorted(self._words):
            self._once[_letters_once(word)].append(word)
            if len(word) >= _ONE_EDIT:
                for thin in _thinned(word, _edits_allowed(word)):
                    self._thinned[thin] = f"{self._thinned[thin]} {word}" if thin in self._thinned else word
        for word in sorted(spanish & self._words):
            if len(word) >= _SHORTEST_SOUND:
                self._sounds[spanish_sound(word)].append(word)
        for stem in sorted(spanish & self._stems):
            self._stem_sounds[spanish_sound(stem)].append(stem)

    def readings(self, word: str) -> set[str]:
        """The word itself, and every known word (or stem with its star) that it may stand for."""
        found = {word} | self._stemmed(word, self._stems)
        if word in self._words or word in self._harmless or len(word) > _LONGEST_WORD or len(found) > 1:
            return found
        found |= self._single_letters(word) | self._sounding(word)
        return found if len(found) > 1 else found | self._near(word)

    def _stemmed(self, word: str, stems: Iterable[str]) -> set[str]:
        return {f"{word[:n]}*" for n in range(3, len(word) + 1) if word[:n] in self._stems}

    def _single_letters(self, word: str) -> set[str]:
        once = _letters_once(word)
        if once == word:
            return set()
        return set(self._once.get(once, ())) | self._stemmed(once, self._stems)

    def _sounding(self, word: str) -> set[str]:
        if len(word) < _SHORTEST_SOUND - 1:
            return set()
        sound = spanish_sound(word)
        found = set(self._sounds.get(sound, ()))
        for n in range(4, len(sound) + 1):
            found.update(f"{stem}*" for stem in self._stem_sounds.get(sound[:n], ()))
        return found

    def _near(self, word: str) -> set[str]:
        if len(word) < _ONE_EDIT - 1:
            return set()
        close: set[str] = set()
        for thin in _thinned(word, 2 if len(word) >= _TWO_EDITS - 1 else 1):
            close.update(self._thinned.get(thin, "").split())
        return {k for k in close if k[0] == word[0] and _distance_within(word, k, _edits_allowed(k))}


def _edits_allowed(word: str) -> int:
    return 2 if len(word) >= _TWO_EDITS else 1


def _thinned(word: str, letters: int) -> set[str]:
    """The word, and the word with up to `letters` letters left out."""
    found = {word}
    for _ in range(letters):
        found |= {w[:i] + w[i + 1 :] for w in found for i in range(len(w))}
    return found


def _distance_within(a: str, b: str, most: int) -> bool:
    """Whether at most `most` letters are put in, left out, changed or swapped with the next."""
    if abs(len(a) - len(b)) > most:
        return False
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1] <= most
