"""Signing in over HTTP, page by page."""

import re
from typing import Any

import httpx
import pyotp
import pytest
from sqlmodel import Session, select

from knowledge.workspace import accounts, factors, sessions
from knowledge.workspace.account_tables import StaffAccount
from navigator_api.staff import cookies, passwords, tokens
from navigator_api.staff.office import Office

pytestmark = pytest.mark.anyio

PASSWORD = "los gatos comen naranjas"
WRONG = "los gatos comen manzanas"


@pytest.fixture
def add(workspace: Any) -> Any:
    """An account with a password and an app: `secret = add("maria")`, in base32."""

    def added(name: str, role: str = "navigator", **values: Any) -> str:
        desk = workspace.desk
        with Session(desk.engine) as session:
            made = accounts.add(session, tokens.short_id(), name, role, "en", desk.now())
            made.password_hash = desk.passwords.hash(PASSWORD)
            kept = desk.authenticator.new()
            factors.set_totp(session, made.id, kept.decode(), 0)
            for column, value in values.items():
                setattr(made, column, value)
            session.commit()
        return str(desk.authenticator.readable(kept))

    return added


def token_in(page: httpx.Response) -> str:
    found = re.search(r'name="form_token" value="([0-9a-f]{64})"', page.text)
    assert found is not None
    return found[1]


