import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from knowledge.workspace import accounts, factors, sessions
from navigator_api.staff import tokens
from navigator_api.staff.desk import Desk
from navigator_api.staff.passwords import Passwords
from navigator_api.staff.sign_in import Entered, SignIn

PASSWORD = "los gatos comen naranjas"
WRONG = "los gatos comen manzanas"


@pytest.fixture
def signing(desk: Desk) -> SignIn:
    return SignIn(desk)


def passed(signing: SignIn, name: str = "maria") -> Entered:
    entered = signing.password(name, PASSWORD)
    assert entered is not None
    return entered


def given_code(desk: Desk, account_id: str, purpose: str) -> str:
    code = tokens.new_code()
    with Session(desk.engine) as session:
        factors.add_code(session, tokens.digest(code), account_id, purpose, desk.now())
        session.commit()
    return code


def alive(desk: Desk, session_id: str) -> str | None:
    with Session(desk.engine) as session:
        found = sessions.alive(session, tokens.digest(session_id), desk.now())
        return found[0].stage if found else None


def test_a_right_password_leads_to_the_second_factor_and_its_code_to_the_session(
    signing: SignIn, people: Any
) -> None:
    maria = people.add("maria")
    first = passed(signing, " Maria ")
    assert first.stage == sessions.FACTOR
    second = signing.code(first.session_id, people.code(maria))
    assert second is not None
    assert second.stage == sessions.FULL
    assert people.actions() == ["sign_in.done", "device.kept"]


def test_every_step_hands_out_a_new_session_and_ends_the_one_before(
    signing: SignIn, people: Any, desk: Desk
) -> None:
    maria = people.add("maria")
    first = passed(signing)
    second = signing.code(first.session_id, people.code(maria))
    assert second is not None
    assert len(second.session_id) * 4 == 256
    assert (alive(desk, first.session_id), alive(desk, second.session_id)) == (None, "full")


def test_who_has_no_second_factor_yet_must_set_one_up(signing: SignIn, people: Any) -> None:
    people.add("maria", app=False)
    assert passed(signing).stage == sessions.ENROL


@pytest.mark.parametrize("name", ["maria", "nobody", "closed", "invited", "locked"])
def test_whatever_is_wrong_the_answer_is_nothing_and_costs_one_hash(
    signing: SignIn, people: Any, desk: Desk, name: str
) -> None:
    people.add("maria")
    people.change(people.add("closed"), disabled=True)
    people.add("invited", password=None)
    people.change(people.add("locked"), failures=5, failed_at="2026-11-22T17:59:00Z")
    before = desk.passwords.compared
    given = WRONG if name == "maria" else PASSWORD
    assert signing.password(name, given) is None
    assert desk.passwords.compared == before + 1


def test_five_wrong_tries_lock_the_account_even_for_the_right_password(signing: SignIn, people: Any) -> None:
    people.add("maria")
    for _ in range(5):
        assert signing.password("maria", WRONG) is None
    assert signing.password("maria", PASSWORD) is None
    assert people.actions() == ["account.locked"]


def test_the_lock_ends_by_time(signing: SignIn, people: Any, now: Any) -> None:
    people.add("maria")
    for _ in range(5):
        signing.password("maria", WRONG)
    now.at += timedelta(minutes=14, seconds=59)
    assert signing.password("maria", PASSWORD) is None
    now.at += timedelta(seconds=1)
    assert signing.password("maria", PASSWORD) is not None


def test_tries_while_it_is_locked_do_not_make_the_lock_longer(signing: SignIn, people: Any, now: Any) -> None:
    people.add("maria")
    for _ in range(5):
        signing.password("maria", WRONG)
    for _ in range(15):
        now.at += timedelta(minutes=1)
        last = signing.password("maria", PASSWORD)
    assert last is not None


def test_right_passwords_do_not_lock(signing: SignIn, people: Any) -> None:
    people.add("maria")
    for _ in range(12):
        passed(signing)


def test_the_lock_counts_wrong_codes_too_though_the_password_was_right(signing: SignIn, people: Any) -> None:
    maria = people.add("maria")
    for _ in range(5):
        entered = passed(signing)
        wrong = str((int(people.code(maria)) + 1) % 1_000_000).zfill(6)
        assert signing.code(entered.session_id, wrong) is None
    assert signing.password("maria", PASSWORD) is None


def test_a_session_on_the_way_is_of_no_use_once_the_account_is_locked(signing: SignIn, people: Any) -> None:
    maria = people.add("maria")
    entered = passed(signing)
    for _ in range(5):
        signing.password("maria", WRONG)
    assert signing.code(entered.session_id, people.code(maria)) is None


def test_tries_at_the_same_moment_cannot_outrun_the_lock(
    make_desk: Callable[[Passwords], Desk], people: Any
) -> None:
    """Each process has its own SignIn; what they share is the database."""

    class Slow(Passwords):
        judged = 0

        def fits(self, kept: str | None, password: str) -> bool:
            time.sleep(0.05)
            return super().fits(kept, password)

    maria = people.add("maria")
    doors = [SignIn(make_desk(Slow(people.desk.passwords._hasher))) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda door: door.password("maria", WRONG), doors))
    assert results == [None] * 8
    assert people.get(maria).failures == accounts.MOST_FAILURES


