import threading
import time
from typing import Any

import argon2
import pytest

from navigator_api.staff import passwords
from navigator_api.staff.passwords import AT_ONCE, Busy, Passwords

QUICK = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def test_a_hash_fits_its_password_and_no_other() -> None:
    kept = Passwords(QUICK).hash("los gatos comen naranjas")
    assert Passwords(QUICK).fits(kept, "los gatos comen naranjas")
    assert not Passwords(QUICK).fits(kept, "los gatos comen naranja")


def test_two_hashes_of_one_password_differ() -> None:
    assert Passwords(QUICK).hash("x" * 15) != Passwords(QUICK).hash("x" * 15)


def test_nothing_fits_where_no_password_is_kept_not_even_the_stand_in() -> None:
    assert not Passwords(QUICK).fits(None, "the password of nobody")


def test_a_broken_hash_fits_nothing() -> None:
    assert not Passwords(QUICK).fits("not a hash", "x" * 15)


def test_an_accent_may_be_typed_either_way() -> None:
    kept = Passwords(QUICK).hash("camio\u0301n de naranjas")
    assert Passwords(QUICK).fits(kept, "camión de naranjas")


def test_real_hashes_are_argon2id_with_46_mib() -> None:
    parameters = argon2.extract_parameters(Passwords().hash("x" * 15))
    assert (parameters.type, parameters.memory_cost, parameters.time_cost) == (argon2.Type.ID, 47_104, 1)


def test_no_more_than_two_are_compared_at_once() -> None:
    running, most, lock = 0, 0, threading.Lock()

    class Watched(argon2.PasswordHasher):
        def verify(self, *_: Any) -> Any:
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            time.sleep(0.02)
            with lock:
                running -= 1
            return True

    checking = Passwords(Watched(time_cost=1, memory_cost=8, parallelism=1))
    threads = [threading.Thread(target=checking.fits, args=("kept", "x")) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == AT_ONCE


def test_who_waits_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "LONGEST_WAIT", 0.01)
    checking = Passwords(QUICK)
    with checking._turn(), checking._turn(), pytest.raises(Busy):
        checking.fits(None, "x")
