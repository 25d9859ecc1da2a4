"""`/navigator/referrals`: the log of referrals. Codes and times only: nothing about a person can be typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Request, Security
from sqlalchemy import Engine
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.text.language import Language
from knowledge.workspace.case_codes import read_code
from knowledge.workspace.referral_codes import referral_codes
from knowledge.workspace.referrals import STATES, Filter, NotInTheList, NotInTime
from navigator_api.reading import reading
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.local_time import day_and_time, for_field, hours_and_minutes
from navigator_api.web.referral_desk import DOOR, ReferralDesk, Whole, new_key
from navigator_api.web.referral_forms import LONGEST, OutcomeForm, ReferralForm, check, happened_at
from navigator_api.web.site import Say, Site, with_query
from navigator_api.web.sources import SourceLine, dated

PATH = "/navigator/referrals"
PER_PAGE = 20
READ, WRITE = "referrals.read", "referrals.write"

Text = Annotated[str, Query(max_length=LONGEST)]


class _Pages:
    def __init__(self, site: Site, desk: ReferralDesk) -> None:
        self._site = site
        self._desk = desk

    def listed(self, request: Request, actor: Actor, wanted: Filter, typed_case: str, page: int) -> Response:
        found = self._desk.page(wanted, page, PER_PAGE)
        return self._show(
            request, actor, "list", found=found, wanted=wanted, states=STATES, typed_case=typed_case
        )

    def form(self, request: Request, actor: Actor, sent: ReferralForm, errors: dict[str, str]) -> Response:
        status = 422 if errors else 200
        return self._show(request, actor, "new", status=status, sent=sent, errors=errors)

    def one(
        self, request: Request, actor: Actor, whole: Whole | None, sent: OutcomeForm, error: str = ""
    ) -> Response:
        if whole is None:
            return self._show(request, actor, "missing", status=404)
        status = 422 if error else 200
        latest = for_field(self._desk.now())
        return self._show(
            request, actor, "one", status=status, whole=whole, sent=sent, error=error, latest=latest
        )

    def after(self, request: Request, referral_id: int) -> Response:
        """To the referral, in the language that was asked for."""
        lang = {"lang": request.query_params.get("lang")}
        return RedirectResponse(with_query(f"{PATH}/{referral_id}", lang), 303)

    def _show(
        self, request: Request, actor: Actor, template: str, *, status: int = 200, **values: Any
    ) -> Response:
        language = self._site.language(request, actor)
        return self._site.html(
            request,
            f"referrals/{template}.html",
            status=status,
            actor=actor,
            codes=referral_codes(),
            names=self._desk.names(),
            when=lambda at: day_and_time(at, language),
            span=hours_and_minutes,
            clock_source=_clock_source(language, self._site.words(language)),
            **values,
        )


def _clock_source(language: Language, say: Say) -> tuple[SourceLine, ...]:
    rule = referral_codes().clock
    day, checked = dated(rule.as_of, language, say), dated(rule.checked, language, say)
    return (SourceLine(rule.title_in(language), None, day, checked),)


def router(site: Site, guard: Guard, engine: Engine, now: Callable[[], datetime]) -> APIRouter:
    """The list, the form, one referral, its outcomes and its steps."""
    routes = APIRouter(tags=["workspace"])
    desk = ReferralDesk(engine, now)
    pages = _Pages(site, desk)
    _add_reading(routes, guard, desk, pages)
    _add_new(routes, guard, desk, pages)
    _add_outcomes(routes, guard, desk, pages)
    _add_steps(routes, guard, desk, pages)
    return routes


def _add_reading(routes: APIRouter, guard: Guard, desk: ReferralDesk, pages: _Pages) -> None:
    may_read = Security(guard.page, scopes=[READ])

    @routes.get(PATH, summary="The log of referrals", response_class=HTMLResponse)
    def get_referrals(
        request: Request,
        state: Literal["open", "overdue", "closed", "all"] = "open",
        need: Text = "",
        service: Text = "",
        case: Text = "",
        page: Annotated[int, Query(ge=1, le=10_000)] = 1,
        actor: Actor = may_read,
    ) -> Response:
        # A code with a slip finds nothing, and the page says so; it is not passed over.
        code = (read_code(case) or "-") if case.strip() else ""
        return pages.listed(request, actor, Filter(state, need, service, code), case, page)

    @routes.get(f"{PATH}/{{referral_id:int}}", summary="One referral", response_class=HTMLResponse)
    def get_referral(request: Request, referral_id: int, actor: Actor = may_read) -> Response:
        return pages.one(request, actor, desk.whole(referral_id), OutcomeForm(form_key=new_key()))


def _add_new(routes: APIRouter, guard: Guard, desk: ReferralDesk, pages: _Pages) -> None:
    may_write = Security(guard.page, scopes=[WRITE])

    @routes.get(f"{PATH}/new", summary="The form for a referral", response_class=HTMLResponse)
    def get_form(
        request: Request, service: Text = "", need: Text = "", case: Text = "", actor: Actor = may_write
    ) -> Response:
        empty = ReferralForm(form_key=new_key(), service=service, need=need, case=case)
        return pages.form(request, actor, empty, {})

    @routes.post(PATH, summary="Make a referral", response_class=HTMLResponse)
    def post_referral(
        request: Request, sent: Annotated[ReferralForm, Form()], actor: Actor = may_write
    ) -> Response:
        with reading(desk.engine, DOOR) as session:
            checked = check(session, sent)
        if checked.referral is None:
            return pages.form(request, actor, sent, dict(checked.errors))
        key = sent.form_key or new_key()
        made = desk.make(checked.referral, case_code=checked.case_code, key=key, account=actor.account)
        return pages.after(request, made)


def _add_outcomes(routes: APIRouter, guard: Guard, desk: ReferralDesk, pages: _Pages) -> None:
    may_write = Security(guard.page, scopes=[WRITE])

    @routes.post(f"{PATH}/{{referral_id:int}}", summary="Add what became of it", response_class=HTMLResponse)
    def post_outcome(
        request: Request,
        referral_id: int,
        sent: Annotated[OutcomeForm, Form()],
        actor: Actor = may_write,
    ) -> Response:
        at = happened_at(sent, desk.now())
        error = "" if at else "referrals.error.happened"
        key = sent.form_key or new_key()
        try:
            if at:
                desk.add_outcome(referral_id, sent.outcome, key=key, account=actor.account, at=at)
        except NotInTheList:
            error = "referrals.error.outcome"
        except NotInTime:
            error = "referrals.error.happened"
        if error:
            return pages.one(request, actor, desk.whole(referral_id), sent, error)
        return pages.after(request, referral_id)


def _add_steps(routes: APIRouter, guard: Guard, desk: ReferralDesk, pages: _Pages) -> None:
    may_write = Security(guard.page, scopes=[WRITE])

    @routes.post(
        f"{PATH}/{{referral_id:int}}/steps", summary="Tick steps of the hand-off", response_class=HTMLResponse
    )
    def post_steps(
        request: Request,
        referral_id: int,
        steps: Annotated[list[str], Form(max_length=LONGEST)] = [],  # noqa: B006 - a form without ticks
        actor: Actor = may_write,
    ) -> Response:
        known = [step for step in steps if step in referral_codes().steps]
        desk.tick(referral_id, known, account=actor.account)
        return pages.after(request, referral_id)
