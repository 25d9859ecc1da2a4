import re
from html.parser import HTMLParser

import pytest

from bot.text.language import LANGUAGES
from bot.text.responses import Option, Reply
from navigator_api.web.marks import numbers_whole
from navigator_api.web.pages import Pages
from navigator_api.web.site import EXIT_URL, STATIC, Site
from navigator_api.web.words import Words


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def pages(responses) -> Pages:
    return Pages(Site(Words.load()), responses)


@pytest.fixture
def elements(pages, language) -> Elements:
    return Elements(
        pages.chat(language, conversation="abc", replies=[Reply("Which?", (Option("A bed", "/x"),))])
    )


def test_says_what_it_is_and_shows_two_crisis_numbers_for_good(pages, language, responses) -> None:
    html = pages.chat(language)
    assert Words.load().of(language)("disclosure") in html
    assert numbers_whole(responses.reply("utter_safety_short", language).text) in html
    assert "911" in html
    assert "988" in html


def test_a_phone_number_is_kept_whole_and_everything_else_escaped() -> None:
    shown = numbers_whole("<b>Call 800-670-7273 & 988")
    assert shown == '&lt;b&gt;Call <span class="number">800-670-7273</span> &amp; 988'


def test_the_way_out_comes_first_and_works_without_script(elements) -> None:
    first = next(
        attributes for tag, attributes in elements.found if tag in ("a", "button", "input", "textarea")
    )
    assert first["href"] == EXIT_URL
    assert "noreferrer" in (first["rel"] or "")


def test_nothing_comes_from_anywhere_else(elements) -> None:
    sources = [a.get("src") or a.get("href") for tag in ("script", "link", "img") for a in elements.of(tag)]
    assert sources
    for source in sources:
        assert (source or "").startswith("/static/")
        assert (STATIC / (source or "").removeprefix("/static/")).is_file()


def test_no_script_or_style_is_written_into_the_page(pages, language) -> None:
    html = pages.chat(language)
    assert not re.search(r"\son\w+=|style=|<style|<script(?! src)", html)


def test_a_reader_hears_new_messages_and_knows_every_field(elements) -> None:
    log = next(a for tag, a in elements.found if a.get("id") == "log")
    assert (log["role"], log["aria-live"]) == ("log", "polite")
    labelled = {a["for"] for a in elements.of("label")}
    fields = [a for a in elements.of("textarea") + elements.of("input") if a.get("type") != "hidden"]
    assert fields
    assert {a["id"] for a in fields} <= labelled


def test_options_are_buttons_that_send_themselves(elements) -> None:
    assert {"name": "text", "value": "A bed"} in elements.of("button")


def test_the_other_language_is_one_link_away(elements, language) -> None:
    other = "es" if language == "en" else "en"
    assert f"/chat?lang={other}" in {a.get("href") for a in elements.of("a")}


def test_the_script_keeps_nothing_in_the_browser() -> None:
    script = (STATIC / "chat.js").read_text()
    code = re.sub(r"//.*", "", script)
    for forbidden in ("localStorage", "sessionStorage", "indexedDB", "document.cookie", "innerHTML", "http"):
        assert forbidden not in code