def test_an_apps_code_works_once(signing: SignIn, people: Any) -> None:
    maria = people.add("maria")
    code = people.code(maria)
    assert signing.code(passed(signing).session_id, code) is not None
    assert signing.code(passed(signing).session_id, code) is None


def test_the_code_before_the_one_that_was_used_does_not_work_either(signing: SignIn, people: Any) -> None:
    maria = people.add("maria")
    assert signing.code(passed(signing).session_id, people.code(maria)) is not None
    assert signing.code(passed(signing).session_id, people.code(maria, steps=-1)) is None


@pytest.mark.parametrize(("steps", "works"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_the_clock_of_a_phone_may_be_one_step_off(
    signing: SignIn, people: Any, steps: int, works: bool
) -> None:
    maria = people.add("maria")
    entered = signing.code(passed(signing).session_id, people.code(maria, steps=steps))
    assert (entered is not None) is works


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "12 34 5x"])
def test_what_is_no_code_is_refused(signing: SignIn, people: Any, typed: str) -> None:
    people.add("maria")
    assert signing.code(passed(signing).session_id, typed) is None


def test_the_code_of_another_account_is_refused(signing: SignIn, people: Any) -> None:
    people.add("maria")
    other = people.add("ana")
    assert signing.code(passed(signing).session_id, people.code(other)) is None


def test_the_way_in_closes_after_a_quarter_of_an_hour(signing: SignIn, people: Any, now: Any) -> None:
    maria = people.add("maria")
    entered = passed(signing)
    now.at += timedelta(minutes=15)
    assert signing.code(entered.session_id, people.code(maria)) is None


def test_a_set_up_code_leads_to_a_password_and_works_once(signing: SignIn, people: Any, desk: Desk) -> None:
    maria = people.add("maria", password=None, app=False)
    code = given_code(desk, maria, factors.SET_UP)
    entered = signing.set_up_code(f" {code.lower().replace('-', ' ')} ")
    assert entered is not None
    assert entered.stage == sessions.SET_UP
    assert signing.set_up_code(code) is None
    after = signing.new_password(entered.session_id, PASSWORD)
    assert after is not None
    assert after.stage == sessions.ENROL
    assert passed(signing).stage == sessions.ENROL


def test_a_new_password_does_not_replace_the_second_factor(signing: SignIn, people: Any, desk: Desk) -> None:
    maria = people.add("maria")
    entered = signing.set_up_code(given_code(desk, maria, factors.SET_UP))
    assert entered is not None
    after = signing.new_password(entered.session_id, PASSWORD)
    assert after is not None
    assert after.stage == sessions.FACTOR


@pytest.mark.parametrize(
    ("purpose", "life"), [(factors.SET_UP, timedelta(hours=24)), (factors.RECOVERY, timedelta(hours=1))]
)
def test_a_code_ends_by_time(
    signing: SignIn, people: Any, desk: Desk, now: Any, purpose: str, life: timedelta
) -> None:
    maria = people.add("maria")
    code = given_code(desk, maria, purpose)
    now.at += life
    if purpose == factors.SET_UP:
        assert signing.set_up_code(code) is None
    else:
        assert signing.recovery_code(passed(signing).session_id, code) is None


def test_a_code_is_for_its_purpose_only(signing: SignIn, people: Any, desk: Desk) -> None:
    maria = people.add("maria")
    assert signing.set_up_code(given_code(desk, maria, factors.RECOVERY)) is None
    set_up = given_code(desk, maria, factors.SET_UP)
    assert signing.recovery_code(passed(signing).session_id, set_up) is None


def test_a_newer_code_makes_the_older_one_void(signing: SignIn, people: Any, desk: Desk) -> None:
    maria = people.add("maria")
    older, newer = (given_code(desk, maria, factors.SET_UP) for _ in range(2))
    assert signing.set_up_code(older) is None
    assert signing.set_up_code(newer) is not None


def test_a_disabled_account_has_no_use_of_its_code(signing: SignIn, people: Any, desk: Desk) -> None:
    maria = people.add("maria")
    code = given_code(desk, maria, factors.SET_UP)
    people.change(maria, disabled=True)
    assert signing.set_up_code(code) is None


def test_a_recovery_code_makes_the_lost_factors_void(signing: SignIn, people: Any, desk: Desk) -> None:
    maria = people.add("maria")
    entered = signing.recovery_code(passed(signing).session_id, given_code(desk, maria, factors.RECOVERY))
    assert entered is not None
    assert entered.stage == sessions.ENROL
    assert "recovery.used" in people.actions()


def test_the_recovery_code_of_another_account_is_refused(signing: SignIn, people: Any, desk: Desk) -> None:
    people.add("maria")
    code = given_code(desk, people.add("ana"), factors.RECOVERY)
    assert signing.recovery_code(passed(signing).session_id, code) is None


def test_codes_are_kept_as_hashes(people: Any, desk: Desk) -> None:
    code = given_code(desk, people.add("maria"), factors.SET_UP)
    with desk.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT code_hash FROM staff_code").fetchall()
    assert code not in str(rows)
    assert [len(row[0]) for row in rows] == [64]


def test_signing_out_everywhere_ends_every_session(signing: SignIn, people: Any, desk: Desk) -> None:
    maria = people.add("maria")
    here = [passed(signing).session_id for _ in range(3)]
    signing.out_everywhere(maria)
    assert [alive(desk, one) for one in here] == [None, None, None]
