"""Who changed what; and the changes as a patch for the facts."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from sqlmodel import Session

from knowledge.directory.build import build
from knowledge.workspace.account_tables import StaffAccount
from knowledge.workspace.edits import Act
from knowledge.workspace.histories import history
from knowledge.workspace.patch import main, patch
from knowledge.workspace.verifying import confirm
from tests.knowledge.workspace.care.changes import CALLED, PHONE, ask, change, rewrite

NAME = ("service", "pantry_food", "name")


def test_the_history_names_who_changed_and_who_approved_with_the_source(
    session: Session, ana: Act, ben: Act
) -> None:
    for name in ("ana", "ben"):
        made = {"role": "editor", "language": "en", "created_at": "2026-11-01T00:00:00Z"}
        session.add(StaffAccount(id=name, name=f"{name} of the county", **made))
    session.commit()
    change(session, ana, ben, NAME, "Groceries", "Despensa")
    steps = {step.field: step for step in history(session, "service", "pantry_food")}
    english = steps["name"]
    assert (english.before, english.after, english.on) == ("Food", "Groceries", "2026-11-22")
    assert (english.who, english.approver) == ("ana of the county", "ben of the county")
    assert (english.source, english.by_facts) == ("The Pantry > Contact", False)
    assert steps["name_es"].after == "Despensa"


def test_what_hangs_on_an_organization_is_in_its_history(session: Session, ana: Act, ben: Act) -> None:
    change(session, ana, ben, PHONE, "925-555-0199")
    confirm(session, "phone", PHONE[1], "phone", id="c1", act=ana)
    fields = {step.field: step.who for step in history(session, "organization", "pantry")}
    assert fields == {"printed": "ana", "number": "ana", "dialled": "ana"}
    assert history(session, "organization", "house") == []


def test_a_statement_has_a_history_though_hsds_has_none_for_it(session: Session, ana: Act, ben: Act) -> None:
    edit = change(session, ana, ben, ("statement", "organization.house.facts.0", "text"), "Began in 2002.")
    step = history(session, "organization", "house")[0]
    assert (step.field, step.before, step.after) == ("text", "Began in 2001.", "Began in 2002.")
    assert edit.status == "applied"


def test_a_change_of_the_facts_is_told_as_theirs(session: Session, url: str, facts: Path) -> None:
    rewrite(facts, "services.yaml", "Food today.", "Meals.")
    build(url, facts, date(2026, 12, 1))
    step = history(session, "service", "pantry_food")[0]
    assert (step.by_facts, step.who, step.after) == (True, "", "Meals.")


def test_the_patch_says_where_each_change_belongs(
    session: Session, url: str, ana: Act, ben: Act, capsys: pytest.CaptureFixture[str]
) -> None:
    change(session, ana, ben, PHONE, "925-555-0199", source=CALLED)
    change(session, ana, ben, NAME, "Groceries", "Despensa")
    ask(session, ana, ("hotline", "help_line", "hours"), "9 to 5")
    assert main([url]) == 0
    assert capsys.readouterr().out == patch(session)
    phone, name = yaml.safe_load(patch(session))["changes"]
    assert phone == {
        "file": "organizations.yaml",
        "row": "phone organization.pantry.0",
        "field": "printed",
        "facts_say": "925-555-0100",
        "should_say": "925-555-0199",
        "source": [{"title": "The Pantry, by telephone", "as_of": "2026-11-20"}],
        "verified": "call",
        "checked": "2026-11-22",
        "dialled": "2026-11-20",
    }
    assert name["should_say"] == {"en": "Groceries", "es": "Despensa"}


def test_the_patch_of_a_database_that_cannot_be_read_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([f"sqlite:///{tmp_path}"]) == 1
    assert "check PUENTE_DATABASE_URL" in capsys.readouterr().err
