"""What editors and callers did survives the next `make directory`, until the facts themselves move on."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import Session

from knowledge.directory import tables
from knowledge.directory.build import build
from knowledge.directory.tables import DirectoryTable
from knowledge.workspace.care_tables import CareEdit
from knowledge.workspace.edit_checks import EditRefused
from knowledge.workspace.edits import Act
from tests.knowledge.workspace.care.changes import PHONE, ask, change, rewrite

COST = ("service", "pantry_food", "fees_description")


def everything(session: Session) -> dict[str, list[tuple[object, ...]]]:
    session.rollback()
    made = {}
    for table in DirectoryTable.metadata.sorted_tables:
        if table.name != "directory_build":
            rows = session.connection().execute(select(table).order_by(*table.primary_key.columns))
            made[table.name] = [tuple(row) for row in rows]
    session.rollback()
    return made


def make_directory(session: Session, url: str, facts: Path) -> None:
    session.rollback()
    assert "loaded" in build(url, facts, date(2026, 12, 1))
    session.expire_all()


def test_a_change_looks_the_same_after_the_next_fill(
    session: Session, ana: Act, ben: Act, url: str, facts: Path
) -> None:
    change(session, ana, ben, PHONE, "925-555-0199 (desk)")
    change(session, ana, ben, COST, "One dollar", "Un dólar")
    ask(session, ana, ("phone", "organization.pantry.0", "note"), "Ask for the desk")
    before = everything(session)
    rewrite(facts, "taxonomy.yaml", "\n", "\n# nothing said\n")
    make_directory(session, url, facts)
    assert everything(session) == before
    assert session.get_one(tables.CostOption, "pantry_food").option == "One dollar"


def test_facts_that_change_the_same_field_win_and_both_values_are_kept(
    session: Session, ana: Act, ben: Act, url: str, facts: Path
) -> None:
    edit = change(session, ana, ben, COST, "One dollar", "Un dólar")
    rewrite(facts, "services.yaml", "{en: Free, es: Gratis}", "{en: Two dollars, es: Dos}")
    make_directory(session, url, facts)
    row = session.get_one(tables.Service, "pantry_food")
    assert row.fees_description == "Two dollars"
    assert (edit.status, edit.value_en, edit.facts_en, edit.facts_es) == (
        "superseded",
        "One dollar",
        "Two dollars",
        "Dos",
    )


def test_facts_that_say_what_the_change_said_take_it_over(
    session: Session, ana: Act, ben: Act, url: str, facts: Path
) -> None:
    edit = change(session, ana, ben, PHONE, "925-555-0199")
    rewrite(facts, "organizations.yaml", "925-555-0100", "925-555-0199")
    make_directory(session, url, facts)
    assert edit.status == "in_facts"
    assert session.get_one(tables.Phone, PHONE[1]).number == "925-555-0199"


def test_a_change_follows_its_number_when_the_facts_put_another_before_it(
    session: Session, ana: Act, ben: Act, url: str, facts: Path
) -> None:
    edit = change(session, ana, ben, PHONE, "925-555-0199")
    other = """      - value: 925-555-0177
        mode: phone
        confirmation: own_page
        dialled: null
        source:
          - url: https://pantry.example/contact
            as_of: '2024-05-01'
        verified: page
"""
    rewrite(facts, "organizations.yaml", "    contacts:\n", f"    contacts:\n{other}")
    make_directory(session, url, facts)
    numbers = [session.get_one(tables.Phone, f"organization.pantry.{n}").number for n in (0, 1)]
    assert numbers == ["925-555-0177", "925-555-0199"]
    assert (edit.status, edit.entity_id) == ("applied", "organization.pantry.1")


def test_a_change_of_a_row_that_is_gone_is_superseded(
    session: Session, ana: Act, ben: Act, url: str, facts: Path
) -> None:
    edit = change(session, ana, ben, ("hotline", "other_line", "name"), "Another line", "Otra")
    for file, old, new in (
        ("hotlines.yaml", "other_line", "new_line"),
        ("hotlines.yaml", "Other line", "New line"),
    ):
        rewrite(facts, file, old, new)
    make_directory(session, url, facts)
    assert (edit.status, edit.facts_en) == ("superseded", None)


def test_putting_back_what_the_facts_say_ends_the_change(
    session: Session, ana: Act, ben: Act, url: str, facts: Path
) -> None:
    before = everything(session)
    first = change(session, ana, ben, PHONE, "925-555-0199")
    second = change(session, ana, ben, PHONE, "925-555-0100")
    session.expire_all()
    assert [session.get_one(CareEdit, one.id).status for one in (first, second)] == ["replaced", "in_facts"]
    after = everything(session)
    assert {name for name in after if after[name] != before[name]} == {"metadata"}
    assert len(after["metadata"]) == 4


def test_an_edited_number_is_checked_on_the_day_of_its_source(session: Session, ana: Act, ben: Act) -> None:
    change(session, ana, ben, PHONE, "925-555-0199")
    check = tables.Verification
    rows = session.exec(
        select(check.checked_on, check.means, check.checked_by).where(check.origin == "care:checks")
    ).all()
    assert [tuple(row) for row in rows] == [("2026-11-19", "page", "ben")]


def test_the_hours_of_a_line_change_wherever_they_stand(session: Session, ana: Act, ben: Act) -> None:
    change(session, ana, ben, ("hotline", "help_line", "hours"), "9 to 5")
    assert session.get_one(tables.Statement, "hotline.help_line.hours.0").text == "9 to 5"
    with pytest.raises(EditRefused, match="unknown_row"):
        ask(session, ana, ("statement", "hotline.help_line.hours.0", "text"), "8 to 5")


def test_what_repeats_a_page_follows_it(session: Session, ana: Act, ben: Act, url: str, facts: Path) -> None:
    page = """      - value: pantry.example.org/food
        mode: web
        confirmation: own_page
        dialled: null
        source:
          - url: https://pantry.example/contact
            as_of: '2024-05-01'
        verified: page
"""
    rewrite(facts, "organizations.yaml", "    contacts:\n", f"    contacts:\n{page}")
    make_directory(session, url, facts)
    assert session.get_one(tables.Organization, "pantry").website == "https://pantry.example.org/food"
    change(session, ana, ben, ("url", "organization.pantry.0", "printed"), "pantry.example.org/meals")
    session.expire_all()
    assert session.get_one(tables.Organization, "pantry").website == "https://pantry.example.org/meals"
    assert session.get_one(tables.Url, "organization.pantry.0").url == "https://pantry.example.org/meals"
