"""One-time tokens for the pledge's form: signed, expiring, and about nobody.

A token holds a random word, the second at which it ends, and a signature over both. Used words are kept in
memory until they end, so that a form that is sent twice counts once. A ceiling an hour holds for everybody
together.

What this cannot prevent: whoever opens the page again gets another token, so one person can count more than
once, and a script can, up to the ceiling; to tell people apart one would have to keep something about them.
A restart forgets what was used: give each process a fresh random key, and old forms end with it.
"""

import hmac
from collections import deque
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from threading import Lock

LIFETIME_SECONDS = 3600
MOST_IN_AN_HOUR = 120


class PledgeTokens:
    """Gives tokens and spends each of them once. `now` is aware; `word` gives a new random word."""

    def __init__(self, key: bytes, now: Callable[[], datetime], word: Callable[[], str]) -> None:
        self._key = key
        self._now = now
        self._word = word
        self._used: dict[str, float] = {}
        self._spent_at: deque[float] = deque()
        self._lock = Lock()

    def give(self) -> str:
        """A token for one form."""
        ends = int(self._now().timestamp()) + LIFETIME_SECONDS
        bare = f"{self._word()}.{ends}"
        return f"{bare}.{self._sign(bare)}"

    def is_ours(self, token: str) -> bool:
        """Whether it was given here and has not ended; a used one is still ours."""
        bare, _, signature = token.rpartition(".")
        if not hmac.compare_digest(self._sign(bare).encode(), signature.encode()):
            return False
        return self._ends(token) > self._now().timestamp()

    def spend(self, token: str) -> bool:
        """True the first time for a token that is ours, while the hour has room; False otherwise."""
        with self._lock:
            self._forget()
            if not self.is_ours(token) or token in self._used or len(self._spent_at) >= MOST_IN_AN_HOUR:
                return False
            self._used[token] = self._ends(token)
            self._spent_at.append(self._now().timestamp())
            return True

    def give_back(self, token: str) -> None:
        """Undo `spend`: the count could not be written."""
        with self._lock:
            if self._used.pop(token, None) is not None:
                self._spent_at.pop()

    def _forget(self) -> None:
        now = self._now().timestamp()
        self._used = {token: ends for token, ends in self._used.items() if ends > now}
        while self._spent_at and self._spent_at[0] <= now - 3600:
            self._spent_at.popleft()

    def _ends(self, token: str) -> float:
        return float(token.split(".")[1])

    def _sign(self, bare: str) -> str:
        return hmac.new(self._key, f"pledge {bare}".encode(), sha256).hexdigest()
