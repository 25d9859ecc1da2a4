"""The guard before real routes, over HTTP."""

from datetime import date, timedelta
from typing import Annotated, Any

import pytest
from fastapi import Form, Security
from sqlmodel import Session

from knowledge.workspace import accounts, keys
from knowledge.workspace.account_tables import StaffKey
from navigator_api.staff import tokens
from navigator_api.staff.actor import Actor

pytestmark = pytest.mark.anyio


@pytest.fixture
def routes(workspace: Any) -> Any:
    """A page with a form and a JSON twin, all for those who may see referrals."""
    app, guard = workspace.app, workspace.guard

    @app.get("/page")
    def page(actor: Actor = Security(guard.page, scopes=["referrals.read"])) -> dict[str, str]:
        return {"name": actor.name, "role": actor.role}

    @app.post("/page")
    def send(
        word: Annotated[str, Form()], actor: Actor = Security(guard.page, scopes=["referrals.write"])
    ) -> dict[str, str]:
        return {"word": word}

    @app.get("/json")
    def read(actor: Actor = Security(guard.api, scopes=["referrals.read"])) -> dict[str, str]:
        return {"role": actor.role}

    @app.post("/json")
    def write(actor: Actor = Security(guard.api, scopes=["referrals.write"])) -> dict[str, str]:
        return {"role": actor.role}

    @app.get("/unnamed")
    def unnamed(actor: Actor = Security(guard.page)) -> dict[str, str]:
        return {}

    return workspace


@pytest.fixture
def make_key(routes: Any, sign_in: Any) -> Any:
    def made(scopes: list[str], last_day: date = date(2026, 12, 31)) -> tuple[str, str]:
        sign_in("admin", name="keymaker")
        key_id, secret = tokens.short_id(), tokens.new_id()
        with Session(routes.engine) as session:
            maker = accounts.named(session, "keymaker")
            assert maker is not None
            keys.add(
                session,
                key_id,
                name="a sister agency",
                secret_hash=tokens.digest(secret),
                scopes=scopes,
                made_by=maker.id,
                expires_on=last_day,
                now=routes.now(),
            )
            session.commit()
        return key_id, f"puente_{key_id}_{secret}"

    return made


def bearing(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


async def test_who_is_not_signed_in_is_sent_to_the_sign_in_page(routes: Any) -> None:
    answer = await routes.client().get("/page?lang=es")
    assert (answer.status_code, answer.headers["location"]) == (303, "/navigator/sign-in?lang=es")


async def test_a_role_with_the_permission_sees_the_page(routes: Any, sign_in: Any) -> None:
    answer = await sign_in("navigator", name="Maria").get("/page")
    assert answer.json() == {"name": "maria", "role": "navigator"}


async def test_a_role_without_it_sees_a_page_that_says_so(routes: Any, sign_in: Any) -> None:
    answer = await sign_in("viewer", language="es").get("/page")
    assert answer.status_code == 403
    assert "Su rol no incluye esta página" in answer.text


async def test_a_route_that_names_no_permission_is_closed_to_all(routes: Any, sign_in: Any) -> None:
    assert (await sign_in("admin").get("/unnamed")).status_code == 403


async def test_permissions_stand_in_the_contract(routes: Any) -> None:
    paths = routes.app.openapi()["paths"]
    assert paths["/page"]["get"]["security"] == [{"staff": ["referrals.read"]}]
    assert paths["/json"]["post"]["security"] == [{"staff": ["referrals.write"]}]


async def test_a_form_of_this_session_is_taken(routes: Any, sign_in: Any, form_token: Any) -> None:
    client = sign_in("navigator")
    answer = await client.post("/page", data={"word": "x", "form_token": form_token(client)})
    assert answer.json() == {"word": "x"}


@pytest.mark.parametrize("sent", [{}, {"form_token": ""}, {"form_token": "0" * 64}])
async def test_a_form_without_its_token_is_refused(routes: Any, sign_in: Any, sent: dict[str, str]) -> None:
    answer = await sign_in("navigator").post("/page", data={"word": "x", **sent})
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.text


async def test_the_token_of_another_session_is_refused(routes: Any, sign_in: Any, form_token: Any) -> None:
    token = form_token(sign_in("admin"))
    answer = await sign_in("navigator").post("/page", data={"word": "x", "form_token": token})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "same-origin"},
    ],
)
async def test_a_form_from_elsewhere_is_refused(
    routes: Any, sign_in: Any, form_token: Any, headers: dict[str, str]
) -> None:
    client = sign_in("navigator")
    data = {"word": "x", "form_token": form_token(client)}
    assert (await client.post("/page", data=data, headers=headers)).status_code == 403


