"""The set-up pages: the one-time code, the first password, the first second factor."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import HTMLResponse, Response

from knowledge.workspace import sessions
from navigator_api.staff import password_rules
from navigator_api.staff.desk import Desk
from navigator_api.staff.factors import Factors
from navigator_api.staff.guard import Guard, Passing, to_sign_in
from navigator_api.staff.sign_in import SignIn
from navigator_api.web.passkey_forms import qr_code, relying
from navigator_api.web.sign_in import NEW_FACTOR, NEW_PASSWORD, SET_UP, onward
from navigator_api.web.site import Site
from navigator_api.web.staff_pages import StaffPages


def router(site: Site, guard: Guard, desk: Desk) -> APIRouter:
    """The pages from the set-up code to the session."""
    routes = APIRouter(tags=["workspace"], default_response_class=HTMLResponse)
    _code_pages(routes, StaffPages(site), guard, SignIn(desk))
    _password_pages(routes, StaffPages(site), guard, SignIn(desk))
    _factor_pages(routes, StaffPages(site), guard, desk)
    return routes


def _code_pages(routes: APIRouter, pages: StaffPages, guard: Guard, signing: SignIn) -> None:
    @routes.get(SET_UP, summary="The form for a set-up code")
    def form(request: Request) -> HTMLResponse:
        return pages.html(request, "set_up")

    @routes.post(SET_UP, summary="Use a set-up code")
    def send(request: Request, code: Annotated[str, Form()] = "") -> Response:
        guard.page.demand_ours(request)
        entered = signing.set_up_code(code)
        if entered is None:
            return pages.html(request, "set_up", wrong=("code", "staff.set_up.wrong"))
        return onward(request, entered)


def _password_pages(routes: APIRouter, pages: StaffPages, guard: Guard, signing: SignIn) -> None:
    way = guard.on_the_way(sessions.SET_UP)

    def page(request: Request, passing: Passing, word: str = "") -> HTMLResponse:
        wrong = ("password", word) if word else None
        return pages.html(request, "new_password", actor=passing.actor, wrong=wrong)

    @routes.get(NEW_PASSWORD, summary="The form for a new password")
    def form(request: Request, passing: Passing = Depends(way)) -> HTMLResponse:
        return page(request, passing)

    @routes.post(NEW_PASSWORD, summary="Choose a password")
    def send(
        request: Request, password: Annotated[str, Form()] = "", passing: Passing = Depends(way)
    ) -> Response:
        if word := password_rules.refusal(password, passing.actor.name):
            return page(request, passing, word)
        entered = signing.new_password(passing.session_id, password)
        if entered is None:
            raise to_sign_in(request)
        return onward(request, entered)


def _factor_pages(routes: APIRouter, pages: StaffPages, guard: Guard, desk: Desk) -> None:
    factors = Factors(desk)
    way = guard.on_the_way(sessions.ENROL)

    def page(request: Request, passing: Passing, field: str = "") -> HTMLResponse:
        return new_factor_page(pages, request, desk, passing, NEW_FACTOR, field)

    @routes.get(NEW_FACTOR, summary="Set up the second factor")
    def form(request: Request, passing: Passing = Depends(way)) -> HTMLResponse:
        return page(request, passing)

    @routes.post(f"{NEW_FACTOR}/app", summary="Set up an authenticator app")
    def app(request: Request, code: Annotated[str, Form()] = "", passing: Passing = Depends(way)) -> Response:
        entered = factors.add_app(passing.session_id, passing.actor.account, code)
        return onward(request, entered) if entered else page(request, passing, "code")

    @routes.post(f"{NEW_FACTOR}/passkey", summary="Set up a passkey")
    def passkey(
        request: Request, answer: Annotated[str, Form()] = "", passing: Passing = Depends(way)
    ) -> Response:
        here = relying(request, desk.place)
        account = passing.actor.account
        entered = factors.add_passkey(passing.session_id, account, answer, here) if here else None
        return onward(request, entered) if entered else page(request, passing, "passkey-button")


def new_factor_page(
    pages: StaffPages, request: Request, desk: Desk, passing: Passing, target: str, wrong_field: str = ""
) -> HTMLResponse:
    """The QR code and the passkey's button; their forms go to `target` + "/app" and "/passkey"."""
    factors, actor, here = Factors(desk), passing.actor, relying(request, desk.place)
    say = pages.site.words(pages.site.language(request, actor))
    offer = factors.offer_app(passing.session_id, actor.name)
    asked = factors.ask_passkey(passing.session_id, actor.account, actor.name, here) if here else None
    return pages.html(
        request,
        "new_factor",
        actor=actor,
        target=target,
        secret=" ".join(offer.secret[start : start + 4] for start in range(0, len(offer.secret), 4)),
        qr=qr_code(offer.address, say("staff.new_factor.qr")),
        options=asked,
        wrong=(wrong_field, "staff.factor.wrong") if wrong_field else None,
    )
