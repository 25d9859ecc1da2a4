from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from knowledge.workspace import factors, sessions
from navigator_api.staff import tokens
from navigator_api.staff.desk import Desk
from navigator_api.staff.office import Office
from navigator_api.staff.refused import Refused
from navigator_api.staff.sign_in import SignIn

PASSWORD = "los gatos comen naranjas"
NEW = "tres caballos y un tren"


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk)


def refused(call: Any, *arguments: Any) -> str:
    with pytest.raises(Refused) as caught:
        call(*arguments)
    return caught.value.word


def session_of(desk: Desk, account_id: str) -> str:
    session_id = tokens.new_id()
    with Session(desk.engine) as session:
        sessions.start(session, tokens.digest(session_id), account_id, sessions.FULL, desk.now())
        session.commit()
    return session_id


def test_an_invited_account_waits_for_its_set_up(office: Office, people: Any) -> None:
    admin = people.add("admin", role="admin")
    code = office.invite(admin, " Maria ", "navigator", "es")
    assert len(code) == 19
    listed = {one.name: one for one in office.everybody()}
    assert (listed["maria"].role, listed["maria"].set_up) == ("navigator", False)
    assert people.actions() == ["account.invited"]


@pytest.mark.parametrize(
    ("name", "role", "language", "word"),
    [
        ("ab", "viewer", "en", "staff.accounts.bad_name"),
        ("a" * 41, "viewer", "en", "staff.accounts.bad_name"),
        ("maria lopez", "viewer", "en", "staff.accounts.bad_name"),
        ("=cmd", "viewer", "en", "staff.accounts.bad_name"),
        ("555-1234", "viewer", "en", "staff.accounts.bad_name"),
        ("ana", "owner", "en", "staff.accounts.bad_role"),
        ("ana", "viewer", "fr", "staff.accounts.bad_role"),
        ("ADMIN", "viewer", "en", "staff.accounts.name_taken"),
    ],
)
def test_an_invitation_that_does_not_fit_is_refused(
    office: Office, people: Any, name: str, role: str, language: str, word: str
) -> None:
    admin = people.add("admin", role="admin")
    assert refused(office.invite, admin, name, role, language) == word


def test_nobody_approves_the_own_recovery(office: Office, people: Any, desk: Desk) -> None:
    admin = people.add("admin", role="admin")
    entered = SignIn(desk).password("admin", PASSWORD)
    assert entered is not None
    assert SignIn(desk).ask_recovery(entered.session_id)
    assert refused(office.approve_recovery, admin, admin) == "staff.accounts.own"
    assert "recovery.approved" not in people.actions()


def test_another_person_approves_and_the_code_lets_the_account_set_up_a_new_factor(
    office: Office, people: Any, desk: Desk
) -> None:
    admin, maria = people.add("admin", role="admin"), people.add("maria")
    signing = SignIn(desk)
    entered = signing.password("maria", PASSWORD)
    assert entered is not None
    signing.ask_recovery(entered.session_id)
    code = office.approve_recovery(admin, maria)
    after = signing.recovery_code(entered.session_id, code)
    assert after is not None
    assert after.stage == sessions.ENROL
    assert people.actions() == ["recovery.asked", "recovery.approved", "recovery.used"]


def test_a_recovery_is_approved_once(office: Office, people: Any, desk: Desk) -> None:
    admin, maria = people.add("admin", role="admin"), people.add("maria")
    with Session(desk.engine) as session:
        factors.ask_recovery(session, maria, desk.now())
        session.commit()
    office.approve_recovery(admin, maria)
    assert refused(office.approve_recovery, admin, maria) == "staff.accounts.nobody_asked"


def test_nobody_changes_or_closes_the_own_account(office: Office, people: Any) -> None:
    admin = people.add("admin", role="admin")
    assert refused(office.set_role, admin, admin, "viewer") == "staff.accounts.own"
    assert refused(office.set_disabled, admin, admin, True) == "staff.accounts.own"


def test_closing_an_account_forgets_its_sessions(office: Office, people: Any, desk: Desk) -> None:
    admin, maria = people.add("admin", role="admin"), people.add("maria")
    session_of(desk, maria)
    office.set_disabled(admin, maria, True)
    with Session(desk.engine) as session:
        assert sessions.of_account(session, maria, desk.now()) == []
    office.set_disabled(admin, maria, False)
    assert people.actions() == ["account.disabled", "account.enabled"]


def test_a_changed_password_ends_the_other_sessions_and_only_those(
    office: Office, people: Any, desk: Desk
) -> None:
    maria = people.add("maria")
    here, there = session_of(desk, maria), session_of(desk, maria)
    office.change_password(here, maria, PASSWORD, NEW)
    with Session(desk.engine) as session:
        kept = [row.id_hash for row in sessions.of_account(session, maria, desk.now())]
    assert kept == [tokens.digest(here)]
    assert there != here
    assert SignIn(desk).password("maria", NEW) is not None
    assert SignIn(desk).password("maria", PASSWORD) is None


def test_a_wrong_password_of_now_counts_as_a_try(office: Office, people: Any) -> None:
    maria = people.add("maria")
    for _ in range(5):
        assert refused(office.change_password, "x", maria, NEW, NEW) == "staff.profile.wrong_password"
    assert refused(office.change_password, "x", maria, PASSWORD, NEW) == "staff.profile.wrong_password"


def test_a_bad_new_password_is_refused_before_the_old_one_is_judged(office: Office, people: Any) -> None:
    maria = people.add("maria")
    assert refused(office.change_password, "x", maria, PASSWORD, "short") == "staff.password.short"
    assert people.get(maria).failures == 0


def test_own_sessions_say_which_one_this_is(office: Office, people: Any, desk: Desk, now: Any) -> None:
    maria = people.add("maria")
    older = session_of(desk, maria)
    now.at += timedelta(minutes=5)
    newer = session_of(desk, maria)
    shown = office.own_sessions(older, maria)
    assert [(one.name, one.here) for one in shown] == [
        (tokens.digest(newer)[:12], False),
        (tokens.digest(older)[:12], True),
    ]
