"""Signing in over HTTP, page by page."""

import re
from datetime import timedelta
from typing import Any

import httpx
import pyotp
import pytest
from sqlmodel import Session, select

from knowledge.workspace import accounts, factors, sessions
from knowledge.workspace.account_tables import StaffAccount, StaffDevice
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


async def come_in(workspace: Any, client: httpx.AsyncClient, secret: str) -> httpx.Response:
    """All the way, with a code of a time step of its own."""
    workspace.now.at += timedelta(seconds=60)
    token = await pass_password(client)
    code = pyotp.TOTP(secret).at(workspace.now())
    return await client.post("/navigator/sign-in/factor/code", data={"code": code, "form_token": token})


async def test_the_mark_of_a_browser_is_for_this_host_over_https_and_no_script(
    workspace: Any, add: Any
) -> None:
    answer = await come_in(workspace, workspace.client(), add("maria"))
    [given] = [one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{cookies.DEVICE}=")]
    value, *parts = (part.strip() for part in given.split(";"))
    lived = f"max-age={180 * 24 * 60 * 60}"
    assert {part.lower() for part in parts} == {"path=/", "secure", "httponly", "samesite=strict", lived}
    assert re.fullmatch(r"__Host-puente-device=[0-9a-f]{64}\.[0-9a-f]{64}", value)


async def test_the_password_alone_makes_no_browser_known(workspace: Any, add: Any) -> None:
    add("maria")
    client = workspace.client()
    await pass_password(client)
    assert cookies.DEVICE not in client.cookies
    with Session(workspace.engine) as session:
        assert session.exec(select(StaffDevice)).all() == []


async def guess(workspace: Any, client: httpx.AsyncClient, count: int = 5) -> httpx.Response:
    for _ in range(count):
        answer = await client.post("/navigator/sign-in", data={"name": "maria", "password": WRONG})
        assert answer.status_code == 422
    return answer


async def test_strangers_who_guess_do_not_lock_out_the_person(workspace: Any, add: Any) -> None:
    secret, client = add("maria"), workspace.client()
    await come_in(workspace, client, secret)
    await guess(workspace, workspace.client())
    right = {"name": "maria", "password": PASSWORD}
    assert (await workspace.client().post("/navigator/sign-in", data=right)).status_code == 422
    before = client.cookies[cookies.DEVICE]
    assert (await come_in(workspace, client, secret)).headers["location"] == "/navigator"
    assert client.cookies[cookies.DEVICE] != before
    assert (await workspace.client().post("/navigator/sign-in", data=right)).status_code == 422


@pytest.mark.parametrize(
    ("form", "field"), [("code", "code"), ("passkey", "answer"), ("recovery-code", "recovery_code")]
)
async def test_every_second_step_is_charged_to_the_known_browser(
    workspace: Any, add: Any, form: str, field: str
) -> None:
    secret, client = add("maria"), workspace.client()
    await come_in(workspace, client, secret)
    wrong = {field: "{}", "form_token": await pass_password(client)}
    assert (await client.post(f"/navigator/sign-in/factor/{form}", data=wrong)).status_code == 422
    with Session(workspace.engine) as session:
        counts = [session.exec(select(one.failures)).one() for one in (StaffDevice, StaffAccount)]
    assert counts == [1, 0]


async def test_a_refused_sign_in_does_not_say_whether_the_browser_is_known(workspace: Any, add: Any) -> None:
    """Byte for byte, headers too: no cookie, one that is known, locked, altered, another account's, stale."""
    secret, client, other = add("maria"), workspace.client(), workspace.client()
    await come_in(workspace, client, secret)
    stale = client.cookies[cookies.DEVICE]
    await come_in(workspace, client, secret)
    own = client.cookies[cookies.DEVICE]
    await come_in(workspace, other, secret)
    locked = other.cookies[cookies.DEVICE]
    await guess(workspace, other)
    answers = set()
    for cookie in (None, own, locked, stale, own + "0", "x", "x.y"):
        for name in ("maria", "nadie"):
            asking = workspace.client(**({"Cookie": f"{cookies.DEVICE}={cookie}"} if cookie else {}))
            answer = await asking.post("/navigator/sign-in", data={"name": name, "password": WRONG})
            body = answer.content.replace(name.encode(), b"NAME")
            answers.add((answer.status_code, tuple(answer.headers.multi_items()), body))
    assert len(answers) == 1
    assert "set-cookie" not in dict(next(iter(answers))[1])


async def test_nothing_on_the_sign_in_page_tells_that_this_browser_is_known(workspace: Any, add: Any) -> None:
    secret, client = add("maria"), workspace.client()
    await come_in(workspace, client, secret)
    known, stranger = [await one.get("/navigator/sign-in") for one in (client, workspace.client())]
    assert known.text == stranger.text
    assert known.headers == stranger.headers


async def test_a_plain_sign_out_leaves_the_browser_known_and_everywhere_does_not(
    workspace: Any, add: Any, form_token: Any
) -> None:
    secret, client = add("maria"), workspace.client()
    await come_in(workspace, client, secret)
    out = await client.post("/navigator/sign-out", data={"form_token": form_token(client)})
    assert [cookies.DEVICE in one for one in out.headers.get_list("set-cookie")] == [False]
    assert '"cookies"' not in out.headers["clear-site-data"]
    await come_in(workspace, client, secret)
    await client.post("/navigator/sign-out-everywhere", data={"form_token": form_token(client)})
    assert cookies.DEVICE not in client.cookies


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
    assert cookies.DEVICE in client.cookies
    page = await client.get("/navigator/profile")
    assert page.status_code == 200
    assert "/navigator/profile/forget-browser" in page.text


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
