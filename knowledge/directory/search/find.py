"""The one search over the directory: for the assistant, the workspace and the API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from knowledge.directory.search.fulltext import Match, fulltext
from knowledge.directory.search.memory import Memory, memory
from knowledge.directory.search.open_now import open_states
from knowledge.directory.search.order import Standing, in_order
from knowledge.directory.search.parts import Part, in_turn, parts
from knowledge.directory.search.query import Query, filters, unknowns
from knowledge.directory.search.rank import (
    LEAST_SCORE,
    LEAST_SHARE,
    Entry,
    Scored,
    candidates,
    entries,
    score,
)
from knowledge.directory.search.reasons import Reason, reasons
from knowledge.meaning import Encoder

MOST_FOUND = 500
LONGEST_TEXT = 400


@dataclass(frozen=True)
class Hit:
    """One service found. `score` compares hits of one search only; 0 where there was no text.

    `unknown`: place, age, language, cost, mode or hours, where the search asked and nobody knows.
    """

    service_id: str
    score: float
    because: tuple[Reason, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """`total`: hits on all pages; a search gives at most MOST_FOUND, the best."""

    hits: tuple[Hit, ...]
    page: int
    per_page: int
    total: int


def search(session: Session, query: Query, *, encode: Encoder, on: datetime) -> Page:
    """Services that fit every part of the query, the best first; reads the index that reindex() made.

    With a text, those that answer it best stand first. Without one, the order is that of
    queries.services_for_needs. What is known to fit stands before what is not known to; the order is the
    same every time. Read the hits with queries.services, which leaves out what may not be told on a day.
    `on` is aware.
    """
    kept = memory(session)
    found = _by_text(session, query, kept, encode) if query.text.strip() else _by_needs(session, query)
    states = _states(session, found, on) if query.open_now else {}
    unknown = {one.entry.number: _unknown(one.entry, query, states) for one in found}
    fitting = [one for one in found if states.get(one.entry.service_id, True) is not False]
    fitting.sort(key=lambda one: len(unknown[one.entry.number]))  # stable: the order found is kept
    first = (query.page - 1) * query.per_page
    hits = tuple(
        Hit(
            one.entry.service_id,
            one.score,
            reasons(one, query, kept.labels, is_open=states.get(one.entry.service_id) is True),
            unknown[one.entry.number],
        )
        for one in fitting[first : first + query.per_page]
    )
    return Page(hits, query.page, query.per_page, len(fitting))


def _by_text(session: Session, query: Query, kept: Memory, encode: Encoder) -> list[Scored]:
    wanted = filters(query)
    return in_turn(
        [
            _answers(session, one, kept, wanted)
            for one in parts(session, query.text[:LONGEST_TEXT], kept, encode)
        ]
    )


def _answers(session: Session, part: Part, kept: Memory, wanted: Sequence[frozenset[str]]) -> list[Scored]:
    found = candidates(session, part.asked, part.meaning, kept, wanted)
    scored = score(found, part.asked, part.meaning)
    least = max(LEAST_SCORE, LEAST_SHARE * scored[0].score) if scored else 0.0
    return [one for one in scored if one.score >= least]


def _by_needs(session: Session, query: Query) -> list[Scored]:
    """In the safety order; among more than MOST_FOUND, of the first by reach, area and rank."""
    numbers = fulltext(session).find(session, Match(facets=filters(query)), limit=MOST_FOUND)
    found = entries(session, numbers)
    return [Scored(one, 0.0) for one in in_order((_standing(one, query.needs), one) for one in found)]


def _standing(entry: Entry, needs: Sequence[str]) -> Standing:
    met = tuple(place for place, need in enumerate(needs) if entry.has("need", need))
    lines = tuple(entry.crisis_lines.split())
    return Standing(entry.reaches_law_enforcement, entry.elsewhere, met, entry.number, lines)


def _states(session: Session, found: Sequence[Scored], on: datetime) -> dict[str, bool | None]:
    return open_states(session, [one.entry.service_id for one in found], on)


def _unknown(entry: Entry, query: Query, states: dict[str, bool | None]) -> tuple[str, ...]:
    hours = ("hours",) if entry.service_id in states and states[entry.service_id] is None else ()
    return (*unknowns(query, entry.facets), *hours)
