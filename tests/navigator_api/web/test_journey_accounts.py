"""Accounts, by keys alone: from a set-up code to the workspace, an invitation, a closed account, the log."""

import re

import pytest
from playwright.sync_api import expect

from tests.navigator_api.web.browser import LANGUAGES, NEEDS_BROWSER, Somebody
from tests.navigator_api.web.served import Served

pytestmark = [*NEEDS_BROWSER, pytest.mark.parametrize("language", LANGUAGES)]


def test_an_account_is_set_up_and_signed_in_to_with_an_apps_code(
    somebody: Somebody, doors: Served, language: str
) -> None:
    person, name = somebody(language), f"maria.{language}"
    app = person.set_up(doors.set_up_code(name, "navigator", language))
    person.follow(person.page.get_by_role("button", name=person.say("layout.sign_out")))
    person.sign_in(name, app)
    person.ends_well()


def test_who_is_closed_out_is_out_at_the_next_click(somebody: Somebody, language: str) -> None:
    admin, invited = somebody(language, "admin"), somebody(language)
    name = f"rosa.{language}"
    admin.open("/navigator/accounts")
    admin.write(admin.page.locator("#name"), name)
    admin.choose(admin.page.locator("#language"), language)
    admin.follow(admin.button("staff.accounts.send"))
    invited.set_up(admin.page.locator("code").inner_text().strip())
    admin.follow(admin.link("staff.code.back"))
    close = f"{admin.say('staff.accounts.disable')} {name}"
    admin.follow(admin.page.get_by_role("button", name=close))
    expect(admin.page.locator(".card2", has_text=name)).to_contain_text(admin.say("staff.accounts.disabled"))
    invited.follow(invited.link("start.options"))
    expect(invited.page).to_have_url(re.compile("/navigator/sign-in"))
    invited.expect_title("staff.sign_in.title")
    admin.ends_well()


def test_the_audit_log_says_who_did_what(somebody: Somebody, language: str) -> None:
    admin = somebody(language, "admin")
    admin.open("/navigator/accounts")
    admin.write(admin.page.locator("#name"), f"luz.{language}")
    admin.follow(admin.button("staff.accounts.send"))
    admin.open("/navigator/audit")
    action = admin.page.locator("#action")
    admin.choose(action, action.locator("option[value*=invite]").first.get_attribute("value") or "")
    admin.follow(admin.button("staff.audit.show"))
    expect(admin.page.locator("main")).to_contain_text("invite")
    expect(admin.page.locator("main tbody tr").first).to_contain_text("admin-")
    admin.ends_well()
