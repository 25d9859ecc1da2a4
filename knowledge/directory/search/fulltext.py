"""Full-text search behind one interface: SQLite's FTS5 and PostgreSQL's tsvector, over the same stems.

What a person typed never reaches either query language: only stems and facets do, letters a to z and digits,
each in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from sqlalchemy import text
from sqlmodel import Session

Phrase = tuple[str, ...]
Field = Literal["name", "owner", "term", "sms", "about"]
FIELDS: tuple[Field, ...] = ("name", "owner", "term", "sms", "about")
# How much a word counts by where it stands: FTS5 takes the numbers, PostgreSQL the letters.
WEIGHTS: dict[Field, float] = {"name": 8.0, "owner": 3.0, "term": 5.0, "sms": 3.0, "about": 2.0}

_TOKEN = re.compile("[a-z0-9]+")


@dataclass(frozen=True)
class Match:
    """What to look for: one of `words` (all of them with `together`), and a facet of every set in `facets`.

    `ranked`: the best first; else in the order of the services' numbers, which costs less. Without words
    the order is always that of the numbers. `fields` limits where words may stand.
    """

    words: tuple[Phrase, ...] = ()
    facets: tuple[frozenset[str], ...] = ()
    together: bool = False
    ranked: bool = True
    fields: tuple[Field, ...] = FIELDS


class FullText(Protocol):
    """Numbers of services; `after` is how many to pass over."""

    def refresh(self, session: Session) -> None:
        """Bring the index up to the rows of search_service."""

    def find(self, session: Session, match: Match, *, limit: int, after: int = 0) -> list[int]:
        """The numbers of at most `limit` services."""

    def count(self, session: Session, match: Match) -> int:
        """How many there are in all."""


def fulltext(session: Session) -> FullText:
    """The implementation for the session's database."""
    return Fts5() if session.get_bind().dialect.name == "sqlite" else TsVector()


_ALL = "SELECT number FROM search_service ORDER BY number LIMIT :most OFFSET :after"
_COUNT_ALL = "SELECT count(*) FROM search_service"


class Fts5:
    """SQLite. The index reads its texts from search_service, so that they are stored once."""

    def refresh(self, session: Session) -> None:
        session.connection().execute(text("INSERT INTO search_text(search_text) VALUES ('rebuild')"))

    def find(self, session: Session, match: Match, *, limit: int, after: int = 0) -> list[int]:
        if not (match.words or match.facets):
            return _numbers(session, _ALL, "", limit, after)
        weights = ", ".join(str(WEIGHTS[field]) for field in FIELDS)
        order = f"bm25(search_text, {weights}, 0), rowid" if match.words and match.ranked else "rowid"
        sql = f"SELECT rowid FROM search_text WHERE search_text MATCH :query ORDER BY {order}"
        return _numbers(session, f"{sql} LIMIT :most OFFSET :after", _fts5(match), limit, after)

    def count(self, session: Session, match: Match) -> int:
        sql = "SELECT count(*) FROM search_text WHERE search_text MATCH :query"
        return _count(session, match, sql, _fts5(match))


def _fts5(match: Match) -> str:
    parts = []
    if match.words:
        either = (" AND " if match.together else " OR ").join(f'"{" ".join(p)}"' for p in _safe(match.words))
        parts.append(f"{{{' '.join(match.fields)}}} : ({either})")
    for one_of in match.facets:
        parts.append(
            "facets : (" + " OR ".join(f'"{p[0]}"' for p in _safe((f,) for f in sorted(one_of))) + ")"
        )
    return " AND ".join(parts)


_LETTERS: dict[Field, str] = {"name": "A", "term": "B", "owner": "C", "sms": "C", "about": "D"}


class TsVector:
    """PostgreSQL. The columns follow search_service by themselves; GIN indexes find what is in them."""

    def refresh(self, session: Session) -> None:
        session.connection().execute(text("ANALYZE search_service"))

    def find(self, session: Session, match: Match, *, limit: int, after: int = 0) -> list[int]:
        if not (match.words or match.facets):
            return _numbers(session, _ALL, "", limit, after)
        rank = "ts_rank('{0.2, 0.4, 0.6, 1}', words, CAST(:query AS tsquery)) DESC, number"
        order = rank if match.words and match.ranked else "number"
        sql = f"SELECT number FROM search_service WHERE {_where(match)} ORDER BY {order}"
        return _numbers(session, f"{sql} LIMIT :most OFFSET :after", _tsquery(match), limit, after)

    def count(self, session: Session, match: Match) -> int:
        sql = f"SELECT count(*) FROM search_service WHERE {_where(match)}"
        return _count(session, match, sql, _tsquery(match))


def _where(match: Match) -> str:
    """Facets stand in the text as quoted lexemes of letters and digits, words in the parameter :query."""
    parts = ["words @@ CAST(:query AS tsquery)"] if match.words else []
    for one_of in match.facets:
        either = " | ".join(f"''{p[0]}''" for p in _safe((f,) for f in sorted(one_of)))
        parts.append(f"facet_words @@ CAST('{either}' AS tsquery)")
    return " AND ".join(parts)


def _tsquery(match: Match) -> str:
    """Letters after a lexeme limit it to the fields with those letters."""
    only = "" if match.fields == FIELDS else ":" + "".join(sorted({_LETTERS[f] for f in match.fields}))
    phrases = (" <-> ".join(f"'{stem}'{only}" for stem in p) for p in _safe(match.words))
    return (" & " if match.together else " | ").join(f"({phrase})" for phrase in phrases)


def _safe(phrases: Sequence[Phrase] | Iterator[Phrase]) -> Iterator[Phrase]:
    for phrase in phrases:
        if not phrase or not all(_TOKEN.fullmatch(token) for token in phrase):
            raise ValueError("a search phrase is made of stems: letters a to z and digits")
        yield phrase


def _numbers(session: Session, sql: str, query: str, limit: int, after: int) -> list[int]:
    given = {"query": query, "most": limit, "after": after}
    found = session.connection().execute(text(sql), {k: given[k] for k in given if f":{k}" in sql})
    return [number for (number,) in found.all()]


def _count(session: Session, match: Match, sql: str, query: str) -> int:
    if not (match.words or match.facets):
        sql = _COUNT_ALL
    return int(
        session.connection().execute(text(sql), {"query": query} if ":query" in sql else {}).scalar_one()
    )
