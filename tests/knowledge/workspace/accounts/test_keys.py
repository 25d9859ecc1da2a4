from datetime import UTC, date, datetime

from sqlmodel import Session

from knowledge.workspace import keys

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)


def add(session: Session, key_id: str, at: datetime = NOW) -> None:
    keys.add(
        session,
        key_id,
        name="a sister agency",
        secret_hash="h",
        scopes=["referrals.write", "referrals.read"],
        made_by="m",
        expires_on=date(2026, 12, 1),
        now=at,
    )
    session.flush()


def test_a_key_lives_through_its_last_day_unless_it_is_revoked(session: Session) -> None:
    add(session, "k")
    found = keys.alive(session, "k", datetime(2026, 12, 1, 23, 59, tzinfo=UTC))
    assert found is not None
    assert found.scopes == "referrals.read referrals.write"
    assert keys.alive(session, "k", datetime(2026, 12, 2, tzinfo=UTC)) is None
    keys.revoke(session, found, NOW)
    assert keys.alive(session, "k", NOW) is None


def test_the_day_of_its_last_use_is_written_once_a_day(session: Session) -> None:
    add(session, "k")
    found = keys.alive(session, "k", NOW)
    assert found is not None
    moments = (NOW, NOW.replace(hour=19), NOW.replace(day=23))
    assert [keys.used(found, moment) for moment in moments] == [True, False, True]


def test_a_revoked_key_keeps_its_first_date(session: Session) -> None:
    add(session, "k")
    found = keys.alive(session, "k", NOW)
    assert found is not None
    keys.revoke(session, found, NOW)
    keys.revoke(session, found, NOW.replace(day=23))
    assert found.revoked_at == "2026-11-22T18:00:00Z"


def test_the_newest_key_comes_first(session: Session) -> None:
    add(session, "older")
    add(session, "newer", NOW.replace(day=23))
    assert [key.id for key in keys.everything(session)] == ["newer", "older"]
