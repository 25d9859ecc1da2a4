from datetime import UTC, datetime

from sqlmodel import Session

from knowledge.workspace import audit

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)


def record(session: Session, action: str, **more: str) -> None:
    audit.record(session, at=NOW, account="m", action=action, entity="service", **more)


def test_a_row_says_who_did_what_to_what(session: Session) -> None:
    audit.record(
        session, at=NOW, account="m", action="service.edited", entity="service", entity_id="food",
        detail={"field": "hours", "count": 2},
    )  # fmt: skip
    [entry] = audit.page(session)
    assert (entry.at, entry.who, entry.action) == ("2026-11-22T18:00:00Z", "maria", "service.edited")
    assert (entry.entity, entry.entity_id, entry.detail) == (
        "service",
        "food",
        {"count": 2, "field": "hours"},
    )


def test_who_is_neither_a_person_nor_a_key_stands_as_written(session: Session) -> None:
    audit.record(session, at=NOW, account="command line", action="a.b", entity="account")
    assert audit.page(session)[0].who == "command line"


def test_a_row_goes_with_its_change(session: Session) -> None:
    record(session, "service.edited")
    session.rollback()
    assert audit.count(session) == 0


def test_pages_hold_fifty_rows_newest_first(session: Session) -> None:
    for number in range(51):
        record(session, "service.edited", entity_id=str(number))
    assert [entry.entity_id for entry in audit.page(session)] == [str(n) for n in range(50, 0, -1)]
    assert [entry.entity_id for entry in audit.page(session, number=2)] == ["0"]
    assert len(list(audit.everything(session))) == 51


def test_one_action_can_be_looked_at_alone(session: Session) -> None:
    for action in ("service.edited", "key.made", "service.edited"):
        record(session, action)
    assert audit.actions(session) == ["key.made", "service.edited"]
    assert audit.count(session, "service.edited") == 2
    assert {entry.action for entry in audit.page(session, "service.edited")} == {"service.edited"}
