"""`/navigator/options`: from a situation to ranked services, with why, what is missing, and what to ask next.

Answers come in the body of a form and go nowhere but back into the page.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Annotated, Any

from babel import Locale
from fastapi import APIRouter, Depends, Request, Security
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.responses import HTMLResponse

from bot.text.language import Language
from knowledge.directory import options, queries
from knowledge.directory.option_order import UNLIKELY
from knowledge.directory.options import Option, Options, Wanted
from knowledge.directory.public_reads import languages_spoken
from knowledge.directory.query_parts import labels
from knowledge.directory.search.open_now import open_states
from knowledge.directory.service_names import service_names
from knowledge.directory.towns import towns
from knowledge.directory.usual import grouped, kinds
from knowledge.directory.wanted_needs import wanted_needs
from knowledge.meaning import Encoder
from knowledge.rules.facts import Facts, SetOf
from knowledge.rules.load import Rules
from navigator_api.errors import Problem
from navigator_api.reading import reading
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.option_cards import Card, Showing, card, pointed_to
from navigator_api.web.site import FRAGMENT_HEADER, Site
from navigator_api.web.situation_form import (
    GROUPS,
    FieldView,
    Given,
    Situation,
    answered_words,
    field_views,
    given_by,
    read_situation,
)

PATH = "/navigator/options"
TAG = "workspace"
PERMISSION = "options.read"
PER_PAGE = 10
MOST_FOLDED = 6
MOST_PAGES = 100
# Inputs that are no facts: they say what is looked for.
LOOKS = ("words", "language_wanted", "town", "open_now")

_LANGUAGE = re.compile("[a-z]{2,3}")  # a code that nobody speaks fits what is not known to speak another

Now = Callable[[], datetime]
Views = Mapping[str, FieldView]


async def posted(request: Request) -> Given:
    """What the form sent, and never what stands in the address."""
    return given_by((await request.form()).multi_items())


Posted = Annotated[Given, Depends(posted)]


@dataclass(frozen=True)
class Asked:
    """A posted form, read: the situation, what is looked for, the page of results, and services ticked."""

    situation: Situation
    looks: Mapping[str, str]
    page: int
    ticked: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """One page of results. `folded`: what the rules lead elsewhere; `more_folded`: (id, name) of the rest."""

    cards: tuple[Card, ...]
    folded: tuple[Card, ...]
    more_folded: tuple[tuple[str, str], ...]
    total: int
    page: int
    pages: int
    first: int
    ask: FieldView | None
    cut: bool


class OptionsDesk:
    """Ranks services for a situation as of `now`, an aware time in California."""

    def __init__(self, rules: Rules | None, site: Site, encoder: Callable[[], Encoder], now: Now) -> None:
        self._rules = rules
        self._encoder = encoder
        self._now = now
        self._site = site
        self.views = cache(self._views)

    @property
    def rules(self) -> Rules:
        """Raises Problem 503 where they could not be loaded."""
        if self._rules is None:
            raise Problem(503, "The rules could not be loaded; `make directory` says where they are broken.")
        return self._rules

    def _views(self, language: Language) -> Views:
        say = self._site.words(language)
        words = {"true": "yes", "false": "no", "not_sure": "not_sure", "prefer_not_say": "prefer_not_say"}
        own = {name: say(f"options.{word}") for name, word in words.items()}
        return field_views(self.rules.fields, language, own)

    def read(self, given: Given) -> Asked:
        """What the form asks."""
        page = given.get("page", ("1",))[0]
        return Asked(
            read_situation(self.rules.fields, given, self._now().date()),
            {name: given[name][0] for name in LOOKS if name in given},
            min(int(page), MOST_PAGES) if page.isascii() and page.isdigit() and int(page[:6]) else 1,
            given.get("services", ()),
        )

    def rank(self, session: Session, asked: Asked, named: Sequence[str] = ()) -> Options:
        """All services for it, ranked, those named first; a list answered in part is not asked again."""
        facts = asked.situation.facts
        facts = replace(facts, skipped=facts.skipped | asked.situation.partly)
        wanted = replace(_wanted(session, facts, asked.looks), named=tuple(named))
        return options.find(session, self.rules, facts, wanted, encode=self._encoder(), on=self._now())

    def show(self, session: Session, asked: Asked, language: Language) -> Shown:
        """The page of results that is asked for."""
        found = self.rank(session, asked)
        # Asked again until it is answered or let be, so that what is missing is said where it is missing.
        ask = asked.situation.unanswered or found.ask_next
        fitting = [one for one in found.ranked if not _is_folded(one)]
        folded = [one for one in found.ranked if _is_folded(one)]
        pages = max(1, -(-len(fitting) // PER_PAGE))
        page = min(asked.page, pages)
        start = (page - 1) * PER_PAGE
        read = [*fitting[start : start + PER_PAGE], *folded[:MOST_FOLDED]]
        showing = self.showing(session, language, asked, [*read, *folded[MOST_FOLDED:]])
        cards = self.cards(session, read, showing)
        return Shown(
            cards=tuple(one for one in cards if one.verdict != UNLIKELY),
            folded=tuple(one for one in cards if one.verdict == UNLIKELY),
            more_folded=tuple((one.service, showing.names[one.service]) for one in folded[MOST_FOLDED:]),
            total=len(fitting),
            page=page,
            pages=pages,
            first=start + 1,
            ask=self.views(language)[ask] if ask else None,
            cut=found.cut,
        )

    def showing(
        self, session: Session, language: Language, asked: Asked, ranked: Sequence[Option]
    ) -> Showing:
        """What the cards of these services share."""
        ids = {one for option in ranked for one in (option.service, *pointed_to(option))}
        names = {name: words.of(language) for name, words in service_names(session, ids).items()}
        town = asked.looks.get("town")
        return Showing(
            language,
            self._site.words(language),
            self.rules.fields,
            names,
            town if town in towns() else None,
        )

    def cards(self, session: Session, ranked: Sequence[Option], showing: Showing) -> tuple[Card, ...]:
        """Their cards, in order; what may not be told of on this day is left out."""
        ids, now = [one.service for one in ranked], self._now()
        hits = queries.services(session, ids, audience=options.STAFF, on=now.date(), reachable=False)
        is_open = open_states(session, ids, now)
        by_id = {one.service: one for one in ranked}
        return tuple(card(by_id[hit.id], hit, showing, is_open=is_open.get(hit.id)) for hit in hits)

    def choices(self, session: Session, language: Language) -> dict[str, list[tuple[str, str]]]:
        """(value, words) for what is looked for beside the facts."""
        spoken = Locale(language).languages
        return {
            "language_wanted": [(code, spoken.get(code, code)) for code in languages_spoken(session)],
            "town": [(name, one.label.of(language)) for name, one in towns().items()],
        }


def _is_folded(option: Option) -> bool:
    return option.result is not None and option.result.verdict == UNLIKELY


def _wanted(session: Session, facts: Facts, looks: Mapping[str, str]) -> Wanted:
    """The needs that were chosen, those that the words name, those of the kind of harm; else the words."""
    text = looks.get("words", "")
    chosen = [one for one in labels(session, "needs") if one in _values(facts, "needs_now")]
    harm = _values(facts, "harm_types")
    of_kinds = [name for name, kind in kinds().items() if kind.harm_types & harm]
    language, town = looks.get("language_wanted"), looks.get("town")
    return Wanted.of(
        facts,
        needs=wanted_needs(session, text, chosen=grouped(chosen), of_kinds=of_kinds),
        text=text,
        language=language if language and _LANGUAGE.fullmatch(language) else None,
        open_now="open_now" in looks,
        town=town if town in towns() else None,
    )


def _values(facts: Facts, field: str) -> frozenset[str]:
    value = facts.known.get(field)
    return value.values if isinstance(value, SetOf) else frozenset()


def router(site: Site, guard: Guard, engine: Engine, desk: OptionsDesk) -> APIRouter:
    """`GET` and `POST /navigator/options`."""
    routes = APIRouter(tags=[TAG], default_response_class=HTMLResponse)

    def page(request: Request, actor: Actor, asked: Asked) -> HTMLResponse:
        language, in_part = site.language(request, actor), FRAGMENT_HEADER in request.headers
        with reading(engine, "options") as session:
            shown = desk.show(session, asked, language)
            choices = {} if in_part else desk.choices(session, language)
        values = page_values(desk, asked, language, shown, in_part=in_part)
        status = 422 if asked.situation.wrong or asked.situation.unanswered else 200
        return site.html(
            request, "options/options.html", actor=actor, status=status, choices=choices, **values
        )

    @routes.get(PATH, summary="The form of a situation")
    def get_options(
        request: Request, actor: Annotated[Actor, Security(guard.page, scopes=[PERMISSION])]
    ) -> HTMLResponse:
        return page(request, actor, desk.read({}))

    @routes.post(PATH, summary="Rank services for a situation; nothing of it is kept")
    def post_options(
        request: Request,
        given: Posted,
        actor: Annotated[Actor, Security(guard.page, scopes=[PERMISSION])],
    ) -> HTMLResponse:
        return page(request, actor, desk.read(given))

    return routes


def page_values(
    desk: OptionsDesk, asked: Asked, language: Language, shown: Shown, *, in_part: bool
) -> dict[str, Any]:
    """What the template is given. On a whole page the form shows every answer; on a part of it the answers
    given beside the results stand there, since the form is not drawn again.
    """
    views, situation = desk.views(language), asked.situation
    fields = desk.rules.fields
    return {
        "shown": shown,
        "groups": {name: [views[one] for one in group] for name, group in GROUPS.items()},
        "given": situation.given if in_part else situation.all_given,
        "said": situation.said if in_part else {},
        "answered": [(one, answered_words(views[one], situation.said)) for one in _fields(situation.said)]
        if in_part
        else [],
        "views": views,
        "wrong": situation.wrong,
        "unanswered": situation.unanswered,
        "looks": asked.looks,
        "ticked": asked.ticked,
        "before": fields.before.of(language),
        "disclaimer": fields.disclaimer.of(language),
        "known": len(situation.facts.known),
    }


def _fields(said: Given) -> list[str]:
    return list(dict.fromkeys(name.split(".")[0] for name in said))
