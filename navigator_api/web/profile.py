"""The own account: language, password, second factors, sessions, browsers that know it."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request, Security
from starlette.responses import HTMLResponse, Response

from navigator_api.staff import cookies
from navigator_api.staff.actor import Actor
from navigator_api.staff.desk import Desk
from navigator_api.staff.factors import Factors
from navigator_api.staff.guard import SIGN_IN, Guard, Passing
from navigator_api.staff.office import Office
from navigator_api.staff.refused import Refused
from navigator_api.staff.roles import SELF
from navigator_api.staff.sign_in import SignIn
from navigator_api.web.passkey_forms import relying
from navigator_api.web.set_up import new_factor_page
from navigator_api.web.sign_in import go
from navigator_api.web.site import Site
from navigator_api.web.staff_pages import StaffPages

PROFILE = "/navigator/profile"
NEW_FACTOR = f"{PROFILE}/new-factor"

_CHANGED = 303
_FIELDS = {
    "staff.profile.bad_language": "language",
    "staff.profile.wrong_password": "current",
    "staff.profile.last_factor": "factors",
}


def router(site: Site, guard: Guard, desk: Desk) -> APIRouter:
    """The pages of the own account, and the ways out."""
    routes = APIRouter(tags=["workspace"], default_response_class=HTMLResponse)
    _profile_pages(routes, site, guard, desk)
    _factor_pages(routes, site, guard, desk)
    _ways_out(routes, guard, SignIn(desk))
    return routes


class _Profile:
    """The page of the own account; a form that was refused shows it again with the reason."""

    def __init__(self, site: Site, desk: Desk) -> None:
        self.office, self.factors = Office(desk), Factors(desk)
        self._pages = StaffPages(site)

    def page(self, request: Request, actor: Actor, word: str = "") -> HTMLResponse:
        return self._pages.html(
            request,
            "profile",
            actor=actor,
            sessions=self.office.own_sessions(cookies.read(request), actor.account),
            browsers=self.office.own_browsers(cookies.read_device(request), actor.account),
            factors=self.factors.kept(actor.account),
            wrong=(_FIELDS.get(word, "password"), word) if word else None,
        )

    def changed(self, request: Request, actor: Actor, change: Callable[[], None]) -> Response:
        try:
            change()
        except Refused as refused:
            return self.page(request, actor, refused.word)
        return go(request, PROFILE)


def _profile_pages(routes: APIRouter, site: Site, guard: Guard, desk: Desk) -> None:
    profile = _Profile(site, desk)
    office = profile.office

    @routes.get(PROFILE, summary="The own account")
    def show(request: Request, actor: Actor = Security(guard.page, scopes=[SELF])) -> HTMLResponse:
        return profile.page(request, actor)

    @routes.post(f"{PROFILE}/language", summary="Choose the language of the pages")
    def language(
        request: Request,
        language: Annotated[str, Form()] = "",
        actor: Actor = Security(guard.page, scopes=[SELF]),
    ) -> Response:
        return profile.changed(request, actor, lambda: office.set_language(actor.account, language))

    @routes.post(f"{PROFILE}/password", summary="Change the password")
    def password(
        request: Request,
        current: Annotated[str, Form()] = "",
        password: Annotated[str, Form()] = "",
        actor: Actor = Security(guard.page, scopes=[SELF]),
    ) -> Response:
        session_id, device = cookies.read(request), cookies.read_device(request)
        answer = profile.changed(
            request,
            actor,
            lambda: office.change_password(session_id, actor.account, current, password, device),
        )
        if answer.status_code == _CHANGED:
            cookies.drop_device(answer)
        return answer

    @routes.post(f"{PROFILE}/forget-browser", summary="Let this browser know the account no longer")
    def forget(request: Request, actor: Actor = Security(guard.page, scopes=[SELF])) -> Response:
        office.forget_own_browser(actor.account, cookies.read_device(request))
        answer = go(request, PROFILE)
        cookies.drop_device(answer)
        return answer

    @routes.post(f"{PROFILE}/remove-factor", summary="Remove a second factor")
    def remove(
        request: Request,
        passkey: Annotated[str, Form()] = "",
        actor: Actor = Security(guard.page, scopes=[SELF]),
    ) -> Response:
        return profile.changed(request, actor, lambda: profile.factors.remove(actor.account, passkey or None))


def _factor_pages(routes: APIRouter, site: Site, guard: Guard, desk: Desk) -> None:
    factors = Factors(desk)

    def page(request: Request, actor: Actor, field: str = "") -> HTMLResponse:
        passing = Passing(actor, cookies.read(request))
        return new_factor_page(StaffPages(site), request, desk, passing, NEW_FACTOR, field)

    def kept(request: Request, session_id: str) -> Response:
        answer = go(request, PROFILE)
        cookies.put(answer, session_id)
        return answer

    @routes.get(NEW_FACTOR, summary="Set up another second factor")
    def form(request: Request, actor: Actor = Security(guard.page, scopes=[SELF])) -> HTMLResponse:
        return page(request, actor)

    @routes.post(f"{NEW_FACTOR}/app", summary="Set up an authenticator app, instead of the one before")
    def app(
        request: Request,
        code: Annotated[str, Form()] = "",
        actor: Actor = Security(guard.page, scopes=[SELF]),
    ) -> Response:
        entered = factors.add_app(cookies.read(request), actor.account, code)
        return kept(request, entered.session_id) if entered else page(request, actor, "code")

    @routes.post(f"{NEW_FACTOR}/passkey", summary="Set up another passkey")
    def passkey(
        request: Request,
        answer: Annotated[str, Form()] = "",
        actor: Actor = Security(guard.page, scopes=[SELF]),
    ) -> Response:
        here = relying(request, desk.place)
        session_id = cookies.read(request)
        entered = factors.add_passkey(session_id, actor.account, answer, here) if here else None
        return kept(request, entered.session_id) if entered else page(request, actor, "passkey-button")


def _ways_out(routes: APIRouter, guard: Guard, signing: SignIn) -> None:
    def left(request: Request) -> Response:
        answer = go(request, SIGN_IN)
        cookies.drop(answer)
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer

    @routes.post("/navigator/sign-out", summary="End this session")
    def out(request: Request, actor: Actor = Security(guard.page, scopes=[SELF])) -> Response:
        signing.out(cookies.read(request), actor.account)
        return left(request)

    @routes.post("/navigator/sign-out-everywhere", summary="End every session of the account")
    def everywhere(request: Request, actor: Actor = Security(guard.page, scopes=[SELF])) -> Response:
        signing.out_everywhere(actor.account)
        answer = left(request)
        cookies.drop_device(answer)
        return answer
