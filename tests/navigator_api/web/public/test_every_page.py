"""What holds for each public page in both languages."""

import re
from itertools import pairwise

import pytest

from bot.text.language import LANGUAGES
from navigator_api.web.site import EXIT_URL
from navigator_api.web.words import Words
from tests.navigator_api.web.public.page_reader import Page

ROLES = ("teacher", "counselor", "nurse", "administrator", "classified")
PATHS = (
    "/card",
    *(f"/card/{role}" for role in ROLES),
    "/services",
    "/services?need=food&language=es&open_now=1",
    "/services/tcvap",
    "/services/stand_shelter",
    "/services/child_abuse_report",
    "/services/no_such",
    "/partners",
    "/partners/cvs",
    "/partners/no_such",
    "/partners/teams/heat_watch",
    "/partners/teams/ht_mdt",
    "/partners/teams/ht_coalition",
    "/partners/teams/zero_tolerance",
    "/learn",
    "/plan",
    "/assessment",
    "POST /services",
    "POST /assessment",
)
FILE_NAMES = re.compile(r"\.(ya?ml|txt|pdf|py)\b|knowledge/|/home/|/tmp/|seed", re.IGNORECASE)
TELLING = {"traffick", "trata", "victim", "abus", "police", "policía", "refugio", "shelter"}


@pytest.fixture(params=LANGUAGES)
def language(request) -> str:
    return request.param


@pytest.fixture(params=PATHS)
def page(request, reader, language) -> Page:
    method, _, path = request.param.rpartition(" ")
    headers = {"Accept-Language": language}
    sent = {"q": "no me pagan", "happens_here": "no", "kinds_known": "yes"}
    answer = reader.post(path, data=sent, headers=headers) if method else reader.get(path, headers=headers)
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.status_code == (404 if path.endswith("no_such") else 200)
    assert "set-cookie" not in answer.headers
    return Page(answer.text)


def test_has_one_h1_and_no_heading_leaves_a_level_out(page) -> None:
    levels = page.headings
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_form_puts_words_into_an_address(page) -> None:
    """A form with a field to write in is POSTed; a GET form has only fixed choices."""
    kind, writes = "", False
    for tag, attributes in page.found:
        if tag == "form":
            kind, writes = attributes.get("method", "get") or "get", False
        if tag == "textarea" or (tag == "input" and attributes.get("type", "text") in ("text", "search")):
            writes = True
        assert not (writes and kind == "get"), attributes
        assert attributes.get("formmethod") is None


def test_leads_and_loads_from_nowhere_else_but_sources_and_the_exit(page) -> None:
    in_sources = set(re.findall(r'<a href="(http[^"]+)" rel="nofollow noreferrer"', page.html))
    for address in page.addresses:
        address = address.replace("&amp;", "&")
        allowed = address.startswith(("/", "#", "tel:", "sms:"))
        assert allowed or address == EXIT_URL or address in {a.replace("&amp;", "&") for a in in_sources}
    for tag in ("script", "img", "iframe", "link"):
        for attributes in page.of(tag):
            assert (attributes.get("src") or attributes.get("href") or "").startswith("/static/")


def test_the_way_out_is_the_first_thing_to_reach(page) -> None:
    first = next(a for tag, a in page.found if tag in ("a", "button", "input", "select"))
    assert first["href"] == EXIT_URL


def test_the_title_in_a_list_of_tabs_gives_nothing_away(page, language) -> None:
    title = re.search(r"<title>(.*?)</title>", page.html)
    assert title
    assert title[1].startswith(Words.load().of(language)("page.title"))
    assert not [word for word in TELLING if word in title[1].lower()]


def test_is_in_the_language_asked_for_and_links_the_other(page, language) -> None:
    other = "es" if language == "en" else "en"
    assert page.of("html")[0]["lang"] == language
    assert [a for a in page.of("a") if a.get("hreflang") == other and f"lang={other}" in str(a["href"])]


def test_names_no_file_and_no_place_of_this_machine(page) -> None:
    assert not FILE_NAMES.search(re.sub(r'(?:href|src|action|formaction)="[^"]*"', "", page.html))


def test_runs_nothing_of_its_own(page) -> None:
    assert not re.search(r"\son\w+=|style=|<style|<script(?! src)", page.html)


def test_every_field_has_its_label(page) -> None:
    labelled = {a.get("for") for a in page.of("label")}
    fields = [a for tag in ("input", "select", "textarea") for a in page.of(tag)]
    named = [a for a in fields if a.get("type") not in ("hidden", "radio", "checkbox")]
    assert {a["id"] for a in named} <= labelled
    ids = [a["id"] for _, a in page.found if a.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", [path for path in PATHS if not path.startswith(("POST /a", "/no"))])
def test_the_crisis_numbers_stand_on_it(path, reader, responses, language) -> None:
    method, _, path = path.rpartition(" ")
    send = reader.post if method else reader.get
    text = Page(send(path, headers={"Accept-Language": language}).text).text
    said = responses.reply("utter_safety_short", language).text
    assert re.sub(r"\W", "", said) in re.sub(r"\W", "", text)


@pytest.mark.parametrize("path", ["/services", "/services/tcvap", "/partners", "/partners/cvs", "/learn"])
def test_without_the_directory_the_numbers_stand_there_all_the_same(
    path, no_database, responses, language
) -> None:
    answer = no_database.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 503
    assert "988" in answer.text
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/card", "/card/nurse", "/plan", "/assessment"])
def test_the_other_pages_need_no_directory(path, no_database) -> None:
    assert no_database.get(path).status_code == 200
