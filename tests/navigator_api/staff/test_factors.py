from datetime import timedelta
from typing import Any

import pyotp
import pytest
from sqlmodel import Session

from knowledge.workspace import sessions
from navigator_api.staff import tokens
from navigator_api.staff.desk import Desk
from navigator_api.staff.factors import Factors
from navigator_api.staff.place import Relying
from navigator_api.staff.refused import Refused
from navigator_api.staff.sign_in import Entered, SignIn
from tests.navigator_api.staff.soft_key import SoftKey

PASSWORD = "los gatos comen naranjas"
URL = "https://line.example.org"
HERE = Relying("line.example.org", (URL,))


@pytest.fixture
def factors(desk: Desk) -> Factors:
    return Factors(desk)


@pytest.fixture
def signing(desk: Desk) -> SignIn:
    return SignIn(desk)


def passed(signing: SignIn) -> Entered:
    entered = signing.password("maria", PASSWORD)
    assert entered is not None
    return entered


def with_passkey(factors: Factors, people: Any) -> tuple[str, SoftKey]:
    maria, key = people.add("maria", app=False), SoftKey(URL)
    options = factors.ask_passkey("first", maria, "maria", HERE)
    assert factors.add_passkey("first", maria, key.make(options), HERE) is not None
    return maria, key


def test_an_app_is_kept_once_its_code_was_typed(factors: Factors, people: Any, desk: Desk, now: Any) -> None:
    maria = people.add("maria", app=False)
    offer = factors.offer_app("first", "maria")
    assert offer == factors.offer_app("first", "maria")
    assert factors.add_app("first", maria, "000000") is None
    assert not factors.kept(maria).app
    entered = factors.add_app("first", maria, pyotp.TOTP(offer.secret).at(now()))
    assert entered is not None
    assert entered.stage == sessions.FULL
    assert factors.kept(maria).app
    assert people.actions() == ["factor.app_added"]


def test_the_code_that_proved_an_app_does_not_sign_in(
    factors: Factors, signing: SignIn, people: Any, now: Any
) -> None:
    maria = people.add("maria", app=False)
    code = pyotp.TOTP(factors.offer_app("first", "maria").secret).at(now())
    factors.add_app("first", maria, code)
    assert signing.code(passed(signing).session_id, code) is None


def test_the_offer_belongs_to_one_session_and_a_quarter_of_an_hour(
    factors: Factors, people: Any, now: Any
) -> None:
    maria = people.add("maria", app=False)
    offer = factors.offer_app("first", "maria")
    assert factors.offer_app("second", "maria") != offer
    assert factors.add_app("second", maria, pyotp.TOTP(offer.secret).at(now())) is None
    now.at += timedelta(minutes=15)
    assert factors.add_app("first", maria, pyotp.TOTP(offer.secret).at(now())) is None


def test_the_secret_of_an_app_is_encrypted_at_rest(
    factors: Factors, people: Any, desk: Desk, now: Any
) -> None:
    maria = people.add("maria", app=False)
    offer = factors.offer_app("first", "maria")
    with desk.engine.connect() as connection:
        given = str(connection.exec_driver_sql("SELECT given FROM staff_challenge").fetchall())
        factors.add_app("first", maria, pyotp.TOTP(offer.secret).at(now()))
        kept = str(connection.exec_driver_sql("SELECT secret FROM staff_totp").fetchall())
    assert offer.secret not in given + kept


def test_a_new_factor_ends_the_sessions_from_before(
    factors: Factors, people: Any, desk: Desk, now: Any
) -> None:
    maria, before = people.add("maria", app=False), tokens.new_id()
    with Session(desk.engine) as session:
        sessions.start(session, tokens.digest(before), maria, sessions.FULL, now())
        session.commit()
    offer = factors.offer_app(before, "maria")
    entered = factors.add_app(before, maria, pyotp.TOTP(offer.secret).at(now()))
    assert entered is not None
    with Session(desk.engine) as session:
        assert sessions.alive(session, tokens.digest(before), now()) is None
        assert sessions.alive(session, tokens.digest(entered.session_id), now()) is not None


def test_a_passkey_signs_in(factors: Factors, signing: SignIn, people: Any) -> None:
    maria, key = with_passkey(factors, people)
    way = passed(signing)
    assert way.stage == sessions.FACTOR
    options = signing.ask_passkey(way.session_id, maria, HERE)
    assert options is not None
    entered = signing.passkey(way.session_id, key.sign(options), HERE)
    assert entered is not None
    assert entered.stage == sessions.FULL
    assert people.actions() == ["factor.passkey_added", "sign_in.done", "device.kept"]


