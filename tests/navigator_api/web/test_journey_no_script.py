"""The same work in a browser that runs no script: every form has its button."""

import pytest
from playwright.sync_api import expect

from tests.navigator_api.web.browser import LANGUAGES, NEEDS_BROWSER, Somebody
from tests.navigator_api.web.person import against_axe_without_script
from tests.navigator_api.web.served import Served

pytestmark = [*NEEDS_BROWSER, pytest.mark.parametrize("language", LANGUAGES)]

SOUGHT = {"en": "lawyer for unpaid wages", "es": "abogado por salarios"}
REFERRAL = {"need": "wage_recovery", "language": "es", "county": "contra_costa", "how": "number_given"}


def test_a_navigator_signs_in(somebody: Somebody, doors: Served, language: str) -> None:
    person, name = somebody(language, script=False), f"plain.{language}"
    app = person.set_up(doors.set_up_code(name, "navigator", language))
    person.follow(person.page.get_by_role("button", name=person.say("layout.sign_out")))
    person.ends_well()
    person.sign_in(name, app)
    person.ends_well()


def test_options_a_card_and_a_referral(somebody: Somebody, language: str) -> None:
    person = somebody(language, "navigator", script=False)
    page = person.page
    person.open("/navigator/options")
    before = page.locator("#options [role=status]").inner_text()
    person.write(page.locator("#words"), SOUGHT[language])
    person.choose(page.locator("#place_now"), "contra_costa")
    person.follow(person.button("options.show"))
    expect(page.locator("#options [role=status]")).not_to_have_text(before)
    expect(page.locator("#place_now")).to_have_value("contra_costa")
    choices = page.locator("#options fieldset input[type=checkbox]")
    if choices.count():
        person.follow(page.locator("#ask-1"))
        expect(page.locator("#ask-error")).to_have_text(person.say("options.missing_answer.set"))
        expect(choices.first).to_be_focused()
        person.ends_well()
        person.tick(choices.first)
    person.follow(page.locator("#ask-1"))
    expect(page.locator("#ask-error")).to_have_count(0)
    expect(page.locator("#words")).to_have_value(SOUGHT[language])
    person.ends_well()
    first = page.locator("#options .card2").first
    name = first.locator("h3").inner_text()
    person.follow(first.locator("a[href^='/navigator/services/']").last)
    person.follow(person.link("refcard.to_card"))
    expect(page.locator(".refcard h1")).to_have_text(name)
    person.ends_well()
    person.follow(person.link("refcard.to_service"))
    person.follow(person.link("refcard.make_referral"))
    person.ends_well()
    for field, value in REFERRAL.items():
        person.choose(page.locator(f"#{field}"), value)
    person.follow(person.button("referrals.save"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(person.say("referrals.one"))
    expect(page.locator("main dl")).to_contain_text(name)
    person.ends_well()


def test_a_service_is_searched_for(somebody: Somebody, language: str) -> None:
    person = somebody(language, script=False)
    person.open("/services")
    first = person.page.locator("#results h3").first
    before = first.inner_text()
    person.write(person.page.locator("#q"), SOUGHT[language])
    person.follow(person.button("public.services.search"))
    expect(first).not_to_have_text(before)
    expect(person.page.locator("#q")).to_have_value(SOUGHT[language])
    person.ends_well()


def test_an_agency_checks_itself(somebody: Somebody, language: str) -> None:
    person = somebody(language, script=False)
    person.open("/assessment")
    person.ends_well()
    person.pick(person.page.locator("fieldset").first.locator("input"), 2)
    person.follow(person.button("public.assessment.send"))
    person.expect_title("public.assessment.result")
    person.ends_well()


def test_a_page_without_script_is_judged_as_it_stands(somebody: Somebody, language: str) -> None:
    person = somebody(language, script=False)
    person.open("/services")
    bare = "<html lang='en'><title>x</title><noscript><img src='/static/icon.svg'></noscript><input></html>"
    person.page.route("**/bare", lambda route: route.fulfill(body=bare, content_type="text/html"))
    person.page.goto(f"{person.page.url.partition('/services')[0]}/bare")
    found = " ".join(against_axe_without_script(person.page))
    assert "axe image-alt" in found
    assert "axe label" in found
