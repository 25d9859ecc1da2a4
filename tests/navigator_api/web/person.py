"""Somebody who uses a page by its keys alone, and what the browser asked and said meanwhile."""

import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote_plus

import pyotp
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from navigator_api.web.words import Words
from tests.conversations.test_chat_page import SMALL
from tests.navigator_api.web.served import Served

PASSWORD = "los gatos comen naranjas"
CODE_SECONDS = 30
# More stops than any page has.
MOST_TABS = 500
# 0 when the element has the focus, -1 when it stands before what has it, else 1; null once it was swapped.
_WHERE = """(element) => {
  if (!element.isConnected) return null;
  const active = document.activeElement;
  if (active === element) return 0;
  return active.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? -1 : 1;
}"""


@cache
def page_words() -> Words:
    return Words.load()


def against_axe(page: Page) -> Iterator[str]:
    """Serious and critical findings, with the first elements that they are about."""
    for one in Axe().run(page).response["violations"]:
        if one["impact"] in ("serious", "critical"):
            yield f"axe {one['id']}: {[node['target'] for node in one['nodes']][:3]}"


def against_axe_without_script(page: Page) -> Iterator[str]:
    """The same for a page that runs no script, where axe never ends: a copy of it as it stands, in a browser
    that runs axe and nothing of ours.
    """
    copy = re.sub(r"<script\b.*?</script>", "", page.content(), flags=re.DOTALL)
    copy = re.sub(r"(</?)noscript\b", r"\1div", copy)
    browser, url = page.context.browser, page.url.partition("#")[0]
    assert browser is not None
    context = browser.new_context(viewport=page.viewport_size)
    reader = context.new_page()
    reader.route(url, lambda route: route.fulfill(body=copy, content_type="text/html; charset=utf-8"))
    reader.goto(url)
    yield from against_axe(reader)
    context.close()


