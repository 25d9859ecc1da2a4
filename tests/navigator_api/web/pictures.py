"""Takes the README's pictures from a running system with made-up work: `make pictures`."""

import io
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from sqlmodel import Session

from knowledge.directory.build import build
from knowledge.directory.engine import engine
from tests.conversations.test_chat_page import CHROMIUM, QUIET
from tests.navigator_api.web import made_up
from tests.navigator_api.web.served import Served, served

FOLDER = Path(__file__).parents[3] / "docs" / "pictures"
LARGEST = 120 * 1024
# Enough for plain pages, a third of the size.
COLOURS = 32
DESK = {"width": 1100, "height": 1150}
SHEET = {"width": 720, "height": 760}
PHONE = {"width": 360, "height": 780}


def main() -> int:
    """0 when all pictures were taken, 2 without a browser."""
    if CHROMIUM is None:
        sys.stderr.write("No chromium on this machine: `apt install chromium`.\n")
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "pictures.sqlite3"
        fill(f"sqlite:///{database}")
        with served(database) as doors, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            take_all(browser, doors)
            browser.close()
    return 0


def fill(url: str) -> None:
    """The real facts, and a year of work that nobody did."""
    build(url)
    made = engine(url)
    with Session(made) as session:
        made_up.fill(session, datetime.now(UTC))
    made.dispose()


def take_all(browser: Browser, doors: Served) -> None:
    page = opened(browser, doors, DESK, "en", "/navigator/options", role="navigator")
    page.locator("#words").press_sequentially("unpaid wages, passport kept")
    page.locator("#place_now").select_option("contra_costa")
    page.locator("#options h3", has_text="Wage claim").wait_for()
    page.locator("#options fieldset input").first.check()
    page.locator("#ask-1").click()
    page.get_by_role("button", name="28–54").click()
    page.get_by_text("Age now: 28–54").wait_for()
    page.locator("#situation").evaluate("form => form.scrollIntoView()")
    take(page, "options")
    card = "/navigator/services/wage_claim/card?card=es"
    page = opened(browser, doors, SHEET, "es", card, role="navigator")
    page.locator(".refcard").scroll_into_view_if_needed()
    take(page, "card", of=".refcard")
    page = opened(browser, doors, SHEET, "en", "/navigator/reports", role="viewer")
    page.locator("#period").select_option(index=1)  # the fiscal year that is over
    page.get_by_role("button", name="Show the report").click()
    page.get_by_role("link", name="Outcomes").click()
    page.locator("main section").first.evaluate("part => part.scrollIntoView()")
    take(page, "report")
    page = opened(browser, doors, PHONE, "es", "/chat?lang=es")
    page.get_by_role("textbox").fill("MENÚ")
    page.get_by_role("textbox").press("Enter")
    page.locator("#log .reply").first.wait_for()
    take(page, "chat")
    take(opened(browser, doors, SHEET, "en", "/card/teacher"), "school")


def opened(
    browser: Browser, doors: Served, size: dict[str, int], language: str, path: str, *, role: str = ""
) -> Page:
    """A page in a browser of its own; with a role, signed in."""
    context = browser.new_context(viewport=size, locale=f"{language}-US")
    if role:
        context.add_cookies([doors.session_of(role, language)])
    page = context.new_page()
    page.goto(f"{doors.address}{path}")
    return page


def take(page: Page, name: str, of: str = "") -> None:
    """What the window shows, or one element of it, as docs/pictures/NAME.png; then its browser ends."""
    file = FOLDER / f"{name}.png"
    taken = page.locator(of).screenshot() if of else page.screenshot()
    with Image.open(io.BytesIO(taken)) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    page.context.close()
    size = file.stat().st_size
    assert size < LARGEST, f"{file} has {size} bytes: make its window smaller."
    sys.stdout.write(f"{file.relative_to(FOLDER.parents[1])}: {size // 1024} KB\n")


if __name__ == "__main__":
    sys.exit(main())
