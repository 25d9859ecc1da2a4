"""From a situation to the services for it, ranked: one function for the assistant and for the workspace.

The search finds them (knowledge/directory/search), the rules judge them (knowledge/rules/screen), the module
option_order decides their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from sqlmodel import Session

from knowledge.directory.option_order import Candidate, in_order
from knowledge.directory.search.documents import lines_of, offered
from knowledge.directory.search.facets import OLDEST
from knowledge.directory.search.find import Hit, search
from knowledge.directory.search.fit import Ages, Fit, fits
from knowledge.directory.search.open_now import open_states
from knowledge.directory.search.query import MOST_PER_PAGE, Query, places
from knowledge.directory.service_names import service_names
from knowledge.directory.towns import near
from knowledge.directory.usual import Group, first_services
from knowledge.meaning import Encoder
from knowledge.rules.facts import Between, Facts
from knowledge.rules.load import Rules
from knowledge.rules.screen import Result, screen

ADULT = 18
STAFF = "navigator"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is looked for beside the facts that the rules read; nothing of it is required.

    `needs`: groups of taxonomy ids, each looked for by itself. `text`: looked for where there are no needs.
    `place`: a key of places.yaml. `ages`: first and last year. `language`: ISO 639-1. `town`: one of towns().
    `named`: service ids that were asked for by name.
    """

    needs: tuple[Group, ...] = ()
    text: str = ""
    place: str | None = None
    ages: Ages | None = None
    language: str | None = None
    open_now: bool = False
    town: str | None = None
    named: tuple[str, ...] = ()

    @classmethod
    def of(cls, facts: Facts, **more: Any) -> Self:
        """With the place and the age that the facts tell; `more` are the other fields by name."""
        place, age = facts.known.get("place_now"), facts.known.get("age_now")
        told: dict[str, Any] = {
            "place": place if place in places() else None,
            "ages": (age.low, age.high) if isinstance(age, Between) else None,
        }
        return cls(**{**told, **more})

    @property
    def query(self) -> Query:
        """What the search is asked of every group; a range of ages filters nothing. Raises QueryRefused."""
        exact = self.ages is not None and self.ages[0] == self.ages[1]
        return Query(
            text="" if self.needs else self.text,
            place=self.place,
            age=min(self.ages[0], OLDEST) if exact and self.ages else None,
            language=self.language,
            per_page=MOST_PER_PAGE,
        )


@dataclass(frozen=True)
class Option:
    """A service, what its rule says (None without a rule), and how it stands to what is wanted.

    `hit`: how the search found it, None for what it did not find. `is_usual`: it stands first for one of the
    needs. `is_near`: it has an office or number in the town. `is_closed`: known, where open now was asked.
    """

    service: str
    result: Result | None
    fit: Fit
    hit: Hit | None
    is_usual: bool
    is_near: bool
    is_closed: bool


@dataclass(frozen=True)
class Options:
    """Ranked; what the rules lead elsewhere stands at the end. `ask_next` settles most of them.

    `cut`: the directory holds more of this than was looked at.
    """

    ranked: tuple[Option, ...]
    ask_next: str | None
    cut: bool


@dataclass(frozen=True)
class _List:
    """What was found for one group of needs; `usual` stands first, whether or not the search found it."""

    usual: tuple[str, ...]
    hits: Mapping[str, Hit]
    cut: bool

    @property
    def services(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.hits, *self.usual)))


@dataclass(frozen=True)
class _Known:
    """By service id: how each stands, what its rule says, if it is open (where asked), which are near."""

    standing: Mapping[str, Fit]
    results: Mapping[str, Result]
    is_open: Mapping[str, bool | None]
    near: frozenset[str]


def find(
    session: Session, rules: Rules, facts: Facts, wanted: Wanted, *, encode: Encoder, on: datetime
) -> Options:
    """Services for a situation, the best first: option_order tells by what. `on` is aware.

    Raises QueryRefused for a place that does not exist.
    """
    lists = [_list(session, group, facts, wanted, encode, on) for group in wanted.needs or ((),)]
    ids = _for_staff(session, list(dict.fromkeys(one for each in lists for one in each.services)))
    standing = fits(session, wanted.query, wanted.ages, ids)
    with_rule = [one for one in ids if one in rules.programs and one in standing]
    screened = screen(rules, facts, on=facts.on, services=with_rule)
    known = _Known(
        standing,
        {one.service: one for one in screened.results},
        open_states(session, ids, on) if wanted.open_now else {},
        near(session, ids, wanted.town) if wanted.town else frozenset(),
    )
    by_words = bool(wanted.query.text.strip())
    ordered = in_order([list(_candidates(one, known)) for one in lists], by_words=by_words)
    return Options(
        tuple(_option(one, lists, known) for one in ordered),
        screened.ask_next,
        any(one.cut for one in lists),
    )


def _list(
    session: Session, group: Group, facts: Facts, wanted: Wanted, encode: Encoder, on: datetime
) -> _List:
    """Those that fit place, age and language stand before those that meet the need alone."""
    query = replace(wanted.query, needs=group)
    bare = replace(query, place=None, age=None, language=None)
    pages = [search(session, one, encode=encode, on=on) for one in dict.fromkeys((query, bare))]
    hits: dict[str, Hit] = {}
    for hit in (hit for page in pages for hit in page.hits):
        hits.setdefault(hit.service_id, hit)
    first = first_services(group, young=_is_minor(facts))
    return _List(tuple(dict.fromkeys((*wanted.named, *first))), hits, pages[0].total > len(pages[0].hits))


def _is_minor(facts: Facts) -> bool:
    """Whether the age told is surely under 18."""
    age = facts.known.get("age_now")
    return isinstance(age, Between) and bool(age.high < ADULT)


def _for_staff(session: Session, ids: Sequence[str]) -> list[str]:
    """Those that staff are told of: active, of the facts, and not behind a line for others only."""
    lines, told = lines_of(session, ids), service_names(session, ids)
    return [one for one in ids if one in told and offered(lines[one], STAFF)]


def _candidates(found: _List, known: _Known) -> Iterator[Candidate]:
    places = {service: place for place, service in enumerate(found.usual)}
    for position, service in enumerate(found.services):
        fit = known.standing.get(service)
        if fit is None:
            continue
        result = known.results.get(service)
        hours = known.is_open.get(service, True)
        yield Candidate(
            service=service,
            usual=places.get(service),
            misfits=len(fit.misfits) + (hours is False),
            unknown=len(fit.unknown) + (hours is None),
            reaches_law_enforcement=fit.reaches_law_enforcement,
            elsewhere=fit.elsewhere,
            verdict=result.verdict if result else None,
            is_near=service in known.near,
            found=position,
        )


def _option(one: Candidate, lists: Sequence[_List], known: _Known) -> Option:
    hit = next((each.hits[one.service] for each in lists if one.service in each.hits), None)
    return Option(
        service=one.service,
        result=known.results.get(one.service),
        fit=known.standing[one.service],
        hit=hit,
        is_usual=any(one.service in each.usual for each in lists),
        is_near=one.is_near,
        is_closed=known.is_open.get(one.service) is False,
    )