def test_an_answer_is_good_for_one_challenge(factors: Factors, signing: SignIn, people: Any) -> None:
    maria, key = with_passkey(factors, people)
    way, other = passed(signing), passed(signing)
    options = signing.ask_passkey(way.session_id, maria, HERE)
    assert options is not None
    answer = key.sign(options)
    assert signing.passkey(other.session_id, answer, HERE) is None
    signing.ask_passkey(other.session_id, maria, HERE)
    assert signing.passkey(other.session_id, answer, HERE) is None
    assert signing.passkey(way.session_id, answer, HERE) is not None


def test_a_challenge_is_used_up_by_a_wrong_answer(factors: Factors, signing: SignIn, people: Any) -> None:
    maria, key = with_passkey(factors, people)
    way = passed(signing)
    options = signing.ask_passkey(way.session_id, maria, HERE)
    assert options is not None
    assert signing.passkey(way.session_id, "{}", HERE) is None
    assert signing.passkey(way.session_id, key.sign(options), HERE) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"origin": "https://line-example.org"},
        {"rp_id": "example.org"},
        {"challenge": "AAAAAAAAAAAAAAAAAAAAAA"},
    ],
)
def test_an_answer_to_another_site_or_question_is_refused(
    factors: Factors, signing: SignIn, people: Any, changes: dict[str, str]
) -> None:
    maria, key = with_passkey(factors, people)
    way = passed(signing)
    options = signing.ask_passkey(way.session_id, maria, HERE)
    assert options is not None
    assert signing.passkey(way.session_id, key.sign(options, **changes), HERE) is None
    fresh = factors.ask_passkey("second", maria, "maria", HERE)
    assert factors.add_passkey("second", maria, SoftKey(URL).make(fresh, **changes), HERE) is None


def test_a_key_that_is_not_the_accounts_is_refused(factors: Factors, signing: SignIn, people: Any) -> None:
    maria, key = with_passkey(factors, people)
    way = passed(signing)
    options = signing.ask_passkey(way.session_id, maria, HERE)
    assert options is not None
    stranger = SoftKey(URL, id=key.id)
    assert signing.passkey(way.session_id, stranger.sign(options), HERE) is None


def test_a_counter_that_goes_back_is_refused(factors: Factors, signing: SignIn, people: Any) -> None:
    """A cloned key shows in its counter."""
    maria, key = with_passkey(factors, people)
    for count, works in ((5, True), (3, False)):
        way = passed(signing)
        options = signing.ask_passkey(way.session_id, maria, HERE)
        assert options is not None
        key.count = count
        assert (signing.passkey(way.session_id, key.sign(options), HERE) is not None) is works


def test_a_challenge_is_for_a_quarter_of_an_hour(factors: Factors, people: Any, now: Any) -> None:
    maria = people.add("maria", app=False)
    options = factors.ask_passkey("first", maria, "maria", HERE)
    now.at += timedelta(minutes=15)
    assert factors.add_passkey("first", maria, SoftKey(URL).make(options), HERE) is None


@pytest.mark.parametrize(
    "answer", ["", "null", "[]", "{}", '{"id": 7}', '{"id": "x"}', "\x00", "9" * 500, "[" * 50_000]
)
def test_what_is_no_answer_is_refused(factors: Factors, signing: SignIn, people: Any, answer: str) -> None:
    maria, _ = with_passkey(factors, people)
    way = passed(signing)
    signing.ask_passkey(way.session_id, maria, HERE)
    assert signing.passkey(way.session_id, answer, HERE) is None
    factors.ask_passkey("second", maria, "maria", HERE)
    assert factors.add_passkey("second", maria, answer, HERE) is None


def test_a_wrong_passkey_counts_as_a_try(factors: Factors, signing: SignIn, people: Any) -> None:
    maria, _ = with_passkey(factors, people)
    way = passed(signing)
    for _ in range(5):
        signing.ask_passkey(way.session_id, maria, HERE)
        signing.passkey(way.session_id, "{}", HERE)
    assert signing.password("maria", PASSWORD) is None


def test_the_last_factor_stays(factors: Factors, people: Any) -> None:
    maria, _ = with_passkey(factors, people)
    [(passkey_id, _)] = factors.kept(maria).passkeys
    with pytest.raises(Refused, match="last_factor"):
        factors.remove(maria, passkey_id)
    assert factors.kept(maria).passkeys


def test_one_of_two_factors_can_be_removed(factors: Factors, people: Any, now: Any) -> None:
    maria, _ = with_passkey(factors, people)
    code = pyotp.TOTP(factors.offer_app("first", "maria").secret).at(now())
    factors.add_app("first", maria, code)
    factors.remove(maria, factors.kept(maria).passkeys[0][0])
    assert factors.kept(maria).passkeys == ()
    assert people.actions()[-1] == "factor.removed"


def test_nobody_removes_the_passkey_of_another(factors: Factors, people: Any) -> None:
    maria, _ = with_passkey(factors, people)
    other = people.add("ana")
    factors.remove(other, factors.kept(maria).passkeys[0][0])
    assert len(factors.kept(maria).passkeys) == 1
    assert "factor.removed" not in people.actions()
