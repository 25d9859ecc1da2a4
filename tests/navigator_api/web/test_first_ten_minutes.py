"""A navigator who has never seen it does what the README says, from the set-up code to a logged referral."""

import io
import re
import sys
import time
import unicodedata
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import expect

from tests.navigator_api.web.browser import LANGUAGES, NEEDS_BROWSER, Somebody
from tests.navigator_api.web.person import Person, page_words
from tests.navigator_api.web.served import Served

pytestmark = NEEDS_BROWSER

README = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
SECTION = re.search(r"## A navigator's first ten minutes\n(.*?)\n## ", README, re.DOTALL)
SITUATION = {"en": "unpaid wages, passport kept", "es": "salarios sin pagar, le quitaron el pasaporte"}
REFERRAL = {"need": "wage_recovery", "language": "es", "county": "contra_costa", "how": "number_given"}
# What the README tells to press, and the page words that are pressed here.
TOLD = ("start.options", "options.more", "refcard.to_card", "refcard.make_referral")
FITTING = 3
# How the line of results ends, in both languages, once the answer beside the words counts.
ONE_ANSWER = re.compile(r": 1\.$")


def test_the_readme_names_what_is_pressed() -> None:
    assert SECTION is not None
    told = " ".join(SECTION.group(1).split())
    say = page_words().of("en")
    missing = [say(word) for word in TOLD if f"**{say(word)}**" not in told]
    assert not missing
    assert f'"{SITUATION["en"]}"' in told
    assert "make account NAME=maria ROLE=navigator" in told
    assert "/navigator/set-up" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_a_set_up_code_to_a_logged_referral(
    somebody: Somebody, doors: Served, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    person = somebody(language)
    code = doors.set_up_code("maria" if language == "en" else "marisol", "navigator", language)
    started = time.monotonic()
    person.set_up(code)
    at_work, pressed_before = time.monotonic(), person.pressed
    three_services(person)
    name = card_on_paper(person)
    referral(person, name)
    person.ends_well()
    ended = time.monotonic()
    with capsys.disabled():
        sys.stdout.write(
            f"\nFirst ten minutes ({language}): set-up {at_work - started:.1f} s, then "
            f"{ended - at_work:.1f} s and {person.pressed - pressed_before} keys to the referral.\n"
        )


def three_services(person: Person) -> None:
    """Tell of a situation until services stand there, and what they are called."""
    person.follow(person.link("start.options"))
    person.write(person.page.locator("#words"), SITUATION[person.language])
    person.choose(person.page.locator("#place_now"), "contra_costa")
    expect(person.page.locator("#options [role=status]")).to_have_text(ONE_ANSWER)
    cards = person.page.locator("#options .card2")
    fitting = cards.locator("a[href*='/navigator/services/wage_claim']")
    expect(fitting.first).to_be_visible()
    assert cards.count() >= FITTING
    for card in cards.all()[:FITTING]:
        expect(card.locator(".badge")).to_be_visible()
        expect(card.locator(".ways li").first).not_to_be_empty()


def card_on_paper(person: Person) -> str:
    """Open the card of the first service and print it."""
    first = person.page.locator("#options .card2").first
    name = first.locator("h3").inner_text()
    person.follow(first.get_by_role("link", name=person.say("options.more"), exact=False).first)
    person.follow(person.link("refcard.to_card"))
    paper = pypdf.PdfReader(io.BytesIO(person.page.pdf(format="Letter")))
    text = plain(" ".join(page.extract_text() for page in paper.pages))
    assert plain(name) in text
    assert plain(person.say("refcard.footer")) in text
    # What is for the screen stays there.
    assert plain(person.say("layout.sign_out")) not in text
    assert len(paper.pages) <= 2
    return name


def plain(text: str) -> str:
    """With letters that a printer joins (ffi) apart, and single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def referral(person: Person, name: str) -> None:
    """Log it: the service is chosen already."""
    person.follow(person.link("refcard.to_service"))
    person.follow(person.link("refcard.make_referral"))
    for field, value in REFERRAL.items():
        person.choose(person.page.locator(f"#{field}"), value)
    person.follow(person.button("referrals.save"))
    expect(person.page.get_by_role("heading", level=1)).to_contain_text(person.say("referrals.one"))
    expect(person.page.locator("main dl")).to_contain_text(name)