class Person:
    """Somebody at a small screen who uses the keys alone; `pressed` counts them."""

    def __init__(self, context: BrowserContext, doors: Served, language: str, *, script: bool) -> None:
        self.page = context.new_page()
        self._script = script
        self._file: Path | None = None
        # Listened to from the start: the browser asks us, and not the machine, only where somebody listens.
        self.page.on("filechooser", lambda chooser: chooser.set_files(self._file or []))
        self.language = language
        self.pressed = 0
        self._doors = doors
        self._typed: list[str] = []
        self._asked: list[str] = []
        self._complaints: list[str] = []
        context.on("request", lambda request: self._asked.append(request.url))
        context.on("weberror", lambda error: self._complaints.append(str(error.error)))
        context.on("console", lambda said: self._note(said.type, said.text))

    def say(self, word: str) -> str:
        """A word of the pages in this person's language."""
        return page_words().of(self.language)(word)

    def open(self, path: str) -> None:
        """Type an address."""
        answer = self.page.goto(f"{self._doors.address}{path}")
        assert answer is not None
        assert answer.status == 200, f"{path} answered {answer.status}"

    def press(self, key: str) -> None:
        self.pressed += 1
        self.page.keyboard.press(key)

    def to(self, target: Locator) -> Locator:
        """Move to it by Tab or Shift+Tab; by the skip link where there is one and the page is fresh."""
        element = target.element_handle()
        self._skip(target)
        for _ in range(MOST_TABS):
            where = element.evaluate(_WHERE)
            if where == 0:
                return target
            if where is None:
                element = target.element_handle()
            else:
                self.press("Tab" if where > 0 else "Shift+Tab")
        raise AssertionError(f"{target} cannot be reached by Tab")

    def follow(self, target: Locator) -> None:
        """Press Enter on a link or a button that leads to another page."""
        self.to(target)
        with self.page.expect_navigation():
            self.press("Enter")

    def enter(self, target: Locator) -> None:
        """Press Enter on something that changes this page."""
        self.to(target)
        self.press("Enter")

    def write(self, target: Locator, text: str) -> None:
        """Type into a field, at its end."""
        self.to(target)
        if target.input_value() and target.get_attribute("type") != "date":
            self.press("Control+End")
        self._typed.append(text)
        self.pressed += len(text)
        self.page.keyboard.type(text)

    def choose(self, select: Locator, value: str) -> None:
        """Go up or down a list by its arrows until this value is chosen."""
        self.to(select)
        values = select.evaluate("list => [...list.options].map((one) => one.value)")
        assert value in values, f"{value} is not in {select}: {values}"
        way = values.index(value) - values.index(select.input_value())
        for _ in range(abs(way)):
            self.press("ArrowDown" if way > 0 else "ArrowUp")
        expect(select).to_have_value(value)

    def tick(self, box: Locator) -> None:
        self.to(box)
        self.press("Space")
        expect(box).to_be_checked()

    def pick(self, radios: Locator, place: int = 0) -> None:
        """The radio at this place of a group in which none is picked: Space, and arrows from there."""
        self.to(radios.first)
        self.press("Space")
        for _ in range(place):
            self.press("ArrowDown")
        expect(radios.nth(place)).to_be_checked()

    def upload(self, target: Locator, file: Path) -> None:
        """Open the chooser of files by key; what it shows is the machine's, not the page's."""
        self._file = file
        self.to(target)
        self.press("Enter")
        expect(target).to_have_value(re.compile(re.escape(file.name)))

    def button(self, word: str) -> Locator:
        """The first button that is called so in the catalogue."""
        return self.page.get_by_role("button", name=self.say(word)).first

    def link(self, word: str) -> Locator:
        """The first link in the content that is called so in the catalogue."""
        return self.page.locator("main").get_by_role("link", name=self.say(word)).first

    def set_up(self, code: str) -> pyotp.TOTP:
        """From a set-up code to the workspace; the app that was set up."""
        self.open("/navigator/set-up")
        self.write(self.page.locator("#code"), code)
        self.follow(self.button("staff.go_on"))
        self.write(self.page.locator("#password"), PASSWORD)
        self.follow(self.button("staff.go_on"))
        app = pyotp.TOTP("".join(self.page.locator("code.code").inner_text().split()))
        self.write(self.page.locator("#code"), app.now())
        self.follow(self.button("staff.new_factor.keep"))
        self.expect_title("start.title")
        return app

    def sign_in(self, name: str, app: pyotp.TOTP) -> None:
        """From the sign-in page to the workspace, soon after the app was set up."""
        self.write(self.page.locator("#name"), name)
        self.write(self.page.locator("#password"), PASSWORD)
        self.follow(self.button("staff.sign_in.send"))
        # Each code works once; the next one is good already, for a clock that is ahead.
        self.write(self.page.locator("#code"), app.at(int(time.time()) + CODE_SECONDS))
        self.follow(self.button("staff.sign_in.title"))
        self.expect_title("start.title")

    def expect_title(self, word: str) -> None:
        """The page's heading is this word of the catalogue."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.say(word))

    def ends_well(self) -> None:
        """No rule of axe is broken here, nothing sticks out, the browser complained of nothing, it asked no
        other server, and no address has what was typed."""
        judged = against_axe if self._script else against_axe_without_script
        faults = [*self._complaints, *judged(self.page)]
        if self.page.evaluate("document.documentElement.scrollWidth") > SMALL["width"]:
            faults.append("scrolls sideways")
        if self.page.evaluate("document.documentElement.lang") != self.language:
            faults.append("is in another language")
        faults += [f"asked {url}" for url in self._asked if not url.startswith(self._doors.address)]
        faults += [f"tells in an address: {url}" for url in self._asked if self._tells(url)]
        assert not faults, f"{self.page.url}: {faults}"

    def _tells(self, url: str) -> bool:
        """Whether a word of four letters or more that was typed stands in the address."""
        words = {word.lower() for text in self._typed for word in re.findall(r"\w{4,}", text)}
        return any(word in words for word in re.findall(r"\w{4,}", unquote_plus(url).lower()))

    def _skip(self, target: Locator) -> None:
        fresh = self.page.evaluate("document.activeElement === document.body")
        if not fresh or not target.evaluate("element => element.closest('main') !== null"):
            return
        self.press("Tab")
        if self.page.evaluate("document.activeElement.classList.contains('skip')"):
            self.press("Enter")

    def _note(self, kind: str, text: str) -> None:
        # A form sent back with what is missing in it is an answer of ours, and no fault of the page.
        if kind == "error" and "status of 422" not in text:
            self._complaints.append(text)
