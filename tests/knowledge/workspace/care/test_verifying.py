"""What to call about next, and what a call changes."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from knowledge.directory import queries, tables
from knowledge.directory.build import build
from knowledge.workspace.account_tables import AuditEntry
from knowledge.workspace.edits import Act
from knowledge.workspace.verifying import CheckRefused, confirm, queue
from tests.knowledge.workspace.care.changes import PHONE, change, rewrite

CHECKED = date(2026, 11, 21)


def states(session: Session, on: date) -> list[tuple[str, str, str]]:
    return [(due.urgency, due.field_kind, due.entity_id) for due in queue(session, on)]


def test_numbers_that_nobody_called_stand_first_while_all_is_fresh(session: Session) -> None:
    found = states(session, CHECKED)
    assert found[0] == ("uncalled", "crisis_phone", "hotline.help_line.0")
    assert {urgency for urgency, _, _ in found} == {"uncalled"}


def test_what_texters_no_longer_get_comes_before_what_is_flagged(session: Session) -> None:
    found = states(session, CHECKED + timedelta(days=366))
    urgencies = [urgency for urgency, _, _ in found]
    assert urgencies == sorted(urgencies, key=("hidden", "flagged", "uncalled", "soon").index)
    assert ("hidden", "phone", "organization.pantry.0") in found
    assert ("flagged", "crisis_phone", "hotline.help_line.0") in found


def test_what_is_due_within_a_month_is_told(session: Session) -> None:
    found = {due.field_kind: due for due in queue(session, CHECKED + timedelta(days=160))}
    assert (found["hours"].urgency, found["hours"].days) == ("soon", 20)


def test_a_call_says_whom_to_ask_and_what_should_be_heard(session: Session) -> None:
    found = {due.entity_id: due for due in queue(session, CHECKED + timedelta(days=181))}
    line = found["help_line"]
    assert (line.owner.name.en, line.call, line.says and line.says.en) == (
        "Help line",
        "925-555-0101",
        "24 hours",
    )
    later = {due.entity_id: due for due in queue(session, CHECKED + timedelta(days=340))}
    assert later["pantry_food"].call == "925-555-0101"


def test_a_confirmed_call_changes_the_queue_and_the_directory(session: Session, ana: Act) -> None:
    late = Act("ana", ana.now, CHECKED + timedelta(days=400), ana.directory)
    assert queries.hotline(session, "help_line", on=late.today) is not None
    before = queries.organization(session, "pantry", on=late.today)
    assert before is not None
    assert before.contacts == ()
    confirm(session, "phone", PHONE[1], "phone", id="c1", act=late)
    after = queries.organization(session, "pantry", on=late.today)
    assert after is not None
    assert [way.dialled for way in after.contacts] == [late.today.isoformat()]
    assert PHONE[1] not in {due.entity_id for due in queue(session, late.today)}
    check = session.exec(select(tables.Verification).where(tables.Verification.means == "call")).one()
    assert (check.checked_on, check.checked_by, check.result) == (late.today.isoformat(), "ana", "confirmed")
    assert [row.action for row in session.exec(select(AuditEntry))] == ["check.confirm"]
    history = session.exec(select(tables.Metadata)).one()
    assert (history.field_name, history.updated_by) == ("dialled", "check.c1")


def test_a_confirmed_call_survives_the_next_fill(session: Session, ana: Act, url: str, facts: Path) -> None:
    confirm(session, "phone", PHONE[1], "phone", id="c1", act=ana)
    session.rollback()
    rewrite(facts, "taxonomy.yaml", "\n", "\n# nothing said\n")
    assert "loaded" in build(url, facts, date(2026, 12, 1))
    session.expire_all()
    assert session.get_one(tables.Phone, PHONE[1]).dialled == "2026-11-22"
    assert (
        len(session.exec(select(tables.Verification).where(tables.Verification.means == "call")).all()) == 1
    )


def test_a_call_does_not_hold_for_another_number(
    session: Session, ana: Act, ben: Act, url: str, facts: Path
) -> None:
    confirm(session, "phone", PHONE[1], "phone", id="c1", act=ana)
    change(session, ana, ben, PHONE, "925-555-0199")
    session.expire_all()
    assert session.get_one(tables.Phone, PHONE[1]).dialled is None
    calls = select(tables.Verification).where(tables.Verification.means == "call")
    assert session.exec(calls).all() == []


def test_a_call_about_hours_holds_for_these_hours(session: Session, ana: Act, url: str, facts: Path) -> None:
    confirm(session, "hotline", "help_line", "hours", id="c1", act=ana)
    session.rollback()
    rewrite(facts, "hotlines.yaml", "value: 24 hours", "value: 9 to 5")
    build(url, facts, date(2026, 12, 1))
    calls = select(tables.Verification).where(tables.Verification.means == "call")
    assert session.exec(calls).all() == []


@pytest.mark.parametrize(
    "what", [("phone", "nobody", "phone"), ("phone", PHONE[1], "hours"), ("answer", "x", "answer")]
)
def test_only_a_field_that_is_checked_can_be_confirmed(
    session: Session, ana: Act, what: tuple[str, str, str]
) -> None:
    with pytest.raises(CheckRefused):
        confirm(session, *what, id="c1", act=ana)
