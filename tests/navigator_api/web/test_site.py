import pytest
from jinja2 import DictLoader
from starlette.requests import Request

from navigator_api.staff.actor import Actor
from navigator_api.web.site import Site, with_query
from navigator_api.web.words import Words

PAGE = """{% extends "staff/layout.html" %}{% block main %}<h1>{{ word }}</h1>
<div id="part">{% block fragment %}{{ word }}-{{ form_token }}-{{ href("/x", a=1) }}{% endblock %}</div>
{% endblock %}"""


@pytest.fixture
def site() -> Site:
    made = Site(Words.load())
    loader = made.templates.loader
    made.templates.loader = DictLoader(
        {
            "page.html": PAGE,
            **{
                name: loader.get_source(made.templates, name)[0]
                for name in ("layout.html", "staff/layout.html")
            },
        }
    )
    return made


def request(query: str = "", **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request(
        {
            "type": "http",
            "method": "GET",
            "path": "/navigator",
            "query_string": query.encode(),
            "headers": raw,
        }
    )


def actor(language: str = "en", *permissions: str) -> Actor:
    return Actor("a1", "maria", "navigator", frozenset(permissions), language, "token")


def test_escapes_what_it_is_given(site) -> None:
    assert "&lt;b&gt;" in site.html(request(), "page.html", word="<b>").body.decode()


def test_a_script_gets_only_the_part_that_it_swaps(site) -> None:
    whole = site.html(request(), "page.html", actor=actor(), word="yes").body.decode()
    part = site.html(request(x_fragment="1"), "page.html", actor=actor(), word="yes").body.decode()
    assert part == "yes-token-/x?a=1"
    assert part in whole
    assert "<html" in whole


def test_the_menu_shows_only_what_the_role_may_open(site) -> None:
    page = site.html(request(), "page.html", actor=actor("en", "options.read"), word="").body.decode()
    assert "/navigator/options" in page
    assert "/navigator/accounts" not in page


@pytest.mark.parametrize(
    ("query", "account", "browser", "language"),
    [
        ("lang=es", "en", "en", "es"),
        ("", "es", "en", "es"),
        ("", None, "es-MX", "es"),
        ("", None, "fr", "en"),
    ],
)
def test_the_language_asked_for_wins_then_the_accounts_then_the_browsers(
    site, query, account, browser, language
) -> None:
    asked = request(query, accept_language=browser)
    assert site.language(asked, actor(account) if account else None) == language


def test_links_keep_the_language_that_was_asked_for(site) -> None:
    page = site.html(request("lang=es"), "page.html", actor=actor(), word="").body.decode()
    assert "/x?lang=es&amp;a=1" in page
    assert 'href="/navigator?lang=en"' in page


def test_a_query_leaves_out_what_is_empty_and_repeats_what_is_many() -> None:
    assert with_query("/x", {"a": "", "b": None, "c": ["1", "2"]}) == "/x?c=1&c=2"
    assert with_query("/x", {}) == "/x"
