"""What a word that the index does not know may stand for: one of its sound, one slip away, a beginning."""

from __future__ import annotations

import string
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from knowledge.directory.search.stems import stem, stop_words
from knowledge.directory.search.tables import SearchWord
from knowledge.safety.spelling import spanish_sound

_SHORTEST_SOUND = 3
_SHORTEST_SLIP = 4
_SHORTEST_BEGINNING = 3
_MOST = 4


@dataclass(frozen=True)
class Known:
    """A stem of the index, as it is written there, and in how many services it stands."""

    stem: str
    word: str
    documents: int


def known(session: Session) -> dict[str, Known]:
    """Every stem that the index or a synonym has."""
    return {one.stem: one for one in _where(session, col(SearchWord.sound).is_not(None))}


def readings(session: Session, word: str) -> list[Known]:
    """Known stems for an unknown word, those in most services first; none for a misspelt stop word."""
    bare = stem(word)
    if len(word) >= _SHORTEST_SOUND + 1 and spanish_sound(word) in _stop_sounds():
        return []
    found: list[Known] = []
    if len(bare) >= _SHORTEST_SOUND:
        found = _where(session, SearchWord.sound == spanish_sound(bare))
    if not found and len(word) >= _SHORTEST_SLIP:
        found = _where(session, col(SearchWord.stem).in_(sorted({stem(one) for one in _slips(word)})))
    if not found and len(bare) >= _SHORTEST_BEGINNING:
        found = _where(session, col(SearchWord.stem).between(bare, bare + "{"))
    return found[:_MOST]


def _where(session: Session, condition: ColumnElement[bool] | bool) -> list[Known]:
    row = SearchWord
    query = select(row.stem, row.word, row.documents).where(condition)
    return [Known(*one) for one in session.exec(query.order_by(col(row.documents).desc(), col(row.stem)))]


@cache
def _stop_sounds() -> frozenset[str]:
    return frozenset(spanish_sound(word) for word in stop_words() if len(word) > _SHORTEST_SOUND)


def _slips(word: str) -> set[str]:
    """Words that one letter left out, put in, changed or swapped with the next makes of this one."""
    halves = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    letters = string.ascii_lowercase
    found = {a + b[1:] for a, b in halves if b} | {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    found |= {a + c + b[1:] for a, b in halves if b for c in letters}
    return found | {a + c + b for a, b in halves for c in letters}
