"""Keys for the software of other agencies: made, shown once, revoked."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request, Security
from starlette.responses import HTMLResponse, Response

from navigator_api.staff.actor import Actor
from navigator_api.staff.desk import Desk
from navigator_api.staff.guard import Guard
from navigator_api.staff.key_office import KeyOffice
from navigator_api.staff.refused import Refused
from navigator_api.web.sign_in import go
from navigator_api.web.site import Site
from navigator_api.web.staff_pages import StaffPages

KEYS = "/navigator/keys"
MANAGE = ["keys.manage"]
_USUAL_LIFE = timedelta(days=90)

_FIELDS = {"staff.keys.bad_name": "name", "staff.keys.bad_scopes": "scopes", "staff.keys.bad_day": "day"}


def router(site: Site, guard: Guard, desk: Desk) -> APIRouter:
    """The list of keys and its forms."""
    routes = APIRouter(tags=["workspace"], default_response_class=HTMLResponse)
    office, pages = KeyOffice(desk), StaffPages(site)

    def page(
        request: Request,
        actor: Actor,
        word: str = "",
        name: str = "",
        day: str = "",
        scopes: tuple[str, ...] = (),
    ) -> HTMLResponse:
        today = desk.now().date()
        return pages.html(
            request,
            "keys",
            actor=actor,
            keys=office.everything(),
            today=today.isoformat(),
            permissions=desk.roles.for_machines,
            typed={"name": name, "day": day or (today + _USUAL_LIFE).isoformat(), "scopes": scopes},
            wrong=(_FIELDS.get(word, "keys"), word) if word else None,
        )

    @routes.get(KEYS, summary="The keys of machines")
    def show(request: Request, actor: Actor = Security(guard.page, scopes=MANAGE)) -> HTMLResponse:
        return page(request, actor)

    @routes.post(KEYS, summary="Make a key")
    def make(
        request: Request,
        name: Annotated[str, Form()] = "",
        day: Annotated[str, Form()] = "",
        scopes: Annotated[tuple[str, ...], Form()] = (),
        actor: Actor = Security(guard.page, scopes=MANAGE),
    ) -> Response:
        try:
            key = office.make(actor.account, name, scopes, _day(day))
        except Refused as refused:
            return page(request, actor, refused.word, name, day, scopes)
        return pages.html(request, "code", actor=actor, about="key", code=key, back=KEYS)

    @routes.post(KEYS + "/{key_id}/revoke", summary="Revoke a key, at once")
    def revoke(request: Request, key_id: str, actor: Actor = Security(guard.page, scopes=MANAGE)) -> Response:
        try:
            office.revoke(actor.account, key_id)
        except Refused as refused:
            return page(request, actor, refused.word)
        return go(request, KEYS)

    return routes


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refused("staff.keys.bad_day") from None
