"""What may be asked of the search, and the facets that a service must have to fit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from knowledge.directory.search.facets import ANY, UNKNOWN, facet, fits, mode
from knowledge.errors import KnowledgeError

PLACES = Path(__file__).resolve().parents[2] / "facts" / "places.yaml"
MOST_PER_PAGE = 100


class QueryRefused(KnowledgeError, ValueError):
    """A query that cannot be answered; says which part, and what it may be."""

    code = "query_refused"


@dataclass(frozen=True, kw_only=True)
class Query:
    """A search: every part that is given must fit, and an empty one finds everything.

    `needs` (taxonomy ids): one of them is met. `place`: a key of places.yaml. `audience` (taxonomy id):
    offered to them, with a number to call or text. `age` in years. `language`: ISO 639-1, spoken by the
    service itself. `mode`: call, text, tty, fax, web, chat or email. `page` counts from 1. Raises
    QueryRefused.
    """

    text: str = ""
    needs: tuple[str, ...] = ()
    place: str | None = None
    audience: str | None = None
    age: int | None = None
    language: str | None = None
    open_now: bool = False
    cost: Literal["free"] | None = None
    mode: str | None = None
    page: int = 1
    per_page: int = 10

    def __post_init__(self) -> None:
        if self.place is not None and self.place not in places():
            raise QueryRefused(f"no place '{self.place}': use one of {', '.join(places())}")
        if self.page < 1 or not 1 <= self.per_page <= MOST_PER_PAGE:
            raise QueryRefused(f"pages count from 1 and hold 1 to {MOST_PER_PAGE} services")
        if self.age is not None and self.age < 0:
            raise QueryRefused("an age is 0 years or more")


@cache
def places() -> dict[str, frozenset[str]]:
    """The areas (taxonomy ids) that serve each place; read on first use."""
    read = yaml.safe_load(PLACES.read_text(encoding="utf-8"))
    return {place: frozenset(areas) for place, areas in read.items()}


def filters(query: Query) -> tuple[frozenset[str], ...]:
    """Sets of facets of which a service must have one each. What is unknown of a service always fits."""
    found = [] if not query.needs else [frozenset(facet("need", need) for need in query.needs)]
    if query.place is not None:
        found.append(frozenset(facet("area", area) for area in (*places()[query.place], UNKNOWN)))
    if query.audience is not None:
        found += [frozenset({facet("audience", query.audience)}), frozenset({facet("reach", "number")})]
    if query.age is not None:
        found.append(fits("age", str(query.age)) | {facet("age", ANY)})
    if query.language is not None:
        found.append(fits("language", query.language))
    if query.cost is not None:
        found.append(fits("cost", query.cost))
    if query.mode is not None:
        found.append(fits("mode", mode(query.mode)))
    return tuple(found)


def unknowns(query: Query, facets: str) -> tuple[str, ...]:
    """What the query asks about and nobody knows of a service with these facets."""
    asked = {
        "place": ("area", query.place),
        "age": ("age", query.age),
        "language": ("language", query.language),
        "cost": ("cost", query.cost),
        "mode": ("mode", query.mode),
    }
    return tuple(
        name for name, (kind, value) in asked.items() if value is not None and facet(kind, UNKNOWN) in facets
    )
