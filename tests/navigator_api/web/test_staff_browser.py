"""Setting up an account and signing in with a passkey in a real browser, as small as an old phone's."""

import os
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import argon2
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Page, expect, sync_playwright
from starlette.staticfiles import StaticFiles

from knowledge.directory.engine import engine
from knowledge.directory.migrate import migrate
from navigator_api import errors
from navigator_api.headers import SecurityHeaders
from navigator_api.limits import BodyLimits
from navigator_api.staff import refusals
from navigator_api.staff.desk import Desk
from navigator_api.staff.office import Office
from navigator_api.staff.passwords import Passwords
from navigator_api.staff.place import Place
from navigator_api.staff.roles import Roles
from navigator_api.web import accounts_page, audit_page, keys_page, profile, set_up, sign_in
from navigator_api.web.site import STATIC, Site
from navigator_api.web.words import Words

CHROMIUM = shutil.which("chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
QUIET += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
PASSWORD = "los gatos comen naranjas"
# A passkey of the device itself, whose owner always agrees.
AGREEABLE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"),
        reason="no chromium on this machine: `apt install chromium`",
    ),
]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Desk]]:
    """The staff pages at http://localhost, where cookies and passkeys work without a certificate."""
    url = f"sqlite:///{tmp_path / 'staff.sqlite3'}"
    migrate(url)
    made, listening = engine(url), socket.socket()
    listening.bind(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    quick = Passwords(argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    place = Place.of(None, port, development=True)
    desk = Desk(made, "k" * 40, place, quick, Roles.load(), lambda: datetime.now(UTC))
    server = uvicorn.Server(uvicorn.Config(_app(desk), log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://localhost:{port}", desk
    server.should_exit = True
    thread.join(10)
    made.dispose()


def _app(desk: Desk) -> FastAPI:
    site, guard, app = Site(Words.load()), desk.guard(), FastAPI()
    errors.install(app)
    refusals.install(app, site)
    for pages in (sign_in, set_up, profile, accounts_page, keys_page, audit_page):
        app.include_router(pages.router(site, guard, desk))
    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_middleware(BodyLimits)
    app.add_middleware(SecurityHeaders)
    return app


@pytest.fixture
def page() -> Iterator[Page]:
    assert CHROMIUM, "CI must have chromium: .ci/run installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        context = browser.new_context(viewport={"width": 320, "height": 640})
        opened = context.new_page()
        tools = context.new_cdp_session(opened)
        tools.send("WebAuthn.enable")
        tools.send("WebAuthn.addVirtualAuthenticator", {"options": AGREEABLE})
        yield opened
        browser.close()


def looks_right(page: Page) -> None:
    """Nothing sticks out at 320 px, and axe finds nothing to mend."""
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert Axe().run(page).response["violations"] == []


def set_up_with_passkey(page: Page, address: str, code: str) -> None:
    page.goto(f"{address}/navigator/set-up")
    looks_right(page)
    page.locator("#code").fill(code)
    page.get_by_role("button", name=re.compile("Continu")).click()
    page.locator("#password").fill(PASSWORD)
    looks_right(page)
    page.get_by_role("button", name=re.compile("Continu")).click()
    page.wait_for_url("**/new-factor*")
    looks_right(page)
    page.locator("#passkey-button").click()
    page.wait_for_url(re.compile(r"/navigator$"))


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_invited_admin_sets_up_signs_out_and_comes_back(
    served: tuple[str, Desk], page: Page, language: str
) -> None:
    address, desk = served
    set_up_with_passkey(page, address, Office(desk).invite("x", "maria", "admin", language))
    for path in ("profile", "accounts", "keys", "audit", "profile/new-factor"):
        page.goto(f"{address}/navigator/{path}")
        expect(page.locator("html")).to_have_attribute("lang", language)
        looks_right(page)
    page.goto(f"{address}/navigator/profile")
    page.locator("form[action='/navigator/sign-out'] button").click()
    page.wait_for_url("**/navigator/sign-in")
    looks_right(page)
    page.locator("#name").fill("Maria")
    page.locator("#password").fill(PASSWORD)
    page.locator("#password").press("Enter")
    page.wait_for_url("**/factor")
    looks_right(page)
    page.locator("#passkey-button").click()
    page.wait_for_url(re.compile(r"/navigator$"))
    page.goto(f"{address}/navigator/profile")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_key_is_shown_whole_on_a_narrow_screen(served: tuple[str, Desk], page: Page) -> None:
    address, desk = served
    set_up_with_passkey(page, address, Office(desk).invite("x", "maria", "admin", "es"))
    page.goto(f"{address}/navigator/keys")
    page.locator("#name").fill("Banco de comida")
    page.locator("input[value='referrals.read']").check()
    page.locator("form[action='/navigator/keys'] button").click()
    expect(page.locator("#code")).to_have_text(re.compile("puente_[0-9a-f]{16}_[0-9a-f]{64}"))
    looks_right(page)


def test_without_script_the_app_is_offered_and_the_passkey_is_not(
    served: tuple[str, Desk], page: Page
) -> None:
    address, desk = served
    code = Office(desk).invite("x", "maria", "viewer", "en")
    browser = page.context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}).new_page()
    plain.goto(f"{address}/navigator/set-up")
    plain.locator("#code").fill(code)
    plain.get_by_role("button", name="Continue").click()
    plain.locator("#password").fill(PASSWORD)
    plain.get_by_role("button", name="Continue").click()
    expect(plain.locator("svg")).to_be_visible()
    expect(plain.locator("#passkey-button")).to_be_hidden()
