"""How well a service answers a text: the words it has, and what it means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from sqlmodel import Session

from knowledge.directory.search.facets import facet
from knowledge.directory.search.fulltext import FIELDS, Field, Match, fulltext
from knowledge.directory.search.memory import Memory
from knowledge.directory.search.slots import WEIGHTS, Alternative, Slot, need_facets
from knowledge.meaning import Vectors

# How much of a slot a word fills by where it stands.
FIELD_WEIGHTS: dict[Field, float] = {"name": 1.0, "term": 0.8, "owner": 0.7, "sms": 0.7, "about": 0.6}
NEED_WEIGHT = 0.6  # a service without the word that meets the need behind it

WORDS, MEANING, NEEDS = 1.0, 0.8, 1.0  # shares of a service's score
LEAST_SHARE = 0.4  # what scores less than this part of the best is left out
LEAST_SCORE = 0.25

_NEAREST_CONCEPTS = 12
_LATER_NEED = 0.9  # the second need of a phrase counts so much of the first
_BY_WORDS, _BY_NEED, _BY_MEANING = 30, 10, 20
_LOOKED_THROUGH = 5 * _BY_MEANING  # of these, the nearest that fit the filters
_COUNTED = 2_000  # services whose words the database may compare for one query


class Entry(NamedTuple):
    """A row of search_service; `words` are its texts in the order of FIELDS, `vector` 16-bit numbers."""

    number: int
    service_id: str
    reaches_law_enforcement: bool
    elsewhere: bool
    answered_by: str | None
    crisis_lines: str
    facets: str
    words: tuple[str, ...] = ()
    vector: bytes | None = None

    def has(self, kind: str, value: str) -> bool:
        """Whether a facet holds for it: none can stand inside another, for each is of one length."""
        return facet(kind, value) in self.facets

    def fits(self, wanted: Iterable[frozenset[str]]) -> bool:
        """Whether it has a facet of every set."""
        return all(any(one in self.facets for one in each) for each in wanted)


@dataclass(frozen=True)
class Filled:
    """A slot, what fills it in a service, and where; a need fills it when `field` is None."""

    slot: Slot
    alternative: Alternative | None
    field: Field | None
    need: str | None
    share: float


@dataclass(frozen=True)
class Meant:
    """A text's meaning: its vector, and how near each need is (0 to 1)."""

    vector: Vectors
    needs: dict[str, float]


@dataclass(frozen=True)
class Scored:
    entry: Entry
    score: float
    filled: tuple[Filled, ...] = ()
    nearness: float = 0.0
    need: str | None = None  # the need nearest in meaning that it meets, and how near
    need_nearness: float = 0.0


def meant(vector: Vectors, memory: Memory) -> Meant:
    """What a text means, by the phrases nearest to it that stand for needs."""
    nearness = memory.concepts @ vector
    most = min(_NEAREST_CONCEPTS, len(nearness))
    needs: dict[str, float] = {}
    for at in np.argpartition(-nearness, most - 1)[:most]:
        for place, need in enumerate(memory.concept_needs[at]):
            needs[need] = max(needs.get(need, 0.0), float(nearness[at]) * _LATER_NEED**place)
    return Meant(vector, needs)


def candidates(
    session: Session, asked: Sequence[Slot], meaning: Meant, memory: Memory, wanted: Sequence[frozenset[str]]
) -> list[Entry]:
    """Services worth scoring: by words, by the needs behind them, by meaning; all of them fit the filters."""
    facets = tuple(wanted)
    numbers = set(_by_words(session, asked, facets))
    needs = frozenset().union(*(need_facets(slot.needs) for slot in asked))
    if needs:
        numbers |= set(fulltext(session).find(session, Match(facets=(*facets, needs)), limit=_BY_NEED))
    numbers |= set(_by_meaning(session, meaning, memory, facets))
    return entries(session, numbers, with_words=True)


def _by_words(session: Session, asked: Sequence[Slot], facets: tuple[frozenset[str], ...]) -> list[int]:
    """The best by the rarer words; where all are common, those that have all, or have one in the name."""
    index = fulltext(session)
    rare, counted = _affordable(asked)
    if rare:
        words = tuple(one.phrase for slot in rare for one in slot.alternatives)
        return index.find(session, Match(words, facets), limit=_BY_WORDS)
    own = tuple(dict.fromkeys(slot.alternatives[0].phrase for slot in counted))
    if not own:
        return []
    both = index.find(session, Match(own, facets, together=True, ranked=False), limit=_BY_WORDS)
    named = Match(own, facets, ranked=False, fields=("name", "term"))
    return both + index.find(session, named, limit=_BY_WORDS)


