"""What is logged and counted, by keys alone: a referral, its outcome and steps, a report, a training."""

import re

import pytest
from playwright.sync_api import expect

from tests.navigator_api.web.browser import LANGUAGES, NEEDS_BROWSER, Somebody

pytestmark = [*NEEDS_BROWSER, pytest.mark.parametrize("language", LANGUAGES)]

REFERRAL = {"need": "legal_immigration", "language": "es", "county": "contra_costa", "how": "warm_handoff"}


def test_a_referral_is_made_followed_and_closed(somebody: Somebody, language: str) -> None:
    person = somebody(language, "navigator")
    page = person.page
    person.open("/navigator/services/tcvap")
    person.follow(person.link("refcard.make_referral"))
    expect(page.locator("#service")).to_have_value("tcvap")
    for name, value in REFERRAL.items():
        person.choose(page.locator(f"#{name}"), value)
    person.tick(page.locator("[name=emergency]"))
    person.follow(person.button("referrals.save"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(r"\w{4}-?\w{4}"))
    expect(page.get_by_text(person.say("referrals.clock.no_message"))).to_be_visible()
    for place in (0, 1):
        person.tick(page.locator("[name=steps]").nth(place))
    person.follow(person.button("referrals.steps.save"))
    expect(page.locator("[name=steps]:checked")).to_have_count(2)
    person.choose(page.locator("#outcome"), "connected")
    person.follow(person.button("referrals.add_outcome"))
    expect(page.locator("main ol li")).to_have_count(2)
    expect(page.locator(".badge-likely")).to_be_visible()
    person.follow(person.link("referrals.all_of_case"))
    expect(page.locator("main .cards > li")).to_have_count(1)
    person.ends_well()


def test_a_report_is_read_with_its_table(somebody: Somebody, language: str) -> None:
    person = somebody(language, "viewer")
    page = person.page
    person.open("/navigator")
    person.follow(person.link("start.reports"))
    person.choose(page.locator("#period"), page.locator("#period option").nth(1).get_attribute("value") or "")
    person.follow(person.button("reports.show"))
    picture = page.locator("svg[role=img]").first
    expect(picture).to_be_visible()
    rows = page.locator("main section table").first.locator("tbody tr")
    expect(rows.first).to_be_visible()
    person.follow(page.locator("main").get_by_role("link", name=person.say("reports.part.outcomes")))
    expect(page.get_by_role("heading", name=person.say("reports.clock.title"))).to_be_visible()
    # Who may only read is offered no file.
    expect(page.locator("main a[href*='.csv']")).to_have_count(0)
    person.ends_well()


def test_a_training_is_logged(somebody: Somebody, language: str) -> None:
    person = somebody(language, "navigator")
    page = person.page
    person.open("/navigator/reports/log")
    entries = person.say("log.found")
    before = page.get_by_role("heading", level=2).inner_text()
    person.follow(person.link("log.new.training"))
    person.write(page.locator("#held_on"), "11112025")
    for select in page.locator("main select").all():
        person.choose(select, select.locator("option").nth(2).get_attribute("value") or "")
    person.write(page.locator("#people"), "24")
    person.follow(person.button("log.save"))
    expect(page.get_by_role("status")).to_have_text(person.say("log.done.added"))
    number = int(re.sub(r"\D", "", before))
    expect(page.get_by_role("heading", level=2)).to_have_text(entries % {"count": number + 1})
    person.ends_well()
