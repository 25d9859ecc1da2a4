"""Every route that OpenAPI names × everybody who may ask: nobody gets in where their role does not lead."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import Session

from bot.text.responses import Responses
from knowledge.meaning import encoder
from knowledge.workspace import accounts
from navigator_api import errors, workspace
from navigator_api.staff import refusals
from navigator_api.staff.key_office import KeyOffice
from navigator_api.staff.roles import Roles
from tests.navigator_api.web.test_every_page import PARTS

pytestmark = pytest.mark.anyio

SIGN_IN = "/navigator/sign-in"
# Open to all: the public pages, and the way in, whose stages are tested with the accounts.
OPEN = ("/api", "/assessment", "/card", "/learn", "/partners", "/plan", "/services")
WAY_IN = ("/navigator/sign-in", "/navigator/set-up")
ROLES = Roles.load()


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    needs: frozenset[str]

    @property
    def address(self) -> str:
        return self.path.format_map({**PARTS, "account_id": "x", "key_id": "x", "table_id": "need"})

    @property
    def is_page(self) -> bool:
        return not self.path.startswith("/api/")


@pytest.fixture
def app(workspace: Any, responses: Responses, loaded_rules: Any) -> FastAPI:
    made = FastAPI(redirect_slashes=False)
    errors.install(made)
    refusals.install(made, workspace.site)
    for router in _routers(workspace, responses, loaded_rules):
        made.include_router(router)
    workspace.app = made
    return made


def _routers(made: Any, responses: Responses, rules: Any) -> Iterator[Any]:
    return workspace.routers(
        workspace.Workspace(made.site, made.engine, responses, rules, encoder, made.desk, made.now)
    )


def routes(app: FastAPI) -> list[Route]:
    return [
        Route(method.upper(), path, frozenset(one["security"][0]["staff"] if "security" in one else ()))
        for path, methods in app.openapi()["paths"].items()
        for method, one in methods.items()
    ]


async def ask(client: httpx.AsyncClient, route: Route, token: str = "", **headers: str) -> httpx.Response:
    if route.method == "GET":
        return await client.get(route.address, headers=headers)
    headers |= {"X-Form-Token": token}
    return await client.request(route.method, route.address, data={"form_token": token}, headers=headers)


def got_in(answer: httpx.Response) -> bool:
    """Whether the guard let it through, whatever came of it then."""
    sent_away = answer.status_code == 303 and answer.headers["location"].startswith(SIGN_IN)
    return answer.status_code not in (401, 403) and not sent_away


async def test_a_route_without_a_permission_is_one_that_is_meant_for_all(app: FastAPI) -> None:
    unguarded = [route.path for route in routes(app) if not route.needs]
    assert [path for path in unguarded if not path.startswith((*OPEN, *WAY_IN))] == []
    assert [route.path for route in routes(app) if len(route.needs) > 1] == []


async def test_nobody_gets_in_without_signing_in(workspace: Any, app: FastAPI) -> None:
    guarded = [route for route in routes(app) if route.needs]
    assert len(guarded) > 50
    client = workspace.client()
    assert [route.path for route in guarded if got_in(await ask(client, route))] == []


@pytest.mark.parametrize("role", ROLES.names)
async def test_a_role_gets_in_exactly_where_it_leads(
    workspace: Any, app: FastAPI, sign_in: Any, form_token: Any, role: str
) -> None:
    wrong = []
    for route in routes(app):
        if not route.needs or "sign-out" in route.path:
            continue
        client = sign_in(role)
        entered = got_in(await ask(client, route, form_token(client)))
        if entered != (route.needs <= ROLES.permissions(role)):
            wrong.append((route.method, route.path))
    assert wrong == []


async def test_a_key_opens_what_it_is_for_and_no_page(workspace: Any, app: FastAPI, sign_in: Any) -> None:
    sign_in("admin", name="keymaker")
    with Session(workspace.engine) as session:
        keymaker = accounts.named(session, "keymaker").id
    ends = workspace.now().date() + timedelta(days=30)
    wrong = []
    for scope in ROLES.for_machines:
        key = KeyOffice(workspace.desk).make(keymaker, f"key {scope}", [scope], ends)
        client = workspace.client(Authorization=f"Bearer {key}")
        for route in routes(app):
            if not route.needs:
                continue
            allowed = not route.is_page and route.needs == {scope}
            if got_in(await ask(client, route)) != allowed:
                wrong.append((scope, route.method, route.path))
    assert wrong == []


async def test_a_form_that_another_site_sends_is_not_taken(
    workspace: Any, app: FastAPI, sign_in: Any, form_token: Any
) -> None:
    client = sign_in("admin")
    token = form_token(client)
    forms = [route for route in routes(app) if route.needs and route.method != "GET"]
    taken = [
        route.path
        for route in forms
        if got_in(await ask(client, route, token, **{"Sec-Fetch-Site": "cross-site"}))
        or got_in(await ask(client, route, "wrong"))
    ]
    assert taken == []
    assert len(forms) > 20