def _affordable(asked: Sequence[Slot]) -> tuple[list[Slot], list[Slot]]:
    """Slots by rarity as far as the database can count them in time; and all that have words."""
    ordered = sorted((slot for slot in asked if slot.alternatives), key=lambda slot: slot.documents)
    rare: list[Slot] = []
    left = _COUNTED
    for slot in ordered:
        left -= slot.documents
        if left < 0:
            break
        rare.append(slot)
    return rare, ordered


def _by_meaning(
    session: Session, meaning: Meant, memory: Memory, facets: tuple[frozenset[str], ...]
) -> list[int]:
    near = _nearest(meaning, memory, _LOOKED_THROUGH if facets else _BY_MEANING)
    if not facets:
        return near
    fitting = {one.number for one in entries(session, near) if one.fits(facets)}
    return [number for number in near if number in fitting][:_BY_MEANING]


def _nearest(meaning: Meant, memory: Memory, limit: int) -> list[int]:
    """The numbers of the services nearest by the few numbers that are kept of their vectors."""
    nearness = memory.small @ (memory.basis.T @ meaning.vector)
    most = min(limit, len(nearness))
    if not most:
        return []
    best = np.argpartition(-nearness, most - 1)[:most]
    return [int(memory.numbers[at]) for at in best[np.argsort(-nearness[best], kind="stable")]]


_COLUMNS = "number, service_id, reaches_law_enforcement, elsewhere, answered_by, crisis_lines, facets"


def entries(session: Session, numbers: Iterable[int], *, with_words: bool = False) -> list[Entry]:
    """The rows with these numbers, in their order; with words and vectors only where they are asked for."""
    chosen = ", ".join(str(int(number)) for number in set(numbers)) or "NULL"
    if not with_words:
        sql = f"SELECT {_COLUMNS} FROM search_service WHERE number IN ({chosen}) ORDER BY number"
        return [Entry(*row) for row in session.connection().exec_driver_sql(sql).all()]
    sql = (
        f"SELECT {_COLUMNS}, {', '.join(FIELDS)}, vector FROM search_service"
        " LEFT JOIN search_vector ON search_vector.text_key = search_service.text_key"
        f" WHERE number IN ({chosen}) ORDER BY number"
    )
    # Read at once: row by row takes twice as long.
    rows = session.connection().exec_driver_sql(sql).all()
    return [
        Entry(*row[:7], words=tuple(f" {one} " for one in row[7:-1]), vector=row[-1])  # type: ignore[misc]
        for row in rows
    ]


def score(found: Sequence[Entry], asked: Sequence[Slot], meaning: Meant) -> list[Scored]:
    """How well each service answers, 0 to about 3; the best first, those of one score by number."""
    nearness = _nearness(found, meaning)
    whole = sum(slot.weight for slot in asked)
    scored = [_score(one, asked, whole, meaning, near) for one, near in zip(found, nearness, strict=True)]
    return sorted(scored, key=lambda one: (-one.score, one.entry.number))


def _nearness(found: Sequence[Entry], meaning: Meant) -> list[float]:
    """The cosine of each service and the text, by all numbers of their vectors."""
    nothing = bytes(2 * len(meaning.vector))
    packed = np.frombuffer(b"".join(one.vector or nothing for one in found), np.float16)
    return [float(near) for near in packed.reshape(len(found), -1).astype(np.float32) @ meaning.vector]


def _score(entry: Entry, asked: Sequence[Slot], whole: float, meaning: Meant, nearness: float) -> Scored:
    together = "|".join(entry.words)
    filled = tuple(one for slot in asked if (one := _fill(slot, entry, together)) is not None)
    words = sum(one.slot.weight * one.share for one in filled) / whole if whole else 0.0
    met = [(near, need) for need, near in meaning.needs.items() if entry.has("need", need)]
    near, need = max(met, default=(0.0, None))
    total = WORDS * words + MEANING * nearness + NEEDS * near
    return Scored(entry, round(total, 5), filled, round(nearness, 3), need, round(near, 3))


def _fill(slot: Slot, entry: Entry, together: str) -> Filled | None:
    """What fills the slot best: the alternatives stand in the order of their weights."""
    best: Filled | None = None
    for one in slot.alternatives:
        weight = WEIGHTS[one.kind]
        if best is not None and weight <= best.share:
            break
        if one.needle in together:
            share, field = _best_field(one.needle, entry)
            if best is None or share * weight > best.share:
                best = Filled(slot, one, field, None, share * weight)
    if best is not None and best.share >= NEED_WEIGHT:
        return best
    need = next((need for need in slot.needs if entry.has("need", need)), None)
    return best if need is None else Filled(slot, None, None, need, NEED_WEIGHT)


def _best_field(needle: str, entry: Entry) -> tuple[float, Field]:
    standing = zip(FIELDS, entry.words, strict=True)
    return max((FIELD_WEIGHTS[field], field) for field, words in standing if needle in words)
