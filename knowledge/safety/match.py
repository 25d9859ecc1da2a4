"""Finds the patterns of a book in a text: only those are tried whose rarest word stands in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from knowledge.safety.patterns import Element, Row, Text, ends, must_stand, words_said

Span = tuple[int, int]
"""First word, and one past the last."""


class Matcher:
    """Rows by number, found by their anchor: the element whose commonest word is least common in the book."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = tuple(rows)
        self._by_anchor: dict[str, set[int]] = defaultdict(set)
        steps = [tuple(words_of(e) for e in _solid(row)) for row in self._rows]
        self._steps = steps
        self._first = tuple(row[0] for row in steps)
        common = Counter(word for row in steps for words in row for word in words)
        for number, row in enumerate(steps):
            for word in _anchor(row, common):
                self._by_anchor[word].add(number)

    def find(self, text: Text) -> dict[int, list[Span]]:
        """Spans by row number; of spans with one beginning, the shortest."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, readings in enumerate(text.readings):
            for word in readings:
                places[word].append(place)
        said = frozenset(places)
        tried = set().union(*(self._by_anchor.get(word, ()) for word in said))
        # Few of those tried have a word for every step, and walking through a row costs ten times this look.
        able = (n for n in sorted(tried) if not any(words.isdisjoint(said) for words in self._steps[n]))
        found = {n: list(self._spans(n, text, places)) for n in able}
        return {n: spans for n, spans in found.items() if spans}

    def said(self, number: int, text: Text, span: Span) -> frozenset[int]:
        """Places of the words that a found row names itself, without those in its gaps."""
        return words_said(self._rows[number], text, span[0])

    def _spans(self, number: int, text: Text, places: dict[str, list[int]]) -> Iterator[Span]:
        starts = {p for word in self._first[number] & places.keys() for p in places[word]}
        for start in sorted(starts):
            reached = ends(self._rows[number], text, start)
            if reached:
                yield start, min(reached)


def _solid(row: Row) -> list[Element]:
    return [e for e in row if must_stand(e)]


@cache
def words_of(element: Element) -> frozenset[str]:
    """Words of which one stands in the text whenever the element takes a word.

    Kept: rows share their elements, and a set for each would fill tens of megabytes.
    """
    return element.words.union(*(words_of(e) for row in element.rows for e in _solid(row)[:1]))


def _anchor(steps: tuple[frozenset[str], ...], common: Counter[str]) -> frozenset[str]:
    return min(steps, key=lambda words: (max(common[w] for w in words), len(words)))
