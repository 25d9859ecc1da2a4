"""Says whether a cue is lowered: negated, past, supposed or told.

A cue is lowered alone: another cue of the same message keeps its weight. In doubt nothing is lowered,
since a missed danger costs more than a text too many.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.safety.book import Book
from knowledge.safety.match import Span
from knowledge.safety.normalise import Token

_FURTHEST_NEGATION = 6
"""Words between a negation and its cue; all of them light ("I am *not* really going to ...")."""


@dataclass(frozen=True)
class Context:
    """What surrounds the cues of one message: word places, and spans of frames."""

    tokens: Sequence[Token]
    negators: frozenset[int]
    light: frozenset[int]
    first_person: frozenset[int]
    writer: frozenset[int]
    past: frozenset[int]
    """Sentences told as past, with nothing of today in them."""
    told: frozenset[int]
    """Sentences about a film, a drill, a lesson."""
    quoted: frozenset[int]
    """Sentences that repeat a song or a dream."""
    supposed: tuple[Span, ...]

    def lowers(self, span: Span, own_negation: bool) -> bool:
        """Whether the cue at `span` is lowered; `own_negation`: the pattern itself holds a negation."""
        sentence = self.tokens[span[0]].sentence
        if sentence in self.past or sentence in self.quoted:
            return True
        if sentence in self.told and not self.is_first_person(span):
            return True
        return self._is_negated(span, own_negation) or self._is_supposed(span)

    def concerns_writer(self, span: Span) -> bool:
        """Whether the cue is about the writer ("kill me"), not only told by them ("my sister")."""
        return not self.writer.isdisjoint(range(*span))

    def is_first_person(self, span: Span) -> bool:
        """Whether the writer stands in the cue ("kill me", "my wrists")."""
        return not self.first_person.isdisjoint(range(*span))

    def _is_negated(self, span: Span, own_negation: bool) -> bool:
        if not own_negation and not self.negators.isdisjoint(range(*span)):
            return True
        for place in range(span[0] - 1, max(span[0] - 1 - _FURTHEST_NEGATION, -1), -1):
            if self.tokens[place].clause != self.tokens[span[0]].clause:
                return False
            if place in self.negators:
                return True
            if place not in self.light:
                return False
        return False

    def _is_supposed(self, span: Span) -> bool:
        if self.is_first_person(span):
            return False
        sentence = self.tokens[span[0]].sentence
        return any(s[0] <= span[0] and self.tokens[s[0]].sentence == sentence for s in self.supposed)


def read_context(book: Book, tokens: Sequence[Token], found: dict[int, list[Span]]) -> Context:
    """The context of a message, from the frame rows that were found in it."""

    def spans(name: str) -> list[Span]:
        return [span for number in book.frames[name] & found.keys() for span in found[number]]

    def places(name: str) -> frozenset[int]:
        return frozenset(p for span in spans(name) for p in range(*span))

    def sentences(name: str, back: int = 0) -> frozenset[int]:
        return frozenset(tokens[s].sentence - b for s, _ in spans(name) for b in range(back + 1))

    return Context(
        tokens=tokens,
        negators=places("negators") - places("not_negation"),
        light=places("light"),
        first_person=places("first_person"),
        writer=places("writer"),
        past=(sentences("past") | sentences("over", back=1)) - sentences("today"),
        told=sentences("told"),
        quoted=sentences("quoted"),
        supposed=tuple(sorted(spans("supposed"))),
    )
