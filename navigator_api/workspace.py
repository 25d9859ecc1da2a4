"""Puts the workspace and the public pages together: which routers there are, and what each is given."""

import asyncio
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import APIRouter
from sqlalchemy import Engine

from bot.text.responses import Responses
from knowledge.guides import funding_words
from knowledge.meaning import Encoder
from knowledge.rules.load import Rules
from knowledge.workspace import retention
from navigator_api import log
from navigator_api.api import referrals as referrals_api
from navigator_api.api import reports as reports_api
from navigator_api.clock import CALIFORNIA
from navigator_api.errors import Problem
from navigator_api.reading import writing
from navigator_api.staff.desk import Desk
from navigator_api.staff.guard import Guard
from navigator_api.staff.passwords import Passwords
from navigator_api.staff.place import Place
from navigator_api.staff.roles import Roles
from navigator_api.web import (
    accounts_page,
    api_docs,
    articles_page,
    audit_page,
    care,
    compare,
    edits_page,
    ht_mdt,
    import_page,
    keys_page,
    options,
    partner_log,
    problems_page,
    profile,
    public_routes,
    referral_card,
    referrals,
    reports,
    set_up,
    sign_in,
    start,
    synonyms_page,
    topics_page,
    verification_page,
)
from navigator_api.web.pledge_tokens import PledgeTokens
from navigator_api.web.public import Public
from navigator_api.web.site import Site

DAY_SECONDS = 86_400.0

Encode = Callable[[], Encoder]


@dataclass(frozen=True)
class Workspace:
    """What the pages work with. `now` gives aware times in UTC; `encode` opens the model of meanings."""

    site: Site
    engine: Engine
    responses: Responses
    rules: Rules | None
    encode: Encode
    desk: Desk
    now: Callable[[], datetime]

    def here(self) -> datetime:
        """The moment in California, by which opening hours and days are read."""
        return self.now().astimezone(CALIFORNIA)


async def keep_folding(made: Workspace) -> None:
    """Once at the start and then each day: old referrals become counts (knowledge.workspace.retention)."""
    while True:
        await asyncio.to_thread(_fold, made)
        await asyncio.sleep(DAY_SECONDS)


def _fold(made: Workspace) -> None:
    """A database that fails is tried again the next day; the log says so."""
    with suppress(Problem), writing(made.engine, "retention") as session:
        gone = retention.fold(session, made.here().date())
        log.logger().info("referrals_folded", count=gone)


def desk(engine: Engine, secret: str, place: Place, now: Callable[[], datetime]) -> Desk:
    """Accounts and sessions of this database; `secret` is PUENTE_SECRET_KEY."""
    return Desk(engine, secret, place, Passwords(), Roles.load(), now)


def utc_now() -> datetime:
    """The clock of the doors."""
    return datetime.now(UTC)


def routers(made: Workspace) -> Iterator[APIRouter]:
    """Every router of the pages and of their JSON twins. Raises FactsError for a broken guide."""
    guard = made.desk.guard()
    yield from _accounts(made, guard)
    yield from _options(made, guard)
    yield from _referrals(made, guard)
    yield from _care(made, guard)
    yield from _public(made)


def _accounts(made: Workspace, guard: Guard) -> Iterator[APIRouter]:
    yield start.router(made.site, guard)
    for pages in (sign_in, set_up, profile, accounts_page, keys_page, audit_page):
        yield pages.router(made.site, guard, made.desk)


def _options(made: Workspace, guard: Guard) -> Iterator[APIRouter]:
    ranking = options.OptionsDesk(made.rules, made.site, made.encode, made.here)
    yield options.router(made.site, guard, made.engine, ranking)
    yield compare.router(made.site, guard, made.engine, ranking)
    yield referral_card.router(made.site, guard, made.engine, made.responses, made.here)


def _referrals(made: Workspace, guard: Guard) -> Iterator[APIRouter]:
    for pages in (referrals, ht_mdt, partner_log):
        yield pages.router(made.site, guard, made.engine, made.now)
    yield referrals_api.router(guard, made.engine, made.now)
    for report in (reports, reports_api):
        yield report.router(made.site, guard, made.engine, made.now, funding_words())


def _care(made: Workspace, guard: Guard) -> Iterator[APIRouter]:
    for pages in (care, edits_page, problems_page, verification_page):
        yield pages.router(made.site, guard, made.engine, made.now)
    for read in (articles_page, topics_page):
        yield read.router(made.site, guard, made.engine)
    for changed in (synonyms_page, import_page):
        yield changed.router(made.site, guard, made.engine, made.now, made.encode)


def _public(made: Workspace) -> Iterator[APIRouter]:
    public = Public(made.site, made.responses, made.engine)
    tokens = PledgeTokens(secrets.token_bytes(32), made.now, lambda: secrets.token_hex(8))
    yield public_routes.router(public, made.encode, made.here, tokens)
    yield api_docs.router(made.site)
