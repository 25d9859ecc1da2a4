"""The accounts of staff: invite, change, disable, and help in who lost a second factor."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request, Security
from starlette.responses import HTMLResponse, Response

from navigator_api.staff.actor import Actor
from navigator_api.staff.desk import Desk
from navigator_api.staff.guard import Guard
from navigator_api.staff.office import Office
from navigator_api.staff.refused import Refused
from navigator_api.web.sign_in import go
from navigator_api.web.site import Site
from navigator_api.web.staff_pages import StaffPages

ACCOUNTS = "/navigator/accounts"
MANAGE = ["accounts.manage"]

_FIELDS = {"staff.accounts.bad_name": "name", "staff.accounts.name_taken": "name"}


def router(site: Site, guard: Guard, desk: Desk) -> APIRouter:
    """The list of accounts and its forms."""
    routes = APIRouter(tags=["workspace"], default_response_class=HTMLResponse)
    pages = _Pages(site, desk)
    _list_and_invite(routes, guard, pages)
    _changes(routes, guard, pages)
    _codes(routes, guard, pages)
    return routes


class _Pages:
    def __init__(self, site: Site, desk: Desk) -> None:
        self.office = Office(desk)
        self._pages = StaffPages(site)
        self._roles = desk.roles.names

    def list(self, request: Request, actor: Actor, word: str = "", **typed: str) -> HTMLResponse:
        """All accounts; with what was typed when something is wrong."""
        say = self._pages.site.words(self._pages.site.language(request, actor))
        return self._pages.html(
            request,
            "accounts",
            actor=actor,
            accounts=self.office.everybody(),
            role_options=[(one, say(f"staff.role.{one}")) for one in self._roles],
            typed={"name": "", "role": "navigator", "language": "en", **typed},
            wrong=(_FIELDS.get(word, "accounts"), word) if word else None,
        )

    def changed(self, request: Request, actor: Actor, change: Callable[[], None]) -> Response:
        """Back to the list, or the list that says why not."""
        try:
            change()
        except Refused as refused:
            return self.list(request, actor, refused.word)
        return go(request, ACCOUNTS)

    def code(
        self, request: Request, actor: Actor, about: str, make: Callable[[], str], **typed: str
    ) -> Response:
        """The one page that ever shows this code, or the list that says why there is none."""
        try:
            code = make()
        except Refused as refused:
            return self.list(request, actor, refused.word, **typed)
        return self._pages.html(request, "code", actor=actor, about=about, code=code, back=ACCOUNTS)


def _list_and_invite(routes: APIRouter, guard: Guard, pages: _Pages) -> None:
    @routes.get(ACCOUNTS, summary="The accounts of staff")
    def show(request: Request, actor: Actor = Security(guard.page, scopes=MANAGE)) -> HTMLResponse:
        return pages.list(request, actor)

    @routes.post(ACCOUNTS, summary="Invite somebody")
    def invite(
        request: Request,
        name: Annotated[str, Form()] = "",
        role: Annotated[str, Form()] = "",
        language: Annotated[str, Form()] = "",
        actor: Actor = Security(guard.page, scopes=MANAGE),
    ) -> Response:
        typed = {"name": name, "role": role, "language": language}
        return pages.code(
            request,
            actor,
            "setup",
            lambda: pages.office.invite(actor.account, name, role, language),
            **typed,
        )


def _changes(routes: APIRouter, guard: Guard, pages: _Pages) -> None:
    office = pages.office

    @routes.post(ACCOUNTS + "/{account_id}/role", summary="Give another role")
    def role(
        request: Request,
        account_id: str,
        role: Annotated[str, Form()] = "",
        actor: Actor = Security(guard.page, scopes=MANAGE),
    ) -> Response:
        return pages.changed(request, actor, lambda: office.set_role(actor.account, account_id, role))

    @routes.post(ACCOUNTS + "/{account_id}/disable", summary="Close an account, at once")
    def disable(
        request: Request, account_id: str, actor: Actor = Security(guard.page, scopes=MANAGE)
    ) -> Response:
        return pages.changed(request, actor, lambda: office.set_disabled(actor.account, account_id, True))

    @routes.post(ACCOUNTS + "/{account_id}/enable", summary="Open an account again")
    def enable(
        request: Request, account_id: str, actor: Actor = Security(guard.page, scopes=MANAGE)
    ) -> Response:
        return pages.changed(request, actor, lambda: office.set_disabled(actor.account, account_id, False))

    @routes.post(ACCOUNTS + "/{account_id}/forget-browsers", summary="No browser knows the account any more")
    def forget_browsers(
        request: Request, account_id: str, actor: Actor = Security(guard.page, scopes=MANAGE)
    ) -> Response:
        return pages.changed(request, actor, lambda: office.forget_browsers(actor.account, account_id))


def _codes(routes: APIRouter, guard: Guard, pages: _Pages) -> None:
    office = pages.office

    @routes.post(ACCOUNTS + "/{account_id}/set-up-code", summary="A new set-up code")
    def set_up_code(
        request: Request, account_id: str, actor: Actor = Security(guard.page, scopes=MANAGE)
    ) -> Response:
        return pages.code(request, actor, "setup", lambda: office.new_set_up_code(actor.account, account_id))

    @routes.post(ACCOUNTS + "/{account_id}/recovery", summary="Approve a new second factor")
    def approve(
        request: Request,
        account_id: str,
        actor: Actor = Security(guard.page, scopes=["recovery.approve"]),
    ) -> Response:
        return pages.code(
            request, actor, "recovery", lambda: office.approve_recovery(actor.account, account_id)
        )
