"""The pages about accounts, keys, the log and the own account."""

import csv
import io
import re
from itertools import pairwise
from typing import Any

import httpx
import pytest
from sqlmodel import Session, select

from knowledge.workspace import accounts, audit
from knowledge.workspace.account_tables import StaffAccount, StaffDevice, StaffKey
from navigator_api.staff import cookies, tokens
from navigator_api.staff.browsers import Browsers

pytestmark = pytest.mark.anyio

PAGES = {
    "/navigator/profile": "viewer",
    "/navigator/profile/new-factor": "viewer",
    "/navigator/accounts": "admin",
    "/navigator/keys": "admin",
    "/navigator/audit": "admin",
}


def code_on(page: httpx.Response) -> str:
    found = re.search(r'id="code">([^<]+)<', page.text)
    assert found is not None
    return found[1]


def account(workspace: Any, name: str) -> StaffAccount:
    with Session(workspace.engine) as session:
        found = accounts.named(session, name)
        assert found is not None
        return found


def actions(workspace: Any) -> list[str]:
    with Session(workspace.engine) as session:
        return [entry.action for entry in audit.everything(session)]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "es"])
async def test_each_page_opens_for_the_least_role_that_may_see_it(
    sign_in: Any, path: str, language: str
) -> None:
    answer = await sign_in(PAGES[path], language=language).get(path)
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    headings = [int(level) for level in re.findall(r"<h([1-6])", answer.text)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))


@pytest.mark.parametrize("path", [path for path, role in PAGES.items() if role == "admin"])
async def test_pages_of_admins_are_closed_to_editors(sign_in: Any, path: str) -> None:
    assert (await sign_in("editor").get(path)).status_code == 403


async def test_an_invitation_shows_its_code_once(workspace: Any, sign_in: Any, form_token: Any) -> None:
    client = sign_in("admin")
    data = {"name": "ana", "role": "editor", "language": "es", "form_token": form_token(client)}
    shown = await client.post("/navigator/accounts", data=data)
    code = code_on(shown)
    assert code not in (await client.get("/navigator/accounts")).text
    assert (account(workspace, "ana").role, account(workspace, "ana").language) == ("editor", "es")
    again = await client.post("/navigator/accounts", data=data)
    assert (again.status_code, 'value="ana"' in again.text) == (422, True)


async def test_a_role_and_the_closing_of_an_account_are_changed_by_another(
    workspace: Any, sign_in: Any, form_token: Any
) -> None:
    admin, maria = sign_in("admin"), sign_in("viewer", name="maria")
    token, id_ = form_token(admin), account(workspace, "maria").id
    await admin.post(f"/navigator/accounts/{id_}/role", data={"role": "admin", "form_token": token})
    assert (await maria.get("/navigator/keys")).status_code == 200
    answer = await admin.post(f"/navigator/accounts/{id_}/disable", data={"form_token": token})
    assert answer.headers["location"] == "/navigator/accounts"
    assert (await maria.get("/navigator/profile")).status_code == 303
    await admin.post(f"/navigator/accounts/{id_}/enable", data={"form_token": token})
    assert not account(workspace, "maria").disabled
    assert (await maria.get("/navigator/profile")).status_code == 303
    assert actions(workspace) == ["account.enabled", "account.disabled", "account.role"]


@pytest.mark.parametrize("what", ["role", "disable", "recovery"])
async def test_the_own_account_is_not_ones_own_to_decide_about(
    workspace: Any, sign_in: Any, form_token: Any, what: str
) -> None:
    admin = sign_in("admin", name="maria")
    path = f"/navigator/accounts/{account(workspace, 'maria').id}/{what}"
    answer = await admin.post(path, data={"role": "viewer", "form_token": form_token(admin)})
    assert (answer.status_code, "your own account" in answer.text) == (422, True)
    assert actions(workspace) == []


async def test_an_account_that_is_gone_is_no_error_page(sign_in: Any, form_token: Any) -> None:
    admin = sign_in("admin")
    answer = await admin.post("/navigator/accounts/0/disable", data={"form_token": form_token(admin)})
    assert (answer.status_code, "no such account" in answer.text) == (422, True)


