"""The sign-in pages: name and password, then the second factor. What is wrong is never said more closely."""

import asyncio
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from knowledge.workspace import sessions
from navigator_api.staff import cookies
from navigator_api.staff.desk import Desk
from navigator_api.staff.guard import SIGN_IN, Guard, Passing
from navigator_api.staff.passwords import AT_ONCE, Busy
from navigator_api.staff.sign_in import Entered, SignIn
from navigator_api.web.passkey_forms import relying
from navigator_api.web.site import Site, with_query
from navigator_api.web.staff_pages import StaffPages

START = "/navigator"
FACTOR = f"{SIGN_IN}/factor"
NEW_FACTOR = f"{SIGN_IN}/new-factor"
SET_UP = "/navigator/set-up"
NEW_PASSWORD = f"{SET_UP}/password"
_NEXT = {
    sessions.SET_UP: NEW_PASSWORD,
    sessions.FACTOR: FACTOR,
    sessions.ENROL: NEW_FACTOR,
    sessions.FULL: START,
}
# More than this many sign-ins waiting for their turn: a flood. Later ones are told to come back.
_MOST_WAITING = 60


def go(request: Request, path: str) -> RedirectResponse:
    """303 to another page, in the language that was asked for."""
    lang = request.query_params.get("lang")
    return RedirectResponse(with_query(path, {"lang": lang if lang in ("en", "es") else None}), 303)


def onward(request: Request, entered: Entered) -> Response:
    """To the next step, with the new session, and the browser's new mark when it was the last step."""
    answer = go(request, _NEXT[entered.stage])
    cookies.put(answer, entered.session_id)
    if entered.device is not None:
        cookies.put_device(answer, entered.device)
    return answer


def router(site: Site, guard: Guard, desk: Desk) -> APIRouter:
    """The pages from the sign-in form to the session."""
    routes = APIRouter(tags=["workspace"], default_response_class=HTMLResponse)
    _password_pages(routes, StaffPages(site), guard, SignIn(desk))
    _factor_pages(routes, site, guard, desk)
    return routes


def _password_pages(routes: APIRouter, pages: StaffPages, guard: Guard, signing: SignIn) -> None:
    turns = CapacityLimiter(AT_ONCE)

    @routes.get(SIGN_IN, summary="The sign-in form")
    def form(request: Request) -> HTMLResponse:
        return pages.html(request, "sign_in", name="")

    @routes.post(SIGN_IN, summary="Sign in with name and password")
    async def send(
        request: Request, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = ""
    ) -> Response:
        guard.page.demand_ours(request)

        def refused(word: str, status: int) -> HTMLResponse:
            return pages.html(request, "sign_in", name=name, wrong=("name", word), status=status)

        device = cookies.read_device(request)
        await asyncio.sleep(await to_thread.run_sync(signing.pause))
        if turns.statistics().tasks_waiting >= _MOST_WAITING:
            return refused("staff.sign_in.busy", 503)
        try:
            entered = await to_thread.run_sync(signing.password, name, password, device, limiter=turns)
        except Busy:
            return refused("staff.sign_in.busy", 503)
        return onward(request, entered) if entered else refused("staff.sign_in.wrong", 422)


class _Factor:
    """The page of the second factor, and where its forms lead."""

    def __init__(self, site: Site, desk: Desk) -> None:
        self.signing = SignIn(desk)
        self.pages = StaffPages(site)
        self._place = desk.place

    def page(self, request: Request, passing: Passing, wrong_field: str = "") -> HTMLResponse:
        here = relying(request, self._place)
        account = passing.actor.account
        return self.pages.html(
            request,
            "factor",
            actor=passing.actor,
            options=self.signing.ask_passkey(passing.session_id, account, here) if here else None,
            wrong=(wrong_field, "staff.factor.wrong") if wrong_field else None,
        )

    def judged(self, request: Request, passing: Passing, entered: Entered | None, field: str) -> Response:
        return onward(request, entered) if entered else self.page(request, passing, field)

    def passkey(self, request: Request, passing: Passing, answer: str) -> Entered | None:
        here = relying(request, self._place)
        if here is None:
            return None
        return self.signing.passkey(passing.session_id, answer, here, cookies.read_device(request))


def _factor_pages(routes: APIRouter, site: Site, guard: Guard, desk: Desk) -> None:
    step, way = _Factor(site, desk), guard.on_the_way(sessions.FACTOR)

    @routes.get(FACTOR, summary="The second factor")
    def form(request: Request, passing: Passing = Depends(way)) -> HTMLResponse:
        return step.page(request, passing)

    @routes.post(f"{FACTOR}/code", summary="Sign in with an app's code")
    def code(
        request: Request, code: Annotated[str, Form()] = "", passing: Passing = Depends(way)
    ) -> Response:
        entered = step.signing.code(passing.session_id, code, cookies.read_device(request))
        return step.judged(request, passing, entered, "code")

    @routes.post(f"{FACTOR}/passkey", summary="Sign in with a passkey")
    def passkey(
        request: Request, answer: Annotated[str, Form()] = "", passing: Passing = Depends(way)
    ) -> Response:
        entered = step.passkey(request, passing, answer)
        return step.judged(request, passing, entered, "passkey-button")

    @routes.post(f"{FACTOR}/lost", summary="Ask for help with a lost factor")
    def lost(request: Request, passing: Passing = Depends(way)) -> Response:
        step.signing.ask_recovery(passing.session_id)
        return step.pages.html(request, "recovery_asked", actor=passing.actor)

    @routes.post(f"{FACTOR}/recovery-code", summary="Use the code of another person")
    def recovery(
        request: Request, recovery_code: Annotated[str, Form()] = "", passing: Passing = Depends(way)
    ) -> Response:
        device = cookies.read_device(request)
        entered = step.signing.recovery_code(passing.session_id, recovery_code, device)
        return step.judged(request, passing, entered, "recovery_code")
