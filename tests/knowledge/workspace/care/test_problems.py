"""Reports of mistakes."""

import pytest
from sqlmodel import Session, select

from knowledge.workspace.account_tables import AuditEntry
from knowledge.workspace.care_tables import CareProblem
from knowledge.workspace.edits import Act
from knowledge.workspace.problems import ReportRefused, kinds, problems, report, resolve


def say(session: Session, act: Act, note: str = "", kind: str = "wrong_number") -> CareProblem:
    return report(session, kind, "service", "pantry_food", note, id="p1", act=act)


def test_a_report_is_open_until_somebody_resolves_it(session: Session, ana: Act, ben: Act) -> None:
    say(session, ana, "It rings and rings")
    assert [one.note for one in problems(session, "open")] == ["It rings and rings"]
    resolve(session, "p1", "changed", ben)
    assert problems(session, "open") == []
    assert [(one.resolution, one.resolved_by) for one in problems(session, "resolved")] == [
        ("changed", "ben")
    ]
    with pytest.raises(ReportRefused, match="closed"):
        resolve(session, "p1", "changed", ben)
    assert [row.action for row in session.exec(select(AuditEntry))] == ["problem.report", "problem.resolve"]


@pytest.mark.parametrize(
    ("note", "why"),
    [
        ("Ask for 925 555 0123", "number"),
        ("maria@example.org", "email"),
        ("born 3/5/99", "birth_date"),
        ("x" * 201, "too_long"),
    ],
)
def test_a_note_that_could_tell_of_a_person_is_refused(
    session: Session, ana: Act, note: str, why: str
) -> None:
    with pytest.raises(ReportRefused, match=why):
        say(session, ana, note)
    assert problems(session, "open") == []


def test_kinds_are_data_and_no_other_is_taken(session: Session, ana: Act) -> None:
    assert "language_not_spoken" in kinds()["problems"]
    with pytest.raises(ReportRefused, match="kind"):
        say(session, ana, kind="rude")
    say(session, ana)
    with pytest.raises(ReportRefused, match="resolution"):
        resolve(session, "p1", "gone", ana)


def test_the_audit_log_has_no_word_of_the_note(session: Session, ana: Act) -> None:
    say(session, ana, "It rings and rings")
    assert "rings" not in session.exec(select(AuditEntry.detail)).one()