async def test_a_key_is_made_shown_once_and_revoked(workspace: Any, sign_in: Any, form_token: Any) -> None:
    admin = sign_in("admin")
    token = form_token(admin)
    data = {"name": "Food bank", "day": "2027-01-31", "scopes": ["referrals.read"], "form_token": token}
    key = code_on(await admin.post("/navigator/keys", data=data))
    assert re.fullmatch("puente_[0-9a-f]{16}_[0-9a-f]{64}", key)
    listed = await admin.get("/navigator/keys")
    assert "Food bank" in listed.text
    assert key.split("_")[2] not in listed.text
    await admin.post(f"/navigator/keys/{key.split('_')[1]}/revoke", data={"form_token": token})
    with Session(workspace.engine) as session:
        assert session.get_one(StaffKey, key.split("_")[1]).revoked_at is not None


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"scopes": ["accounts.manage"]}, "at least one thing"),
        ({"scopes": []}, "at least one thing"),
        ({"day": "2026-11-22"}, "after today"),
        ({"day": "soon"}, "after today"),
        ({"name": " "}, "which software"),
    ],
)
async def test_a_key_that_cannot_be_made_keeps_what_was_typed(
    workspace: Any, sign_in: Any, form_token: Any, changes: dict[str, Any], says: str
) -> None:
    admin = sign_in("admin")
    data = {"name": "Food bank", "day": "2027-01-31", "scopes": ["referrals.read"]} | changes
    answer = await admin.post("/navigator/keys", data=data | {"form_token": form_token(admin)})
    assert (answer.status_code, says in answer.text) == (422, True)
    with Session(workspace.engine) as session:
        assert session.exec(select(StaffKey)).all() == []


async def test_the_log_is_shown_by_action_and_in_pages(workspace: Any, sign_in: Any) -> None:
    admin = sign_in("admin", name="maria")
    with Session(workspace.engine) as session:
        for number in range(60):
            audit.record(
                session,
                at=workspace.now(),
                account=account(workspace, "maria").id,
                action="referral.made" if number % 2 else "referral.closed",
                entity="referral",
                entity_id=str(number),
                detail={"count": number},
            )
        session.commit()
    first = await admin.get("/navigator/audit")
    assert first.text.count("<tr>") == 1 + 50
    assert "Page 1 of 2" in first.text
    assert "maria" in first.text
    last = await admin.get("/navigator/audit?page=9")
    assert last.text.count("<tr>") == 1 + 10
    some = await admin.get("/navigator/audit?action=referral.made")
    assert (some.text.count("<tr>"), "Rows: 30" in some.text) == (1 + 30, True)


async def test_the_export_of_the_log_is_csv_and_stands_in_the_log(
    workspace: Any, sign_in: Any, form_token: Any
) -> None:
    admin = sign_in("admin", name="maria")
    with Session(workspace.engine) as session:
        audit.record(session, at=workspace.now(), account="=1+1", action="x.y", entity="x")
        session.commit()
    answer = await admin.post("/navigator/audit/export", data={"form_token": form_token(admin)})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["at", "who", "action", "entity", "entity_id", "detail"]
    assert rows[1][1:4] == ["'=1+1", "x.y", "x"]
    assert actions(workspace)[0] == "audit.exported"


async def test_the_language_of_the_account_is_that_of_its_pages(sign_in: Any, form_token: Any) -> None:
    client = sign_in("viewer")
    data = {"language": "es", "form_token": form_token(client)}
    await client.post("/navigator/profile/language", data=data)
    assert '<html lang="es">' in (await client.get("/navigator/profile")).text
    refused = await client.post("/navigator/profile/language", data=data | {"language": "fr"})
    assert refused.status_code == 422


async def test_the_password_is_changed_with_the_one_of_now(
    workspace: Any, sign_in: Any, form_token: Any
) -> None:
    client = sign_in("viewer", name="maria")
    with Session(workspace.engine) as session:
        row = accounts.named(session, "maria")
        assert row is not None
        row.password_hash = workspace.desk.passwords.hash("los gatos comen naranjas")
        session.commit()
    token = form_token(client)
    wrong = {"current": "x", "password": "tres caballos y un tren", "form_token": token}
    assert 'id="current-error"' in (await client.post("/navigator/profile/password", data=wrong)).text
    right = wrong | {"current": "los gatos comen naranjas"}
    assert (await client.post("/navigator/profile/password", data=right)).status_code == 303
    kept = account(workspace, "maria").password_hash
    assert workspace.desk.passwords.fits(kept, "tres caballos y un tren")


