"""Every page that OpenAPI names, in a real browser: a small screen, both languages, axe, no other server."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, Request

from tests.conversations.test_chat_page import SMALL
from tests.navigator_api.web.browser import NEEDS_BROWSER
from tests.navigator_api.web.person import against_axe
from tests.navigator_api.web.served import Served

LARGEST_PAGE = 100 * 1024
# One of each thing that a path names.
PARTS = {
    "service_id": "tcvap",
    "partner_id": "stand",
    "team_id": "heat_watch",
    "role_id": "teacher",
    "referral_id": "1",
    "entity": "service",
    "id": "tcvap",
    "kind": "training",
    "entry_id": "made-up-0",
}
QUERIES = {
    "/navigator/compare": "?services=tcvap&services=calworks",
    "/navigator/care/edits/new": "?entity=service&id=tcvap&field=description",
    "/navigator/care/problems/new": "?service=tcvap",
    "/navigator/referrals/new": "?service=tcvap",
}
# Made by a form just before: there is none yet; or shown on the way to a sign-in only.
NOT_REACHED = {
    "/navigator/care/imports/{id}",
    "/navigator/set-up/password",
    "/navigator/sign-in/factor",
    "/navigator/sign-in/new-factor",
}

pytestmark = NEEDS_BROWSER


@pytest.fixture(scope="module")
def page(browser: Browser, doors: Served) -> Iterator[Page]:
    context = browser.new_context(viewport=SMALL)
    context.add_cookies([doors.session_of("admin")])
    yield context.new_page()
    context.close()


def addresses(doors: Served) -> list[str]:
    """Every GET that answers with a page, its parts filled in."""
    paths = httpx.get(f"{doors.address}/openapi.json").raise_for_status().json()["paths"]
    found = [
        path + QUERIES.get(path, "")
        for path, methods in paths.items()
        if not path.endswith(".pdf")
        and "text/html" in methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
    ]
    return ["/chat", *(path.format(**PARTS) for path in found if path not in NOT_REACHED)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_fits_a_small_screen_and_breaks_no_rule_of_axe(
    doors: Served, page: Page, language: str
) -> None:
    faults: list[str] = []
    seen = addresses(doors)
    for address in seen:
        faults += [f"{address}: {fault}" for fault in look(page, doors, address, language)]
    assert len(seen) > 30
    assert not faults, "\n".join(faults)


def look(page: Page, doors: Served, address: str, language: str) -> Iterator[str]:
    """What is wrong with one page."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    answer = page.goto(f"{doors.address}{address}{'&' if '?' in address else '?'}lang={language}")
    page.remove_listener("request", note)
    assert answer is not None
    if answer.status != 200:
        yield f"answered {answer.status}"
        return
    wrong = {
        "asks another server": any(not url.startswith(doors.address) for url in asked),
        "is larger than 100 KB": len(answer.body()) > LARGEST_PAGE,
        "is in another language": page.evaluate("document.documentElement.lang") != language,
        "scrolls sideways": page.evaluate("document.documentElement.scrollWidth") > SMALL["width"],
        "has not one h1": page.locator("h1").count() != 1,
    }
    yield from (fault for fault, is_so in wrong.items() if is_so)
    yield from against_axe(page)
