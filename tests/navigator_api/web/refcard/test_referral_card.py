"""The pages of a service and its card, over HTTP."""

import io
from html.parser import HTMLParser
from typing import Any

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from bot.text.responses import Responses
from knowledge.directory.card_reads import active_services
from navigator_api.web import referral_card

pytestmark = pytest.mark.anyio

SERVICE = "/navigator/services/stand_shelter"


@pytest.fixture
def desk(workspace: Any) -> Any:
    made = referral_card.router(
        workspace.site, workspace.guard, workspace.engine, Responses.load(), workspace.now
    )
    workspace.app.include_router(made)
    return workspace


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]

    @property
    def links(self) -> list[str]:
        return [one["href"] or "" for one in self.of("a")]

    @property
    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.tags if tag in ("h1", "h2", "h3", "h4")]


async def test_a_service_page_has_numbers_sources_state_and_links(desk: Any, sign_in: Any) -> None:
    answer = await sign_in("navigator").get(SERVICE)
    page = Page(answer.text)
    assert answer.status_code == 200
    for shown in (
        "1-888-215-5555",
        "Checked in time",
        "abc7news.com",
        "Open now",
        "Not tried by a person yet.",
    ):
        assert shown in answer.text
    assert "/navigator/referrals/new?service=stand_shelter" in page.links
    assert "/navigator/care/problems/new?service=stand_shelter" in page.links
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


async def test_who_may_not_refer_is_not_offered_it(desk: Any, sign_in: Any) -> None:
    page = Page((await sign_in("viewer").get(SERVICE)).text)
    assert not any("/referrals/new" in link or "/problems/new" in link for link in page.links)


async def test_every_service_page_opens_in_both_languages(desk: Any, sign_in: Any) -> None:
    with Session(desk.engine) as session:
        names = list(active_services(session))
    client = sign_in("viewer")
    for name in names:
        for lang in ("en", "es"):
            answer = await client.get(f"/navigator/services/{name}", params={"lang": lang})
            assert answer.status_code == 200, (name, lang)
    assert len(names) > 50


async def test_ways_for_professionals_stand_on_the_service_page_alone(desk: Any, sign_in: Any) -> None:
    client = sign_in("viewer")
    page = (await client.get("/navigator/services/ht_mdt_review")).text
    assert "521-6366" in page
    assert "Do not hand it out" in page
    for form in ("card", "card.txt"):
        assert "521-6366" not in (await client.get(f"/navigator/services/ht_mdt_review/{form}")).text


async def test_the_card_has_a_language_of_its_own(desk: Any, sign_in: Any) -> None:
    client = sign_in("viewer", language="en")
    answer = await client.get(f"{SERVICE}/card", params={"card": "es"})
    page = Page(answer.text)
    assert page.of("html")[0]["lang"] == "en"
    assert page.of("article")[0]["lang"] == "es"
    assert "Números y páginas" in answer.text
    assert "Language of the card" in answer.text
    assert "Tarjeta" not in answer.text
    other = await client.get(f"{SERVICE}/card", params={"card": "en", "lang": "es"})
    assert "Idioma de la tarjeta" in other.text
    assert Page(other.text).of("article")[0]["lang"] == "en"


async def test_without_a_wish_the_card_is_in_the_readers_language(desk: Any, sign_in: Any) -> None:
    answer = await sign_in("viewer", language="es").get(f"{SERVICE}/card")
    assert Page(answer.text).of("article")[0]["lang"] == "es"


async def test_the_card_has_a_code_a_text_and_words_to_copy(desk: Any, sign_in: Any) -> None:
    answer = await sign_in("viewer").get(f"{SERVICE}/card")
    page = Page(answer.text)
    assert "This code calls 1-888-215-5555" in answer.text
    assert "Hello. Here is the info you asked for" in answer.text
    assert "2 text parts" in answer.text
    assert page.of("textarea")[0]["readonly"] is None
    assert page.of("svg")
    assert "style" not in {name for _, attributes in page.tags for name in attributes}


async def test_nothing_is_loaded_from_elsewhere(desk: Any, sign_in: Any) -> None:
    page = Page((await sign_in("viewer").get(f"{SERVICE}/card")).text)
    loaded = [one.get("src") or one.get("href") or "" for one in page.of("script", "link", "img")]
    assert all(address.startswith("/static/") for address in loaded)


async def test_the_pdf_is_one_in_the_cards_language(desk: Any, sign_in: Any) -> None:
    answer = await sign_in("viewer").get(f"{SERVICE}/card.pdf", params={"card": "es"})
    assert answer.headers["content-type"] == "application/pdf"
    assert "card-es.pdf" in answer.headers["content-disposition"]
    found = PdfReader(io.BytesIO(answer.content))
    assert found.root_object["/Lang"] == "es"
    shown = "\n".join(page.extract_text() for page in found.pages)
    assert "1-888-215-5555" in shown
    assert "Lo que conviene saber antes" in shown or "Quién contesta" in shown


async def test_the_plain_text_is_plain(desk: Any, sign_in: Any) -> None:
    answer = await sign_in("viewer").get(f"{SERVICE}/card.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    assert "Numbers and pages:\n- 1-888-215-5555" in answer.text
    assert "<" not in answer.text


@pytest.mark.parametrize("form", ["", "/card", "/card.pdf", "/card.txt"])
async def test_what_is_not_there_is_said_on_a_page(desk: Any, sign_in: Any, form: str) -> None:
    answer = await sign_in("viewer").get(f"/navigator/services/nothing{form}")
    assert answer.status_code == 404
    assert "There is nothing to show here" in answer.text


async def test_a_card_too_old_is_not_handed_out_and_the_page_says_why(desk: Any, sign_in: Any) -> None:
    desk.now.at = desk.now.at.replace(year=2030)
    client = sign_in("viewer")
    assert (await client.get(f"{SERVICE}/card.pdf")).status_code == 404
    page = await client.get(SERVICE)
    assert page.status_code == 200
    assert "Its card is not given out" in page.text
    assert "/card" not in " ".join(Page(page.text).links)


@pytest.mark.parametrize("form", ["", "/card", "/card.pdf", "/card.txt"])
async def test_nobody_unknown_sees_them(desk: Any, form: str) -> None:
    answer = await desk.client().get(f"{SERVICE}{form}")
    assert answer.status_code == 303
    assert "sign-in" in answer.headers["location"]


async def test_a_hidden_place_has_no_address_in_any_form(desk: Any, sign_in: Any) -> None:
    client = sign_in("admin")
    for form in ("", "/card", "/card.txt"):
        answer = await client.get(f"{SERVICE}{form}")
        assert answer.status_code == 200
        assert "Address" not in answer.text
