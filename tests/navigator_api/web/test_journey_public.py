"""The public pages, by keys alone: a search, a partner, the school card, the signs, the pledge, the check."""

import pytest
from playwright.sync_api import expect

from tests.navigator_api.web.browser import LANGUAGES, NEEDS_BROWSER, Somebody

pytestmark = [*NEEDS_BROWSER, pytest.mark.parametrize("language", LANGUAGES)]

SOUGHT = {"en": "lawyer for unpaid wages", "es": "abogado por salarios"}
ROLES = 3


def test_a_service_is_found_as_one_types(somebody: Somebody, language: str) -> None:
    person = somebody(language)
    person.open("/services")
    found = person.page.locator("#results h3").first
    before = found.inner_text()
    person.write(person.page.locator("#q"), SOUGHT[language])
    expect(found).not_to_have_text(before)
    name = found.inner_text()
    person.follow(found.get_by_role("link"))
    expect(person.page.get_by_role("heading", level=1)).to_have_text(name)
    person.ends_well()


def test_a_partner_is_read_about(somebody: Somebody, language: str) -> None:
    person = somebody(language)
    person.open("/services")
    person.follow(person.page.get_by_role("link", name=person.say("layout.partners"), exact=True))
    first = person.page.locator("main h3 a[href^='/partners/']").last
    name = first.inner_text()
    person.follow(first)
    expect(person.page.get_by_role("heading", level=1)).to_have_text(name)
    person.ends_well()


def test_each_role_of_a_school_has_its_sheet(somebody: Somebody, language: str) -> None:
    person = somebody(language)
    person.open("/card")
    roles = person.page.locator(".picks a")
    names = roles.all_inner_texts()
    assert len(names) >= ROLES
    for place, name in enumerate(names):
        person.follow(roles.nth(place))
        expect(person.page.get_by_role("heading", level=1)).to_contain_text(name)
        expect(person.page.get_by_role("heading", name=person.say("public.card.calls"))).to_be_visible()
    person.ends_well()


def test_the_signs_are_read_and_the_pledge_is_taken_once(somebody: Somebody, language: str) -> None:
    person = somebody(language)
    person.open("/learn")
    sources = person.page.locator("details.sourced").first
    person.enter(sources.locator("summary"))
    expect(sources.locator(".source").first).to_be_visible()
    person.follow(person.page.get_by_role("link", name=person.say("layout.plan"), exact=True))
    person.follow(person.button("public.plan.press"))
    expect(person.page.get_by_role("status")).to_have_text(person.say("public.plan.said.thanks"))
    expect(person.button("public.plan.press")).to_have_count(0)
    person.ends_well()


def test_an_agency_checks_itself(somebody: Somebody, language: str) -> None:
    person = somebody(language)
    person.open("/assessment")
    questions = person.page.locator("fieldset")
    for place in range(4):
        person.pick(questions.nth(place).locator("input"), place)
    person.follow(person.button("public.assessment.send"))
    expect(person.page.get_by_role("heading", level=1)).to_have_text(person.say("public.assessment.result"))
    expect(person.page.get_by_text(person.say("public.assessment.next")).first).to_be_visible()
    person.ends_well()
