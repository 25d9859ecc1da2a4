"""The care of the directory, by keys alone: a mistake, a change with two people, a call, somebody's file."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.knowledge.directory.hsds.foreign import uuid
from tests.navigator_api.web.browser import LANGUAGES, NEEDS_BROWSER, Somebody

pytestmark = [*NEEDS_BROWSER, pytest.mark.parametrize("language", LANGUAGES)]

SERVICE = {"en": "tcvap", "es": "calworks"}


def test_a_mistake_is_reported_and_closed(somebody: Somebody, language: str) -> None:
    reader, editor = somebody(language, "navigator"), somebody(language, "editor")
    reader.open(f"/navigator/services/{SERVICE[language]}")
    reader.follow(reader.link("refcard.report_problem"))
    reader.pick(reader.page.locator("[name=kind]"), 1)
    reader.write(reader.page.locator("#note"), "Rings out since Monday")
    reader.follow(reader.button("care.problem.send"))
    expect(reader.page.get_by_role("status")).to_have_text(reader.say("care.done.reported"))
    reader.ends_well()
    editor.open("/navigator/care/problems")
    told = editor.page.locator(".card2", has_text="Rings out since Monday").first
    editor.choose(told.locator("select"), "still_right")
    editor.follow(told.get_by_role("button"))
    expect(editor.page.get_by_role("status")).to_have_text(editor.say("care.done.resolved"))
    editor.ends_well()


def test_a_change_counts_once_another_person_agreed(somebody: Somebody, language: str) -> None:
    proposer, other, reader = (somebody(language, role) for role in ("editor", "editor", "viewer"))
    address = f"/navigator/services/{SERVICE[language]}"
    proposer.open(f"/navigator/care/records/service/{SERVICE[language]}")
    proposer.follow(proposer.page.locator(f"a[href*='id={SERVICE[language]}'][href*='field=description']"))
    proposer.write(proposer.page.locator("#value_en"), " Ask first.")
    proposer.write(proposer.page.locator("#value_es"), " Pregunte antes.")
    proposer.write(proposer.page.locator("#source_title"), "Program page")
    proposer.write(proposer.page.locator("#source_on"), "11112025")
    proposer.follow(proposer.button("care.edit.send"))
    expect(proposer.page.get_by_role("status")).to_have_text(proposer.say("care.done.proposed"))
    # Nobody agrees with themselves.
    expect(proposer.button("care.edits.approve")).to_have_count(0)
    proposer.ends_well()
    added = {"en": "Ask first.", "es": "Pregunte antes."}[language]
    reader.open(address)
    expect(reader.page.locator("main")).not_to_contain_text(added)
    other.open("/navigator/care/edits")
    other.follow(other.button("care.edits.approve"))
    expect(other.page.get_by_role("status")).to_have_text(other.say("care.done.approved"))
    other.ends_well()
    reader.open(address)
    expect(reader.page.locator("main")).to_contain_text(added)


def test_a_number_is_called_and_confirmed(somebody: Somebody, language: str) -> None:
    person = somebody(language, "editor")
    person.open("/navigator/care/verification")
    total = person.page.locator("main > p[role=status]:not(.done)")
    before = total.inner_text()
    person.follow(person.button("care.verification.confirmed"))
    expect(person.page.locator(".done")).to_have_text(person.say("care.done.confirmed"))
    expect(total).not_to_have_text(before)
    person.ends_well()


def test_a_file_of_another_agency_is_previewed_and_taken_in(
    somebody: Somebody, language: str, tmp_path: Path
) -> None:
    number = 1 + LANGUAGES.index(language)
    file = tmp_path / "boats.json"
    club = {"id": uuid(number), "name": f"Kayak club {number}", "description": "Boats"}
    file.write_text(json.dumps({"organizations": [club]}), encoding="utf-8")
    person = somebody(language, "editor")
    person.open("/navigator/care/imports")
    person.write(person.page.locator("#origin"), f"club{number}")
    person.upload(person.page.locator("#file"), file)
    person.follow(person.button("care.imports.preview"))
    expect(person.page.get_by_role("status")).to_contain_text(person.say("care.import.what.previewed"))
    person.follow(person.button("care.import.confirm"))
    # The page watches by itself until it is done.
    expect(person.page.get_by_role("status")).to_contain_text(
        person.say("care.import.what.done"), timeout=60_000
    )
    expect(person.page.locator("main td.count").first).to_have_text("1")
    person.ends_well()
