"""A stranger's guesses do not lock out the person, and nobody gets more guesses for it."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from knowledge.workspace import accounts, devices, factors, sessions
from knowledge.workspace.account_tables import StaffDevice
from navigator_api.staff import tokens
from navigator_api.staff.browsers import Browsers
from navigator_api.staff.desk import Desk
from navigator_api.staff.factors import Factors
from navigator_api.staff.office import Office, OwnBrowser
from navigator_api.staff.passwords import Passwords
from navigator_api.staff.place import Relying
from navigator_api.staff.refused import Refused
from navigator_api.staff.sign_in import Entered, SignIn
from tests.navigator_api.staff.soft_key import SoftKey

SECRET = "k" * 40
PASSWORD = "los gatos comen naranjas"
NEW = "tres caballos y un tren"
WRONG = "los gatos comen manzanas"
URL = "https://line.example.org"


@pytest.fixture
def signing(desk: Desk) -> SignIn:
    return SignIn(desk)


@pytest.fixture
def come_in(signing: SignIn, people: Any, now: Any) -> Callable[..., str]:
    """`come_in(maria)`: the cookie of a full sign-in, with a code of a time step of its own."""

    def entered(account_id: str, device: str = "") -> str:
        now.at += timedelta(seconds=60)
        name = people.get(account_id).name
        first = signing.password(name, PASSWORD, device)
        assert first is not None
        assert first.device is None
        last = signing.code(first.session_id, people.code(account_id), device)
        assert last is not None
        assert last.device is not None
        return last.device

    return entered


def guess(signing: SignIn, count: int = 5, device: str = "", name: str = "maria") -> None:
    for _ in range(count):
        assert signing.password(name, WRONG, device) is None


def rows(desk: Desk) -> list[StaffDevice]:
    with Session(desk.engine) as session:
        return list(session.exec(select(StaffDevice)).all())


def row_of(desk: Desk, cookie: str) -> StaffDevice:
    [found] = [row for row in rows(desk) if row.id_hash == tokens.digest(cookie.partition(".")[0])]
    return found


def given_code(desk: Desk, account_id: str, purpose: str) -> str:
    code = tokens.new_code()
    with Session(desk.engine) as session:
        factors.add_code(session, tokens.digest(code), account_id, purpose, desk.now())
        session.commit()
    return code


def test_strangers_lock_out_strangers_and_not_the_person(
    signing: SignIn, people: Any, come_in: Callable[..., str]
) -> None:
    cookie = come_in(people.add("maria"))
    guess(signing)
    assert signing.password("maria", PASSWORD) is None
    entered = signing.password("maria", PASSWORD, cookie)
    assert entered is not None
    assert entered.stage == sessions.FACTOR


def test_the_second_step_is_open_to_the_person_too(
    people: Any, come_in: Callable[..., str], signing: SignIn
) -> None:
    maria = people.add("maria")
    cookie = come_in(maria)
    guess(signing)
    assert come_in(maria, cookie) != cookie


def test_a_passkey_and_a_recovery_code_are_open_to_the_person_too(
    signing: SignIn, people: Any, desk: Desk, come_in: Callable[..., str]
) -> None:
    maria, key, here = people.add("maria"), SoftKey(URL), Relying("line.example.org", (URL,))
    made = Factors(desk).ask_passkey("first", maria, "maria", here)
    assert Factors(desk).add_passkey("first", maria, key.make(made), here) is not None
    cookie = come_in(maria)
    guess(signing)
    way = signing.password("maria", PASSWORD, cookie)
    assert way is not None
    options = signing.ask_passkey(way.session_id, maria, here)
    assert options is not None
    entered = signing.passkey(way.session_id, key.sign(options), here, cookie)
    assert entered is not None
    assert entered.device is not None
    way = signing.password("maria", PASSWORD, entered.device)
    assert way is not None
    code = given_code(desk, maria, factors.RECOVERY)
    assert signing.recovery_code(way.session_id, code, entered.device) is not None


def spoilt(cookie: str, how: str, people: Any, desk: Desk, come_in: Callable[..., str]) -> str:
    """What a stranger may have instead of the cookie, or what became of it."""
    device_id, _, mark = cookie.partition(".")
    if how == "another account's":
        return come_in(people.add("ana"))
    if how == "signed for another account":
        return tokens.device_cookie(SECRET, device_id, people.add("ana"))
    if how == "signed elsewhere":
        return tokens.device_cookie("j" * 40, device_id, people.maria)
    if how == "made up":
        return tokens.device_cookie(SECRET, tokens.new_id(), people.maria)
    if how == "revoked":
        with Session(desk.engine) as session:
            devices.forget_all(session, people.maria)
            session.commit()
    changed = {"altered": f"{device_id}.{mark[:-1]}{'0' if mark[-1] != '0' else '1'}", "unsigned": device_id}
    return changed.get(how, cookie)


@pytest.mark.parametrize(
    "how",
    [
        "another account's",
        "signed for another account",
        "signed elsewhere",
        "made up",
        "revoked",
        "altered",
        "unsigned",
    ],
)
def test_no_other_cookie_opens_a_locked_account(
    signing: SignIn, people: Any, desk: Desk, come_in: Callable[..., str], how: str
) -> None:
    people.maria = people.add("maria")
    cookie = spoilt(come_in(people.maria), how, people, desk, come_in)
    guess(signing)
    assert signing.password("maria", PASSWORD, cookie) is None


def test_a_cookie_of_180_days_ago_opens_no_locked_account(
    signing: SignIn, people: Any, now: Any, come_in: Callable[..., str]
) -> None:
    cookie = come_in(people.add("maria"))
    now.at += timedelta(days=179)
    guess(signing)
    assert signing.password("maria", PASSWORD, cookie) is not None
    now.at += timedelta(days=1)
    guess(signing)
    assert signing.password("maria", PASSWORD, cookie) is None


def test_wrong_guesses_in_a_known_browser_lock_that_browser_and_nothing_else(
    signing: SignIn, people: Any, come_in: Callable[..., str], now: Any
) -> None:
    maria = people.add("maria")
    here, there = come_in(maria), come_in(maria)
    before = people.get(maria).model_dump()
    guess(signing, 5, here)
    assert signing.password("maria", PASSWORD, here) is None
    assert people.get(maria).model_dump() == before
    assert signing.password("maria", PASSWORD, there) is not None
    assert people.actions()[-1] == "device.locked"
    assert "account.locked" not in people.actions()
    now.at += timedelta(minutes=15)
    assert signing.password("maria", PASSWORD, here) is not None


def test_a_thief_of_the_browser_has_five_guesses_at_the_second_step_too(
    signing: SignIn, people: Any, come_in: Callable[..., str]
) -> None:
    maria = people.add("maria")
    cookie = come_in(maria)
    for _ in range(5):
        entered = signing.password("maria", PASSWORD, cookie)
        assert entered is not None
        assert signing.code(entered.session_id, "000000", cookie) is None
    assert signing.password("maria", PASSWORD, cookie) is None
    assert people.get(maria).failures == 0


def test_right_passwords_in_a_known_browser_do_not_lock_it(
    signing: SignIn, people: Any, come_in: Callable[..., str]
) -> None:
    cookie = come_in(people.add("maria"))
    assert all(signing.password("maria", PASSWORD, cookie) for _ in range(12))


def test_a_stranger_gets_no_new_guesses_when_the_owner_comes_in(
    signing: SignIn, people: Any, come_in: Callable[..., str]
) -> None:
    maria = people.add("maria")
    cookie = come_in(maria)
    guess(signing)
    full = people.get(maria).failures
    cookie = come_in(maria, cookie)
    assert people.get(maria).failures == full == accounts.MOST_FAILURES
    assert signing.password("maria", PASSWORD) is None
    assert signing.password("maria", PASSWORD, cookie) is not None


def test_four_guesses_of_a_stranger_stay_four_when_the_owner_comes_in(
    signing: SignIn, people: Any, come_in: Callable[..., str]
) -> None:
    maria = people.add("maria")
    cookie = come_in(maria)
    guess(signing, 4)
    before = people.get(maria).model_dump()
    come_in(maria, cookie)
    assert people.get(maria).model_dump() == before


def test_a_new_browser_forgets_the_accounts_tries_as_ever(
    people: Any, come_in: Callable[..., str], signing: SignIn
) -> None:
    maria = people.add("maria")
    guess(signing, 4)
    come_in(maria)
    assert people.get(maria).failures == 0


def test_the_tries_of_a_known_browser_end_with_its_sign_in(
    signing: SignIn, people: Any, desk: Desk, come_in: Callable[..., str]
) -> None:
    maria = people.add("maria")
    cookie = come_in(maria)
    guess(signing, 4, cookie)
    assert row_of(desk, cookie).failures == 4
    assert row_of(desk, come_in(maria, cookie)).failures == 0


def test_a_browser_is_known_by_a_hash_and_two_days(
    people: Any, desk: Desk, now: Any, come_in: Callable[..., str]
) -> None:
    maria = people.add("maria")
    cookie = come_in(maria)
    device_id, _, mark = cookie.partition(".")
    assert re.fullmatch("[0-9a-f]{64}", device_id)
    [row] = rows(desk)
    assert row.model_dump() == {
        "id_hash": tokens.digest(device_id),
        "account_id": maria,
        "created_at": "2026-11-22",
        "used_at": "2026-11-22",
        "failures": 0,
        "failed_at": None,
    }
    assert device_id not in str(row.model_dump())
    assert mark not in str(row.model_dump())


def test_each_full_sign_in_changes_the_id_so_that_a_copied_cookie_dies(
    signing: SignIn, people: Any, desk: Desk, now: Any, come_in: Callable[..., str]
) -> None:
    maria = people.add("maria")
    copied = come_in(maria)
    now.at += timedelta(days=3)
    own = come_in(maria, copied)
    [row] = rows(desk)
    assert (row.created_at, row.used_at) == ("2026-11-22", "2026-11-25")
    assert people.actions().count("device.kept") == 1
    guess(signing)
    assert signing.password("maria", PASSWORD, copied) is None
    assert signing.password("maria", PASSWORD, own) is not None


def test_a_browser_serves_who_came_in_last(people: Any, desk: Desk, come_in: Callable[..., str]) -> None:
    maria, ana = people.add("maria"), people.add("ana")
    come_in(ana, come_in(maria))
    assert [row.account_id for row in rows(desk)] == [ana]
    assert people.actions().count("device.kept") == 2


def test_the_first_factor_after_a_set_up_makes_the_browser_known(
    signing: SignIn, people: Any, desk: Desk, now: Any
) -> None:
    maria = people.add("maria", password=None, app=False)
    steps = [signing.set_up_code(given_code(desk, maria, factors.SET_UP))]
    assert steps[0] is not None
    steps.append(signing.new_password(steps[0].session_id, PASSWORD))
    assert [one and one.device for one in steps] == [None, None]
    assert rows(desk) == []
    with Session(desk.engine) as session:
        devices.keep(session, "left over", maria, now())
        session.commit()
    assert steps[1] is not None
    last = with_app(desk, steps[1], maria, now)
    assert last.device is not None
    assert [row.id_hash for row in rows(desk)] == [tokens.digest(last.device.partition(".")[0])]
    assert people.actions()[-1] == "device.kept"


def with_app(desk: Desk, way: Entered, account_id: str, now: Any) -> Entered:
    offer = Factors(desk).offer_app(way.session_id, "maria")
    entered = Factors(desk).add_app(way.session_id, account_id, pyotp.TOTP(offer.secret).at(now()))
    assert entered is not None
    return entered


def test_a_recovery_code_makes_no_browser_known_before_the_new_factor(
    signing: SignIn, people: Any, desk: Desk, now: Any, come_in: Callable[..., str]
) -> None:
    maria = people.add("maria")
    cookie = come_in(maria)
    first = signing.password("maria", PASSWORD, cookie)
    assert first is not None
    code = given_code(desk, maria, factors.RECOVERY)
    after = signing.recovery_code(first.session_id, code, cookie)
    assert after is not None
    assert after.device is None
    assert rows(desk) == []
    assert with_app(desk, after, maria, now).device is not None


def test_another_factor_of_somebody_signed_in_makes_no_browser_known(
    people: Any, desk: Desk, now: Any
) -> None:
    maria, session_id = people.add("maria"), tokens.new_id()
    with Session(desk.engine) as session:
        sessions.start(session, tokens.digest(session_id), maria, sessions.FULL, now())
        session.commit()
    assert with_app(desk, Entered(session_id, sessions.FULL), maria, now).device is None
    assert rows(desk) == []


@contextmanager
def recorded(desk: Desk) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    event.listen(desk.engine, "before_cursor_execute", note)
    yield said
    event.remove(desk.engine, "before_cursor_execute", note)


def test_every_wrong_try_takes_the_same_statements(
    signing: SignIn, people: Any, desk: Desk, come_in: Callable[..., str]
) -> None:
    """But for the row in the log of the try that fills a count: each account has one try here."""
    maria = people.add("maria")
    own, full, anothers = come_in(maria), come_in(maria), come_in(people.add("ana"))
    guess(signing, 5, full)
    said = set()
    for number, cookie in enumerate(("", own, full, anothers, own + "0", "x.y")):
        people.change(people.add(f"closed{number}"), disabled=True)
        people.add(f"invited{number}", password=None)
        people.change(people.add(f"locked{number}"), failures=5, failed_at="2026-11-22T17:59:00Z")
        people.change(maria, failures=0, failed_at=None)
        for name in ("maria", *(f"{kind}{number}" for kind in ("nobody", "closed", "invited", "locked"))):
            with recorded(desk) as statements:
                assert signing.password(name, WRONG, cookie) is None
            said.add(tuple(statements))
    assert len(said) == 1
    assert len(next(iter(said))) == 6


def test_a_wrong_code_takes_the_same_statements_with_and_without_the_cookie(
    signing: SignIn, people: Any, desk: Desk, come_in: Callable[..., str]
) -> None:
    cookie = come_in(people.add("maria"))
    said = set()
    for device in ("", cookie, cookie + "0"):
        way = signing.password("maria", PASSWORD, cookie)
        assert way is not None
        with recorded(desk) as statements:
            assert signing.code(way.session_id, "000000", device) is None
        said.add(tuple(statements))
    assert len(said) == 1


def test_tries_of_one_browser_at_the_same_moment_cannot_outrun_its_lock(
    make_desk: Callable[[Passwords], Desk], people: Any, desk: Desk, come_in: Callable[..., str]
) -> None:
    """Each process has its own SignIn; what they share is the database."""

    class Slow(Passwords):
        def fits(self, kept: str | None, password: str) -> bool:
            time.sleep(0.05)
            return super().fits(kept, password)

    maria = people.add("maria")
    cookie = come_in(maria)
    doors = [SignIn(make_desk(Slow(desk.passwords._hasher))) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda door: door.password("maria", WRONG, cookie), doors))
    assert results == [None] * 8
    assert row_of(desk, cookie).failures == accounts.MOST_FAILURES
    assert people.get(maria).failures == 0


def change_password(desk: Desk, admin: str, maria: str) -> None:
    Office(desk).change_password("x", maria, PASSWORD, NEW)


def take_recovery(desk: Desk, admin: str, maria: str) -> None:
    with Session(desk.engine) as session:
        factors.ask_recovery(session, maria, desk.now())
        session.commit()
    Office(desk).approve_recovery(admin, maria)


REVOKING = {
    "a new password": change_password,
    "a set-up code issued": lambda desk, admin, maria: Office(desk).new_set_up_code(admin, maria),
    "a set-up code used": lambda desk, _, maria: SignIn(desk).set_up_code(
        given_code(desk, maria, factors.SET_UP)
    ),
    "a recovery approved": take_recovery,
    "the account closed": lambda desk, admin, maria: Office(desk).set_disabled(admin, maria, True),
    "signed out everywhere": lambda desk, _, maria: SignIn(desk).out_everywhere(maria),
    "an admin's wish": lambda desk, admin, maria: Office(desk).forget_browsers(admin, maria),
}


@pytest.mark.parametrize("what", REVOKING)
def test_no_browser_is_known_after(people: Any, desk: Desk, come_in: Callable[..., str], what: str) -> None:
    admin, maria, ana = people.add("admin", role="admin"), people.add("maria"), people.add("ana")
    come_in(maria)
    come_in(maria)
    come_in(ana)
    REVOKING[what](desk, admin, maria)
    assert [row.account_id for row in rows(desk)] == [ana]


def test_a_password_chosen_after_a_set_up_code_leaves_no_browser(
    signing: SignIn, people: Any, desk: Desk, come_in: Callable[..., str]
) -> None:
    maria = people.add("maria")
    way = signing.set_up_code(given_code(desk, maria, factors.SET_UP))
    assert way is not None
    come_in(maria)
    assert signing.new_password(way.session_id, NEW) is not None
    assert rows(desk) == []


def test_a_plain_sign_out_keeps_the_browser(
    signing: SignIn, people: Any, desk: Desk, come_in: Callable[..., str]
) -> None:
    maria = people.add("maria")
    come_in(maria)
    signing.out("x", maria)
    assert len(rows(desk)) == 1


def test_what_an_admin_forgets_is_anothers_and_stands_in_the_log(
    people: Any, desk: Desk, come_in: Callable[..., str]
) -> None:
    admin, maria = people.add("admin", role="admin"), people.add("maria")
    come_in(maria)
    Office(desk).forget_browsers(admin, maria)
    assert people.actions()[-1] == "device.forgotten"
    with pytest.raises(Refused, match="own"):
        Office(desk).forget_browsers(admin, admin)


def test_the_own_browsers_are_listed_by_their_days_and_one_is_this_one(
    people: Any, desk: Desk, now: Any, come_in: Callable[..., str]
) -> None:
    maria, office = people.add("maria"), Office(desk)
    here = come_in(maria)
    now.at += timedelta(days=2)
    there = come_in(maria)
    listed = [OwnBrowser("2026-11-24", "2026-11-24", False), OwnBrowser("2026-11-22", "2026-11-22", True)]
    assert office.own_browsers(here, maria) == listed
    assert [one.here for one in office.own_browsers(there, maria)] == [True, False]
    assert [one.here for one in office.own_browsers("", maria)] == [False, False]


def test_a_browser_is_forgotten_by_its_owner_only(
    people: Any, desk: Desk, come_in: Callable[..., str]
) -> None:
    maria, ana, office = people.add("maria"), people.add("ana"), Office(desk)
    here, there = come_in(maria), come_in(maria)
    office.forget_own_browser(ana, here)
    assert len(rows(desk)) == 2
    office.forget_own_browser(maria, here)
    assert [row.id_hash for row in rows(desk)] == [tokens.digest(there.partition(".")[0])]
    office.forget_own_browser(maria, here)
    assert people.actions().count("device.forgotten") == 1


def test_a_wrong_password_of_now_is_charged_to_the_browser_if_it_is_known(
    people: Any, desk: Desk, come_in: Callable[..., str]
) -> None:
    maria, office = people.add("maria"), Office(desk)
    cookie = come_in(maria)
    for _ in range(5):
        with pytest.raises(Refused, match="wrong_password"):
            office.change_password("x", maria, WRONG, NEW, cookie)
    assert (people.get(maria).failures, row_of(desk, cookie).failures) == (0, 5)
    with pytest.raises(Refused, match="wrong_password"):
        office.change_password("x", maria, PASSWORD, NEW, cookie)


def test_the_password_can_be_changed_while_strangers_guess(
    signing: SignIn, people: Any, desk: Desk, come_in: Callable[..., str]
) -> None:
    maria = people.add("maria")
    cookie = come_in(maria)
    guess(signing)
    Office(desk).change_password("x", maria, PASSWORD, NEW, cookie)
    assert people.get(maria).failures == accounts.MOST_FAILURES


def test_the_hash_of_a_cookie_that_is_not_the_accounts_is_nobodys(desk: Desk) -> None:
    browsers = Browsers(desk)
    assert len({browsers.hash("x.y", "m") for _ in range(3)}) == 3
