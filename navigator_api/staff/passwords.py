"""Passwords: hashed with Argon2id, and compared in the same time whether there is one to compare or not."""

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's first choice (Password Storage Cheat Sheet, 2025): 46 MiB, one pass, one lane.
MEMORY_KIB = 47_104
PASSES = 1
AT_ONCE = 2
LONGEST_WAIT = 10.0


class Busy(Exception):
    """More passwords are being compared than this machine can: try again in a minute."""


class Passwords:
    """Hashes and compares; at most AT_ONCE at a time, so that a flood takes 92 MiB and no more."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=1)
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._nobodys = self._hasher.hash("the password of nobody")

    def hash(self, password: str) -> str:
        """The hash to keep, with its salt and parameters. Raises Busy."""
        with self._turn():
            return self._hasher.hash(_plain(password))

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether this is the password; None (no account, no password yet) takes as long. Raises Busy."""
        with self._turn():
            try:
                return self._hasher.verify(kept or self._nobodys, _plain(password)) and kept is not None
            except (VerificationError, InvalidHashError):
                return False

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=LONGEST_WAIT):
            raise Busy
        try:
            yield
        finally:
            self._turns.release()


def _plain(password: str) -> str:
    """One form for the accents that keyboards spell differently (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
