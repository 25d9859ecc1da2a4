"""The guard before every staff route: who is it, may they, and did a page of ours send it?

A route says `actor: Actor = Security(guard.page, scopes=["referrals.read"])`, which also puts the permission
into OpenAPI.

HTTPException
├── 303             nobody is signed in: to the sign-in page
├── PageRefused     403 of a page: not allowed, or not sent by our form; shown as a page (refusals.py)
└── 401, 403        of a JSON route
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from fastapi.openapi.models import APIKey, APIKeyIn
from fastapi.security import SecurityScopes
from fastapi.security.base import SecurityBase
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from knowledge.workspace.sessions import FULL
from navigator_api.staff import cookies, csrf, tokens
from navigator_api.staff.actor import Actor
from navigator_api.staff.who import Who

SIGN_IN = "/navigator/sign-in"
NOT_ALLOWED = "staff.refused.not_allowed"
NOT_OUR_FORM = "staff.refused.form"
_BEARER = "bearer "


class PageRefused(HTTPException):
    """A page that is not shown, or a form that is not taken; `word` is the page word that says why."""

    def __init__(self, word: str, actor: Actor | None) -> None:
        super().__init__(403)
        self.word = word
        self.actor = actor


class _Door(SecurityBase):
    """What both doors share: in OpenAPI they are one scheme, `staff`."""

    def __init__(self, who: Who, origins: frozenset[str]) -> None:
        self.model = APIKey(
            **{"in": APIKeyIn.cookie},
            name=cookies.NAME,
            description="The cookie of a sign-in; JSON routes take `Authorization: Bearer KEY` instead.",
        )
        self.scheme_name = "staff"
        self._who = who
        self._origins = origins

    async def at(self, request: Request, stage: str) -> Actor | None:
        """Whose session this is, if it stands at this stage."""
        return await run_in_threadpool(self._who.by_session, cookies.read(request), stage)


class PageGuard(_Door):
    """For pages and their forms."""

    async def __call__(self, request: Request, wanted: SecurityScopes) -> Actor:
        """The person who asks. Raises HTTPException 303 to the sign-in page, or PageRefused."""
        actor = await self.at(request, FULL)
        if actor is None:
            raise to_sign_in(request)
        if not _allowed(actor, wanted.scopes):
            raise PageRefused(NOT_ALLOWED, actor)
        await self.demand_form(request, actor)
        return actor

    def demand_ours(self, request: Request) -> None:
        """For forms before there is a session. Raises PageRefused for one that another site sent."""
        if not csrf.sent_from_here(request, self._origins):
            raise PageRefused(NOT_OUR_FORM, None)

    async def demand_form(self, request: Request, actor: Actor) -> None:
        """Raises PageRefused for an unsafe request that no form of this session sent."""
        if request.method in csrf.SAFE:
            return
        ours = csrf.sent_from_here(request, self._origins)
        if not ours or not tokens.same(await csrf.form_token(request), actor.form_token):
            raise PageRefused(NOT_OUR_FORM, actor)


class ApiGuard(_Door):
    """For JSON: a session with the header X-Form-Token on unsafe methods, or a key."""

    async def __call__(self, request: Request, wanted: SecurityScopes) -> Actor:
        """The person or machine that asks. Raises HTTPException 401 or 403."""
        authorization = request.headers.get("authorization", "")
        if authorization.lower().startswith(_BEARER):
            key = authorization[len(_BEARER) :].strip()
            actor = await run_in_threadpool(self._who.by_key, key)
        else:
            actor = await self.at(request, FULL)
            self._demand_token(request, actor)
        if actor is None:
            raise HTTPException(
                401, "Sign in, or send a key as `Authorization: Bearer KEY`.", {"WWW-Authenticate": "Bearer"}
            )
        if not _allowed(actor, wanted.scopes):
            raise HTTPException(403, f"This needs the permission {' '.join(wanted.scopes)}.")
        return actor

    def _demand_token(self, request: Request, actor: Actor | None) -> None:
        if actor is None or request.method in csrf.SAFE:
            return
        sent = request.headers.get(csrf.HEADER, "")
        if not csrf.sent_from_here(request, self._origins) or not tokens.same(sent, actor.form_token):
            raise HTTPException(403, f"With a session, send its form token in the header {csrf.HEADER}.")


@dataclass(frozen=True)
class Passing:
    """Somebody on the way in: an actor without permissions, and the session that has come this far."""

    actor: Actor
    session_id: str


class StageGuard:
    """For the steps of signing in: a session at one stage (sessions.STAGES)."""

    def __init__(self, page: PageGuard, stage: str) -> None:
        self._page = page
        self._stage = stage

    async def __call__(self, request: Request) -> Passing:
        """Raises HTTPException 303 to the sign-in page, or PageRefused."""
        actor = await self._page.at(request, self._stage)
        if actor is None:
            raise to_sign_in(request)
        await self._page.demand_form(request, actor)
        return Passing(actor, cookies.read(request))


class Guard:
    """Both doors, and the way to them; `origins` are the addresses that our forms are sent from."""

    def __init__(self, who: Who, origins: frozenset[str]) -> None:
        self.page = PageGuard(who, origins)
        self.api = ApiGuard(who, origins)

    def on_the_way(self, stage: str) -> StageGuard:
        """The guard before a step of signing in."""
        return StageGuard(self.page, stage)


def to_sign_in(request: Request) -> HTTPException:
    """Keeps a language that was asked for by `?lang=`."""
    lang = request.query_params.get("lang")
    kept = f"?lang={lang}" if lang in ("en", "es") else ""
    return HTTPException(303, headers={"Location": SIGN_IN + kept})


def _allowed(actor: Actor, scopes: Sequence[str]) -> bool:
    """A route that names no permission is closed to everybody."""
    return bool(scopes) and actor.permissions.issuperset(scopes)
