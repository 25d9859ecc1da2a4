"""The chat in a real browser, as small as an old phone's, against the running system."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conversations.processes import Processes
from tests.facts import number

CHROMIUM = shutil.which("chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
QUIET += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
SMALL = {"width": 320, "height": 640}

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"),
        reason="no chromium on this machine: `apt install chromium`",
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "CI must have chromium: .ci/run installs it"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=SMALL)
    opened = context.new_page()
    yield opened
    context.close()


def say(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.get_by_role("textbox").press("Enter")


def digits_of(page: Page) -> str:
    return "".join(letter for letter in page.get_by_role("log").inner_text() if letter.isdigit())


@pytest.mark.parametrize(
    ("language", "text", "line"),
    [
        ("en", "i need a place to sleep tonight", "stand_crisis"),
        ("es", "donde puedo dormir hoy", "stand_crisis"),
    ],
)
def test_a_question_is_answered_on_the_page(
    puente: Processes, page: Page, language: str, text: str, line: str
) -> None:
    page.goto(f"{puente.address}/chat?lang={language}")
    say(page, text)
    expect(page.locator("#log .reply")).not_to_have_count(0)
    assert number(line) in digits_of(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]


def test_danger_is_answered_in_the_language_of_the_message(puente: Processes, page: Page) -> None:
    page.goto(f"{puente.address}/chat?lang=en")
    say(page, "me va a matar")
    expect(page.locator("#log .reply").first).to_contain_text("llame al 911")


def test_the_menus_choices_are_buttons_that_work_by_keyboard(puente: Processes, page: Page) -> None:
    page.goto(f"{puente.address}/chat?lang=en")
    say(page, "MENU")
    page.get_by_role("button", name="Food").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#log .reply")).to_have_count(2)
    assert "211" in page.locator("#log .reply").last.inner_text()


@pytest.mark.parametrize("way", ["link", "Escape", "Shift"])
def test_the_way_out_blanks_the_page_and_leaves_no_way_back(puente: Processes, page: Page, way: str) -> None:
    left: list[str] = []
    page.route(
        "https://**/*", lambda route: (left.append(route.request.url), route.fulfill(body="elsewhere"))
    )
    page.goto("about:blank")
    page.goto(f"{puente.address}/chat?lang=en")
    say(page, "i need food")
    expect(page.locator("#log .reply")).not_to_have_count(0)
    with page.expect_navigation(url="https://**"):
        if way == "link":
            page.locator("#exit").click()
        else:
            for _ in range(3 if way == "Shift" else 1):
                page.keyboard.press(way)
    assert len(left) >= 1
    page.go_back()
    assert "chat" not in page.url


def test_nothing_is_kept_in_the_browser_and_nothing_foreign_is_asked_for(
    puente: Processes, page: Page
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{puente.address}/chat?lang=en")
    say(page, "i need food")
    expect(page.locator("#log .reply")).not_to_have_count(0)
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert [url for url in asked if not url.startswith(puente.address)] == []


def test_it_works_without_script(puente: Processes, browser: Browser) -> None:
    context = browser.new_context(viewport=SMALL, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{puente.address}/chat?lang=es")
    page.get_by_role("textbox").fill("necesito comida")
    page.locator("#send").click()
    assert "211" in page.get_by_role("log").inner_text()
    context.close()
