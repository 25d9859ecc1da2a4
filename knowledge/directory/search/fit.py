"""How single services stand to what is asked: what is known not to fit, what nobody knows, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlmodel import Session, col, select

from knowledge.directory.search.facets import ANY, OLDEST, UNKNOWN, facet
from knowledge.directory.search.memory import memory
from knowledge.directory.search.query import Query, places, unknowns
from knowledge.directory.search.rank import Entry, Scored, entries
from knowledge.directory.search.reasons import Labels, Reason, reasons
from knowledge.directory.search.tables import SearchService

Ages = tuple[int, int]


@dataclass(frozen=True)
class Fit:
    """`misfits`, `unknown`: of place, age and language. `elsewhere`: not known to serve Contra Costa."""

    service_id: str
    reaches_law_enforcement: bool
    elsewhere: bool
    misfits: tuple[str, ...]
    unknown: tuple[str, ...]
    _entry: Entry = field(repr=False)
    _query: Query = field(repr=False)
    _labels: Labels = field(repr=False)

    @cached_property
    def because(self) -> tuple[Reason, ...]:
        """Why it fits; worked out only for what is shown."""
        return reasons(Scored(self._entry, 0.0), self._query, self._labels, is_open=False)


def fits(session: Session, query: Query, ages: Ages | None, ids: Sequence[str]) -> dict[str, Fit]:
    """By service id; none for what is not in the index. `ages`: first and last, in years, as query.age."""
    row = SearchService
    numbers = session.exec(select(row.number).where(col(row.service_id).in_(ids))).all()
    labels = memory(session).labels
    return {
        one.service_id: Fit(
            one.service_id,
            one.reaches_law_enforcement,
            one.elsewhere,
            tuple(_misfits(one, query, ages)),
            _unknown(one, query, ages),
            one,
            query,
            labels,
        )
        for one in entries(session, numbers)
    }


def _misfits(one: Entry, query: Query, ages: Ages | None) -> Iterator[str]:
    """What is known of it and is not what is asked for; an age range misfits when every age in it does."""
    if query.place is not None and not _any(one, "area", (*places()[query.place], UNKNOWN)):
        yield "place"
    if ages is not None and not _any(one, "age", (UNKNOWN, ANY, *_years(ages))):
        yield "age"
    if query.language is not None and not _any(one, "language", (query.language, UNKNOWN)):
        yield "language"


def _unknown(one: Entry, query: Query, ages: Ages | None) -> tuple[str, ...]:
    age = ("age",) if ages is not None and query.age is None and facet("age", UNKNOWN) in one.facets else ()
    return (*unknowns(query, one.facets), *age)


def _years(ages: Ages) -> Iterator[str]:
    return (str(age) for age in range(min(ages[0], OLDEST), min(ages[1], OLDEST) + 1))


def _any(one: Entry, kind: str, values: Sequence[str]) -> bool:
    return any(one.has(kind, value) for value in values)
