"""What a text asks for: a slot for each word or known phrase, with all that may stand for it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sqlmodel import Session

from knowledge.directory.search.facets import facet
from knowledge.directory.search.fulltext import Phrase
from knowledge.directory.search.memory import Memory
from knowledge.directory.search.spelling import Known, readings
from knowledge.directory.search.stems import plain, stem, stop_words, words

MOST_WORDS = 24

_LONGEST_PHRASE = 7

Kind = Literal["word", "spelling", "synonym"]
# How much of a slot is filled by what was typed, by what it may be misspelt for, by another word for it.
WEIGHTS: dict[Kind, float] = {"word": 1.0, "spelling": 0.9, "synonym": 0.75}


@dataclass(frozen=True)
class Alternative:
    """What fills a slot: stems that follow each other in a text. `found` is how they are written."""

    phrase: Phrase
    found: str
    kind: Kind
    documents: int

    @cached_property
    def needle(self) -> str:
        """The stems as they stand between others."""
        return f" {' '.join(self.phrase)} "


@dataclass(frozen=True)
class Slot:
    """`typed` is what stood in the text, `needs` what who writes it is after, `weight` how rare it is."""

    typed: str
    alternatives: tuple[Alternative, ...]
    needs: tuple[str, ...]
    weight: float

    @property
    def documents(self) -> int:
        """In how many services some of it stands, at most."""
        return sum(one.documents for one in self.alternatives)


@dataclass(frozen=True)
class _Token:
    word: str
    readings: tuple[Known, ...]
    kind: Kind

    @property
    def stem(self) -> str:
        return self.readings[0].stem if self.readings else stem(self.word)

    @property
    def compared(self) -> str:
        """The stem by which it is known in a phrase."""
        return self.stem if plain(self.word) == self.word else stem(plain(self.word))

    @property
    def is_stop(self) -> bool:
        return self.word in stop_words()


def slots(session: Session, text: str, memory: Memory) -> tuple[Slot, ...]:
    """The slots of a text in its order; a word that nothing is known for is left out."""
    tokens = [_token(session, word, memory) for word in words(text)[:MOST_WORDS]]
    made = (_slot(part, groups, memory) for part, groups in _parts(tokens, memory))
    return tuple({slot.typed: slot for slot in made if slot is not None}.values())


def spelt(text: str, asked: tuple[Slot, ...]) -> str:
    """The text with misspelt words as the index writes them, so that it means what was meant."""
    mended = {
        slot.typed: slot.alternatives[0].found
        for slot in asked
        if slot.alternatives and slot.alternatives[0].kind == "spelling"
    }
    if not mended:
        return text
    joined = f" {' '.join(words(text))} "
    for typed, found in mended.items():
        joined = joined.replace(f" {typed} ", f" {found} ")
    return joined.strip()


def _token(session: Session, word: str, memory: Memory) -> _Token:
    if word in stop_words():
        return _Token(word, (), "word")
    if stem(word) in memory.known:
        return _Token(word, (memory.known[stem(word)],), "word")
    return _Token(word, tuple(readings(session, word)), "spelling")


def _parts(tokens: list[_Token], memory: Memory) -> Iterator[tuple[list[_Token], tuple[str, ...]]]:
    """The text cut into phrases of synonyms, the longest first from the left, and single words."""
    start = 0
    while start < len(tokens):
        for end in range(min(len(tokens), start + _LONGEST_PHRASE), start, -1):
            if groups := _groups(tokens[start:end], memory):
                break
        if groups or not tokens[start].is_stop:
            yield tokens[start:end], groups
        start = end


def _groups(part: list[_Token], memory: Memory) -> tuple[str, ...]:
    whole = tuple(token.compared for token in part)
    bare = tuple(token.stem for token in part if not token.is_stop)
    edges_count = not (part[0].is_stop or part[-1].is_stop)
    found = memory.sequences.get(whole, ())
    return found or (memory.sequences.get(bare, ()) if len(bare) > 1 and edges_count else ())


def _slot(part: list[_Token], groups: tuple[str, ...], memory: Memory) -> Slot | None:
    own = list(_own(part, memory))
    seen = {one.phrase for one in own}
    others = [
        Alternative(phrase, found, "synonym", _documents(phrase, memory))
        for group in groups
        for phrase, found in memory.phrases[group]
        if phrase not in seen
    ]
    alternatives = tuple(one for one in (*own, *others) if one.documents)
    needs = tuple(dict.fromkeys(need for group in groups for need in memory.needs.get(group, ())))
    if not (alternatives or needs):
        return None
    common = max((one.documents for one in own), default=0) or max(
        (one.documents for one in others), default=0
    )
    return Slot(
        typed=" ".join(token.word for token in part),
        alternatives=alternatives,
        needs=needs,
        weight=math.log(1 + memory.services / (1 + common)),
    )


def _own(part: list[_Token], memory: Memory) -> Iterator[Alternative]:
    """What was typed; of a misspelt word, all that it may stand for."""
    bare = [token for token in part if not token.is_stop]
    if len(bare) == 1:
        for one in bare[0].readings:
            yield Alternative((one.stem,), one.word, bare[0].kind, one.documents)
    elif bare:
        phrase = tuple(token.stem for token in bare)
        kind: Kind = "word" if all(token.kind == "word" for token in bare) else "spelling"
        found = " ".join(token.readings[0].word if token.readings else token.word for token in bare)
        yield Alternative(phrase, found, kind, _documents(phrase, memory))


def _documents(phrase: Phrase, memory: Memory) -> int:
    return min((memory.known[one].documents if one in memory.known else 0 for one in phrase), default=0)


def need_facets(needs: tuple[str, ...]) -> frozenset[str]:
    """The facets of services that meet one of the needs."""
    return frozenset(facet("need", need) for need in needs)
