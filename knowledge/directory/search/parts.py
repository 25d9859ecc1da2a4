"""A text that tells several needs is asked part by part too, so that none is drowned by another.

One vector and one count of words for a whole sentence say what most of it is about; the rest of it then
answers to no service.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from knowledge.directory.search.memory import Memory
from knowledge.directory.search.rank import Meant, Scored, meant
from knowledge.directory.search.slots import Slot, slots, spelt
from knowledge.meaning import Encoder

MOST_PARTS = 3

_ENDS = re.compile(r"[,;.!?\n]+|\b(?:and|y)\b", re.IGNORECASE)
_TELLS_A_NEED = 0.6  # from this nearness on; what is told in passing ("she is 30", "de Guatemala") is below


@dataclass(frozen=True)
class Part:
    """What a text, or one part of it, asks for and means."""

    asked: tuple[Slot, ...]
    meaning: Meant

    @property
    def need(self) -> str | None:
        """The need that it surely tells."""
        nearest = max(self.meaning.needs, key=self.meaning.needs.__getitem__, default=None)
        is_sure = nearest is not None and self.meaning.needs[nearest] >= _TELLS_A_NEED
        return nearest if self.asked and is_sure else None


def parts(session: Session, text: str, memory: Memory, encode: Encoder) -> list[Part]:
    """The whole text; and its parts, where two or more of them tell needs that differ."""
    cut = [one.strip() for one in _ENDS.split(text) if one.strip()]
    texts = [text, *(cut if len(cut) > 1 else ())]
    asked = [slots(session, one, memory) for one in texts]
    vectors = encode([spelt(*one) for one in zip(texts, asked, strict=True)])
    whole, *rest = (Part(one, meant(vector, memory)) for one, vector in zip(asked, vectors, strict=True))
    by_need: dict[str, Part] = {}
    for part in rest:
        if part.need is not None:
            by_need.setdefault(part.need, part)
    return [whole, *list(by_need.values())[:MOST_PARTS]] if len(by_need) > 1 else [whole]


def in_turn(lists: Sequence[list[Scored]]) -> list[Scored]:
    """All of them, the best first: the best of each list answers as well as the best of all."""
    if len(lists) == 1:
        return lists[0]
    best: dict[int, Scored] = {}
    for one in _levelled(lists):
        kept = best.get(one.entry.number)
        if kept is None or one.score > kept.score:
            best[one.entry.number] = one
    return sorted(best.values(), key=lambda one: (-one.score, one.entry.number))


def _levelled(lists: Sequence[list[Scored]]) -> Iterator[Scored]:
    top = max((found[0].score for found in lists if found), default=0.0)
    for found in lists:
        for one in found:
            yield replace(one, score=round(one.score * top / found[0].score, 5))