async def test_sessions_are_listed_by_nothing_that_opens_them(sign_in: Any) -> None:
    client = sign_in("viewer")
    page = (await client.get("/navigator/profile")).text
    session_id = client.cookies[cookies.NAME]
    assert session_id not in page
    assert tokens.digest(session_id) not in page
    assert "(this one)" in page


def known_browser(workspace: Any, name: str) -> str:
    """The cookie of a browser that knows the account."""
    with Session(workspace.engine) as session:
        found = accounts.named(session, name)
        assert found is not None
        cookie = Browsers(workspace.desk).keep(session, found.id, "")
        session.commit()
    return cookie


def browsers_left(workspace: Any) -> int:
    with Session(workspace.engine) as session:
        return len(session.exec(select(StaffDevice)).all())


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Known since 2026-11-22, last sign-in 2026-11-22"), ("es", "Le conoce desde el 2026-11-22")],
)
async def test_the_browsers_that_know_the_account_are_listed_and_this_one_can_be_forgotten(
    workspace: Any, sign_in: Any, form_token: Any, language: str, words: str
) -> None:
    client = sign_in("viewer", name="maria", language=language)
    assert "forget-browser" not in (await client.get("/navigator/profile")).text
    cookie = known_browser(workspace, "maria")
    known_browser(workspace, "maria")
    client.cookies.set(cookies.DEVICE, cookie, domain="line.example.org")
    page = (await client.get("/navigator/profile")).text
    assert (page.count(words), page.count("/navigator/profile/forget-browser")) == (2, 1)
    assert tokens.digest(cookie.partition(".")[0])[:12] not in page
    answer = await client.post("/navigator/profile/forget-browser", data={"form_token": form_token(client)})
    assert answer.headers["location"] == "/navigator/profile"
    assert cookies.DEVICE not in client.cookies
    assert browsers_left(workspace) == 1
    assert actions(workspace)[0] == "device.forgotten"


async def test_an_admin_makes_all_browsers_forget_an_account(
    workspace: Any, sign_in: Any, form_token: Any
) -> None:
    admin = sign_in("admin")
    sign_in("viewer", name="maria")
    known_browser(workspace, "maria")
    path = f"/navigator/accounts/{account(workspace, 'maria').id}/forget-browsers"
    assert path in (await admin.get("/navigator/accounts")).text
    answer = await admin.post(path, data={"form_token": form_token(admin)})
    assert answer.headers["location"] == "/navigator/accounts"
    assert browsers_left(workspace) == 0


async def test_a_browser_is_not_forgotten_without_the_form_of_the_session(
    workspace: Any, sign_in: Any
) -> None:
    client = sign_in("viewer", name="maria")
    client.cookies.set(cookies.DEVICE, known_browser(workspace, "maria"), domain="line.example.org")
    assert (await client.post("/navigator/profile/forget-browser")).status_code == 403
    assert browsers_left(workspace) == 1


async def test_after_a_new_password_no_browser_keeps_a_mark(
    workspace: Any, sign_in: Any, form_token: Any
) -> None:
    client = sign_in("viewer", name="maria")
    client.cookies.set(cookies.DEVICE, known_browser(workspace, "maria"), domain="line.example.org")
    with Session(workspace.engine) as session:
        row = accounts.named(session, "maria")
        assert row is not None
        row.password_hash = workspace.desk.passwords.hash("los gatos comen naranjas")
        row.failures, row.failed_at = 5, "2026-11-22T17:59:00Z"
        session.commit()
    typed = {"current": "x", "password": "tres caballos y un tren", "form_token": form_token(client)}
    assert (await client.post("/navigator/profile/password", data=typed)).status_code == 422
    assert cookies.DEVICE in client.cookies
    right = typed | {"current": "los gatos comen naranjas"}
    assert (await client.post("/navigator/profile/password", data=right)).status_code == 303
    assert cookies.DEVICE not in client.cookies
    assert browsers_left(workspace) == 0


@pytest.mark.parametrize("language", ["en", "es"])
async def test_every_role_and_every_permission_of_keys_has_its_words(workspace: Any, language: Any) -> None:
    say, roles = workspace.site.words(language), workspace.desk.roles
    words = [say(f"staff.role.{name}") for name in roles.names]
    words += [say(f"staff.permission.{name}") for name in roles.for_machines]
    assert len(set(words)) == len(words)