async def pass_password(client: httpx.AsyncClient, name: str = "maria") -> str:
    """The token of the second step's form."""
    answer = await client.post("/navigator/sign-in", data={"name": name, "password": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/navigator/sign-in/factor")
    return token_in(await client.get("/navigator/sign-in/factor"))


async def test_a_password_and_a_code_open_the_workspace(workspace: Any, add: Any) -> None:
    secret = add("maria")
    client = workspace.client()
    token = await pass_password(client)
    code = pyotp.TOTP(secret).at(workspace.now())
    answer = await client.post("/navigator/sign-in/factor/code", data={"code": code, "form_token": token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/navigator")
    profile = await client.get("/navigator/profile")
    assert profile.status_code == 200
    assert "You are signed in as maria" in profile.text


async def test_the_cookie_is_for_this_host_over_https_and_no_script(workspace: Any, add: Any) -> None:
    add("maria")
    answer = await workspace.client().post("/navigator/sign-in", data={"name": "maria", "password": PASSWORD})
    name, _, rest = answer.headers["set-cookie"].partition("=")
    parts = {part.strip().lower() for part in rest.split(";")[1:]}
    assert name == "__Host-puente"
    assert parts == {"path=/", "secure", "httponly", "samesite=strict"}


async def test_before_the_second_factor_no_page_opens(workspace: Any, add: Any) -> None:
    add("maria")
    client = workspace.client()
    await pass_password(client)
    assert (await client.get("/navigator/profile")).status_code == 303


async def test_the_session_id_changes_at_each_step(workspace: Any, add: Any) -> None:
    secret = add("maria")
    client = workspace.client()
    token = await pass_password(client)
    before = client.cookies[cookies.NAME]
    code = pyotp.TOTP(secret).at(workspace.now())
    await client.post("/navigator/sign-in/factor/code", data={"code": code, "form_token": token})
    assert client.cookies[cookies.NAME] != before
    stale = workspace.client()
    stale.cookies.set(cookies.NAME, before, domain="line.example.org")
    assert (await stale.get("/navigator/sign-in/factor")).status_code == 303


@pytest.mark.parametrize("lang", ["en", "es"])
async def test_wrong_unknown_locked_and_closed_are_answered_alike(
    workspace: Any, add: Any, lang: str
) -> None:
    """Byte for byte, headers too, but for the name that was typed (of one length here)."""
    add("maria")
    add("laura", failures=5, failed_at="2026-11-22T17:59:00Z")
    add("diana", disabled=True)
    with Session(workspace.engine) as session:
        accounts.add(session, tokens.short_id(), "elisa", "viewer", "en", workspace.now())
        session.commit()
    tried = {"maria": WRONG, "nadie": PASSWORD, "laura": PASSWORD, "diana": PASSWORD, "elisa": PASSWORD}
    answers = set()
    for name, password in tried.items():
        answer = await workspace.client().post(
            f"/navigator/sign-in?lang={lang}", data={"name": name, "password": password}
        )
        body = answer.content.replace(name.encode(), b"NAME")
        answers.add((answer.status_code, tuple(answer.headers.multi_items()), body))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 422


async def test_what_was_typed_is_kept_but_for_the_password(workspace: Any) -> None:
    answer = await workspace.client().post("/navigator/sign-in", data={"name": "<maria>", "password": WRONG})
    assert 'value="&lt;maria&gt;"' in answer.text
    assert WRONG not in answer.text
    assert 'role="alert"' in answer.text


async def test_a_form_from_another_site_is_refused_before_there_is_a_session(
    workspace: Any, add: Any
) -> None:
    add("maria")
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        for path in ("/navigator/sign-in", "/navigator/set-up"):
            data = {"name": "maria", "password": PASSWORD, "code": "x"}
            answer = await workspace.client().post(path, data=data, headers=headers)
            assert answer.status_code == 403
            assert "set-cookie" not in answer.headers


async def test_a_step_without_its_form_token_is_refused(workspace: Any, add: Any) -> None:
    secret = add("maria")
    client = workspace.client()
    await pass_password(client)
    code = pyotp.TOTP(secret).at(workspace.now())
    answer = await client.post("/navigator/sign-in/factor/code", data={"code": code})
    assert answer.status_code == 403


async def test_a_wrong_code_says_so_beside_its_field(workspace: Any, add: Any) -> None:
    add("maria")
    client = workspace.client()
    token = await pass_password(client)
    answer = await client.post("/navigator/sign-in/factor/code", data={"code": "1", "form_token": token})
    assert answer.status_code == 422
    assert 'id="code-error"' in answer.text


async def test_the_whole_set_up_from_an_invitation(workspace: Any) -> None:
    code = Office(workspace.desk).invite("x", "maria", "navigator", "es")
    client = workspace.client()
    answer = await client.post("/navigator/set-up", data={"code": code.lower()})
    assert answer.headers["location"] == "/navigator/set-up/password"
    token = token_in(await client.get("/navigator/set-up/password"))
    short = await client.post("/navigator/set-up/password", data={"password": "x", "form_token": token})
    assert (short.status_code, "15 caracteres" in short.text) == (422, True)
    answer = await client.post("/navigator/set-up/password", data={"password": PASSWORD, "form_token": token})
    assert answer.headers["location"] == "/navigator/sign-in/new-factor"
    page = await client.get("/navigator/sign-in/new-factor")
    secret = re.search(r'<code class="code">([A-Z2-7 ]+)</code>', page.text)
    assert secret is not None
    assert "<svg" in page.text
    typed = pyotp.TOTP(secret[1].replace(" ", "")).at(workspace.now())
    answer = await client.post(
        "/navigator/sign-in/new-factor/app", data={"code": typed, "form_token": token_in(page)}
    )
    assert answer.headers["location"] == "/navigator"
    assert (await client.get("/navigator/profile")).status_code == 200


async def test_a_wrong_set_up_code_is_refused(workspace: Any) -> None:
    answer = await workspace.client().post("/navigator/set-up", data={"code": "ABCD"})
    assert answer.status_code == 422


async def test_help_with_a_lost_factor_takes_two_people(workspace: Any, add: Any, sign_in: Any) -> None:
    add("maria")
    client = workspace.client()
    token = await pass_password(client)
    asked = await client.post("/navigator/sign-in/factor/lost", data={"form_token": token})
    assert "in person" in asked.text
    admin = sign_in("admin")
    page = await admin.get("/navigator/accounts")
    with Session(workspace.engine) as session:
        maria = accounts.named(session, "maria")
        assert maria is not None
    path = f"/navigator/accounts/{maria.id}/recovery"
    assert path in page.text
    shown = await admin.post(path, data={"form_token": token_in(page)})
    code = re.search(r'id="code">([0-9A-Z-]+)<', shown.text)
    assert code is not None
    answer = await client.post(
        "/navigator/sign-in/factor/recovery-code", data={"recovery_code": code[1], "form_token": token}
    )
    assert answer.headers["location"] == "/navigator/sign-in/new-factor"


async def test_signing_out_ends_the_session_and_drops_the_cookie(
    workspace: Any, sign_in: Any, form_token: Any
) -> None:
    client = sign_in("viewer")
    session_id = client.cookies[cookies.NAME]
    answer = await client.post("/navigator/sign-out", data={"form_token": form_token(client)})
    assert answer.headers["location"] == "/navigator/sign-in"
    assert "Max-Age=0" in answer.headers["set-cookie"]
    again = workspace.client()
    again.cookies.set(cookies.NAME, session_id, domain="line.example.org")
    assert (await again.get("/navigator/profile")).status_code == 303


async def test_signing_out_everywhere_ends_the_other_sessions_too(
    workspace: Any, sign_in: Any, form_token: Any
) -> None:
    client = sign_in("viewer", name="maria")
    other = workspace.client()
    session_id = tokens.new_id()
    with Session(workspace.engine) as session:
        maria = accounts.named(session, "maria")
        assert maria is not None
        sessions.start(session, tokens.digest(session_id), maria.id, sessions.FULL, workspace.now())
        session.commit()
    other.cookies.set(cookies.NAME, session_id, domain="line.example.org")
    assert (await other.get("/navigator/profile")).status_code == 200
    await client.post("/navigator/sign-out-everywhere", data={"form_token": form_token(client)})
    assert (await other.get("/navigator/profile")).status_code == 303


async def test_the_language_that_was_asked_for_is_kept_on_the_way(workspace: Any, add: Any) -> None:
    add("maria")
    client = workspace.client()
    answer = await client.post("/navigator/sign-in?lang=es", data={"name": "maria", "password": PASSWORD})
    assert answer.headers["location"] == "/navigator/sign-in/factor?lang=es"
    assert "Segundo paso" in (await client.get(answer.headers["location"])).text


async def test_a_flood_is_told_to_come_back(
    workspace: Any, add: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("maria")
    monkeypatch.setattr(passwords, "LONGEST_WAIT", 0.01)
    turns = [workspace.desk.passwords._turn() for _ in range(passwords.AT_ONCE)]
    for turn in turns:
        turn.__enter__()
    answer = await workspace.client().post("/navigator/sign-in", data={"name": "maria", "password": PASSWORD})
    assert (answer.status_code, "Try again in a minute" in answer.text) == (503, True)


async def test_a_password_never_reaches_the_database_or_a_page(workspace: Any, add: Any) -> None:
    add("maria")
    await pass_password(workspace.client())
    with Session(workspace.engine) as session:
        rows = str([row.model_dump() for row in session.exec(select(StaffAccount))])
    assert PASSWORD not in rows
    assert "$argon2id$" in rows