async def test_what_browsers_send_with_our_forms_is_taken(routes: Any, sign_in: Any, form_token: Any) -> None:
    """Chromium, seen: our Referrer-Policy makes the origin null."""
    client = sign_in("navigator")
    data = {"word": "x", "form_token": form_token(client)}
    headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    assert (await client.post("/page", data=data, headers=headers)).status_code == 200


async def test_json_without_a_session_is_a_401(routes: Any) -> None:
    answer = await routes.client().get("/json")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["content-type"] == "application/problem+json"


async def test_json_with_a_session_needs_the_header_to_write(
    routes: Any, sign_in: Any, form_token: Any
) -> None:
    client = sign_in("navigator")
    assert (await client.get("/json")).json() == {"role": "navigator"}
    assert (await client.post("/json")).status_code == 403
    headers = {"X-Form-Token": form_token(client)}
    assert (await client.post("/json", headers=headers)).json() == {"role": "navigator"}


async def test_json_names_the_permission_that_is_missing(routes: Any, sign_in: Any) -> None:
    answer = await sign_in("viewer").get("/json")
    assert (answer.status_code, answer.json()["detail"]) == (403, "This needs the permission referrals.read.")


async def test_a_key_opens_what_its_scopes_name_and_nothing_else(routes: Any, make_key: Any) -> None:
    _, key = make_key(["referrals.read"])
    client = routes.client()
    assert (await client.get("/json", headers=bearing(key))).json() == {"role": "machine"}
    assert (await client.post("/json", headers=bearing(key))).status_code == 403


async def test_a_key_opens_no_page(routes: Any, make_key: Any) -> None:
    _, key = make_key(["referrals.read"])
    assert (await routes.client().get("/page", headers=bearing(key))).status_code == 303


async def test_a_key_that_was_tampered_with_is_a_401(routes: Any, make_key: Any) -> None:
    _, key = make_key(["referrals.read"])
    for wrong in (key[:-1] + ("0" if key[-1] != "0" else "1"), "puente_x", "", key + "0"):
        assert (await routes.client().get("/json", headers=bearing(wrong))).status_code == 401


async def test_a_key_works_through_its_last_day(routes: Any, make_key: Any) -> None:
    _, key = make_key(["referrals.read"], last_day=date(2026, 11, 22))
    client = routes.client()
    assert (await client.get("/json", headers=bearing(key))).status_code == 200
    routes.now.at += timedelta(hours=6)
    assert (await client.get("/json", headers=bearing(key))).status_code == 401


async def test_a_revoked_key_is_closed_at_once_and_its_last_day_of_use_is_kept(
    routes: Any, make_key: Any
) -> None:
    key_id, key = make_key(["referrals.read"])
    client = routes.client()
    await client.get("/json", headers=bearing(key))
    with Session(routes.engine) as session:
        row = session.get(StaffKey, key_id)
        assert row is not None
        assert row.last_used_on == "2026-11-22"
        keys.revoke(session, row, routes.now())
        session.commit()
    assert (await client.get("/json", headers=bearing(key))).status_code == 401


async def test_a_key_never_has_a_permission_that_is_for_people(routes: Any, make_key: Any) -> None:
    guard = routes.guard

    @routes.app.get("/manage")
    def manage(actor: Actor = Security(guard.api, scopes=["accounts.manage"])) -> dict[str, str]:
        return {}

    _, key = make_key(["accounts.manage", "self"])
    assert (await routes.client().get("/manage", headers=bearing(key))).status_code == 403


async def test_a_session_ends_when_it_is_idle(routes: Any, sign_in: Any) -> None:
    client = sign_in("navigator")
    for _ in range(3):
        routes.now.at += timedelta(minutes=14, seconds=30)
        assert (await client.get("/page")).status_code == 200
    routes.now.at += timedelta(minutes=15)
    assert (await client.get("/page")).status_code == 303


async def test_a_session_ends_after_eight_hours_of_use(routes: Any, sign_in: Any) -> None:
    client = sign_in("navigator")
    for _ in range(47):
        routes.now.at += timedelta(minutes=10)
        assert (await client.get("/page")).status_code == 200
    routes.now.at += timedelta(minutes=10)
    assert (await client.get("/page")).status_code == 303


async def test_disabling_an_account_ends_its_sessions_at_the_next_request(routes: Any, sign_in: Any) -> None:
    client = sign_in("navigator", name="maria")
    assert (await client.get("/page")).status_code == 200
    with Session(routes.engine) as session:
        account = accounts.named(session, "Maria")
        assert account is not None
        account.disabled = True  # even if its sessions were left standing
        session.commit()
    assert (await client.get("/page")).status_code == 303


async def test_a_new_role_holds_at_the_next_request(routes: Any, sign_in: Any) -> None:
    client = sign_in("navigator", name="maria")
    with Session(routes.engine) as session:
        account = accounts.named(session, "maria")
        assert account is not None
        account.role = "viewer"
        session.commit()
    assert (await client.get("/page")).status_code == 403
