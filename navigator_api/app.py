"""Joins the doors: `uvicorn --factory navigator_api.app:from_environment`. Nothing is opened at import."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
from fastapi import APIRouter, FastAPI
from sqlalchemy import Engine
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from bot.text.responses import Responses, UnknownResponse
from knowledge.directory.engine import engine as directory_engine
from knowledge.directory.hsds.by_meaning import by_meaning
from knowledge.directory.hsds.read import no_attributes
from knowledge.errors import FactsError
from knowledge.meaning import encoder
from knowledge.rules.load import Rules, load_rules
from knowledge.rules.published import attributes
from knowledge.safety.screen import screen
from navigator_api import errors, health, log, settings, workspace
from navigator_api.api import screenings, services
from navigator_api.chat import endpoints as chat
from navigator_api.chat import turn
from navigator_api.chat.circuit import PROBE_SECONDS, Circuit, keep_probing
from navigator_api.chat.rasa_client import DEADLINE_SECONDS, RasaClient
from navigator_api.chat.sessions import Clock, Sessions
from navigator_api.chat.unanswered import Unanswered
from navigator_api.clock import CALIFORNIA
from navigator_api.headers import SecurityHeaders
from navigator_api.hsds import endpoints as hsds
from navigator_api.hsds.directory import Directory
from navigator_api.limits import BodyLimits
from navigator_api.settings import Settings
from navigator_api.sms import twiml, webhook
from navigator_api.sms.opt_out import OptOuts
from navigator_api.sms.repeats import Repeats
from navigator_api.sms.signature import SignatureCheck
from navigator_api.staff import refusals
from navigator_api.staff.desk import Desk
from navigator_api.staff.place import Place
from navigator_api.web import pages
from navigator_api.web.site import STATIC, Site
from navigator_api.web.words import Words

SWEEP_SECONDS = 30.0

Chore = Callable[[], Awaitable[None]]
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


@dataclass(frozen=True)
class Collaborators:
    """What the doors need from outside; `close` lets them go."""

    http: httpx.AsyncClient
    opt_outs: OptOuts
    unanswered: Unanswered
    checks: Mapping[str, health.Check]
    directory: Directory
    services: services.Services
    rules: Rules | None
    today: screenings.Today

    async def close(self) -> None:
        """Close what was opened for the doors."""
        await self.http.aclose()
        self.opt_outs.close()
        self.unanswered.close()


def from_environment() -> FastAPI:
    """The application of this process. Raises SettingsError for settings that must not be started with."""
    log.configure()
    chosen = settings.load()
    if not chosen.twilio_auth_token.get_secret_value():
        log.logger().warning("no_twilio_token", door="sms", outcome="every_text_refused")
    return build(chosen)


def build(chosen: Settings) -> FastAPI:
    """The application with the real database, Rasa and actions of these settings."""
    # No timeout of its own: every call stands under one deadline. No proxy: both neighbours are local.
    http = httpx.AsyncClient(timeout=None, trust_env=False, follow_redirects=False)
    engine = directory_engine(chosen.database_url)
    secret = chosen.secret_key.get_secret_value()
    # Reads the signal files now: a mistake in them ends the start, not somebody's first text.
    screen("")
    checks = {
        "database": health.database_check(engine),
        "rasa": health.http_check(http, chosen.rasa_url),
        "actions": health.http_check(http, f"{chosen.actions_url}/health"),
    }
    rules = _rules()
    extra = attributes(rules) if rules is not None else no_attributes
    opt_outs = OptOuts(engine, secret, today=lambda: datetime.now(UTC).date())
    responses, words = Responses.load(), Words.load()
    pages_made = workspace.Workspace(
        Site(words), engine, responses, rules, encoder, _desk(chosen, engine), workspace.utc_now
    )
    return create_app(
        chosen,
        Collaborators(
            http,
            opt_outs,
            Unanswered(engine, lambda: datetime.now(CALIFORNIA)),
            checks,
            Directory(engine, by_meaning(encoder, lambda: datetime.now(UTC)), extra),
            services.Services(engine, encoder, lambda: datetime.now(CALIFORNIA)),
            rules,
            today=lambda: datetime.now(CALIFORNIA).date(),
        ),
        responses=responses,
        words=words,
        clock=time.monotonic,
        page_routers=_pages(pages_made),
        page_chores=[lambda: workspace.keep_folding(pages_made)],
    )


def _pages(made: workspace.Workspace) -> list[APIRouter]:
    """A broken guide closes the pages beside the chat: a text for help is answered all the same."""
    try:
        return list(workspace.routers(made))
    except FactsError as error:
        log.logger().error("pages_refused", path=error.problems[0].file, count=len(error.problems))
        return []


def _desk(chosen: Settings, engine: Engine) -> Desk:
    place = Place.of(chosen.public_url, chosen.port, development=chosen.environment == "development")
    return workspace.desk(engine, chosen.secret_key.get_secret_value(), place, workspace.utc_now)


def _rules() -> Rules | None:
    """Broken rules close the screening alone: a text for help is answered all the same."""
    try:
        return load_rules()
    except FactsError as error:
        log.logger().error("rules_refused", path=error.problems[0].file, count=len(error.problems))
        return None


def create_app(
    chosen: Settings,
    collaborators: Collaborators,
    *,
    responses: Responses,
    words: Words,
    clock: Clock,
    page_routers: Iterable[APIRouter] = (),
    page_chores: Iterable[Chore] = (),
    rasa_deadline: float = DEADLINE_SECONDS,
    probe_every: float = PROBE_SECONDS,
) -> FastAPI:
    """The doors over these collaborators, with these pages beside the chat.

    `clock`, `rasa_deadline` and `probe_every` in seconds.
    """
    _demand(responses)
    circuit = Circuit()
    rasa = RasaClient(collaborators.http, chosen.rasa_url, circuit, deadline=rasa_deadline)
    turns = turn.Turns(
        responses=responses,
        rasa=rasa,
        screen=screen,
        clock=clock,
        unanswered=collaborators.unanswered.count,
    )
    sessions, repeats, opt_outs = Sessions(clock), Repeats(clock), collaborators.opt_outs
    sms_door = webhook.SmsDoor(
        responses=responses, turns=turns, sessions=sessions, repeats=repeats, opt_outs=opt_outs
    )
    chores = [
        _keeper(circuit, rasa.probe, probe_every),
        _keeper(opt_outs.circuit, opt_outs.flush, probe_every),
        lambda: _keep_sweeping([sessions.sweep, repeats.sweep]),
        *page_chores,
    ]
    app, site = _bare_app(_lifespan(chores, collaborators)), Site(words)
    chat_door = chat.ChatDoor(turns=turns, sessions=sessions)
    app.include_router(webhook.router(sms_door, SignatureCheck(chosen)))
    app.include_router(chat.router(chat_door))
    app.include_router(chat.page_router(chat_door, pages.Pages(site, responses)))
    app.include_router(screenings.router(collaborators.rules, collaborators.today))
    app.include_router(services.router(collaborators.services))
    address = chosen.public_url or f"http://127.0.0.1:{chosen.port}"
    app.include_router(hsds.router(collaborators.directory, address))
    app.include_router(health.router(collaborators.checks))
    for page_router in page_routers:
        app.include_router(page_router)
    refusals.install(app, site)
    _finish(app, sms_door.last_resort())
    return app


def _keeper(circuit: Circuit, probe: Callable[[], Awaitable[bool]], every: float) -> Chore:
    return lambda: keep_probing(circuit, probe, sleep=asyncio.sleep, every=every)


def _bare_app(lifespan: Lifespan) -> FastAPI:
    """No pages that load other people's scripts: the contract is at `/openapi.json`."""
    return FastAPI(title="Puente", docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=lifespan)


def _finish(app: FastAPI, sms_fall_back: str) -> None:
    """Static files, the error shape, and the layers; outermost last: headers, last resort, limits."""
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    errors.install(app)
    app.add_middleware(BodyLimits)
    app.add_middleware(errors.LastResort, sms_answer=Response(sms_fall_back, media_type=twiml.MEDIA_TYPE))
    app.add_middleware(SecurityHeaders)


def _demand(responses: Responses) -> None:
    """Refuse to start without a sentence that a door may need in an emergency. Raises UnknownResponse."""
    for name in sorted((turn.RESPONSES | webhook.RESPONSES | pages.RESPONSES) - responses.names):
        raise UnknownResponse(name)


def _lifespan(chores: Sequence[Callable[[], Awaitable[None]]], collaborators: Collaborators) -> Lifespan:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        running = [asyncio.ensure_future(chore()) for chore in chores]
        try:
            yield
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            await collaborators.close()

    return lifespan


async def _keep_sweeping(sweeps: Sequence[Callable[[], None]]) -> None:
    """Forgetting does not wait for the next message."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        for sweep in sweeps:
            sweep()
