"""Guessing: how slow it is made, how little of it is judged, and that its answers take the same time."""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from knowledge.workspace import accounts
from navigator_api.staff.desk import Desk
from navigator_api.staff.passwords import Passwords
from navigator_api.staff.sign_in import SignIn

PASSWORD = "los gatos comen naranjas"
WRONG = "los gatos comen manzanas"


@pytest.fixture
def signing(desk: Desk) -> SignIn:
    return SignIn(desk)


def test_while_many_sign_ins_are_tried_all_of_them_wait(signing: SignIn, people: Any, now: Any) -> None:
    people.add("maria")
    waits = []
    for number in range(61):
        waits.append(signing.pause())
        signing.password(f"nobody{number}", WRONG)
    assert (waits[0], waits[19], waits[20], waits[60]) == (0.0, 0.0, 0.5, 2.0)
    now.at += timedelta(minutes=2)
    assert signing.pause() == 0.0


def test_two_thousand_guesses_at_a_locked_account_open_nothing(signing: SignIn, people: Any) -> None:
    people.add("maria")
    for _ in range(5):
        signing.password("maria", WRONG)
    guesses = (PASSWORD if number % 7 == 0 else f"{WRONG} {number}" for number in range(2000))
    assert all(signing.password("maria", guess) is None for guess in guesses)


@pytest.mark.timeout(60)
def test_of_a_hundred_thousand_guesses_few_are_ever_judged(people: Any, desk: Desk, now: Any) -> None:
    """One guess a second for 28 hours. What the lock does not let through fails, right or wrong (see above),
    after a hash that takes its time like any other; so only the lock itself is asked here.
    """
    maria = people.add("maria")
    judged = 0
    with Session(desk.engine) as session:
        for _ in range(100_000):
            now.at += timedelta(seconds=1)
            judged += accounts.take_try(session, maria, now())
    assert 500 < judged <= 5 * (100_000 // (15 * 60) + 1)


def test_an_unknown_name_takes_as_long_as_a_known_one(
    make_desk: Callable[[Passwords], Desk], people: Any
) -> None:
    """Medians of interleaved tries with real hashes; a hash left out shows as a ratio of ten or more."""
    signing = SignIn(make_desk(Passwords()))
    kept = signing._desk.passwords.hash(PASSWORD)
    for name in ("locked", "closed", *(f"person{number}" for number in range(20))):
        people.change(people.add(name), password_hash=kept, disabled=name == "closed")
    for _ in range(5):
        signing.password("locked", WRONG)
    times: dict[str, list[float]] = {"known": [], "unknown": [], "locked": [], "closed": []}
    for number in range(20):
        names = {"known": f"person{number}", "unknown": f"nobody{number}", "locked": "locked"}
        for kind, name in (names | {"closed": "closed"}).items():
            started = time.perf_counter()
            assert signing.password(name, WRONG) is None
            times[kind].append(time.perf_counter() - started)
    medians = {kind: statistics.median(taken) for kind, taken in times.items()}
    assert max(medians.values()) / min(medians.values()) < 1.5, medians
