"""Case codes: eight letters that say nothing of anybody, can be read aloud, and catch a slip.

"H7KD-3TRP": seven letters drawn at random and a check letter. Of letters that look alike (0 O, 1 I, 2 Z,
5 S, 8 B) or are mixed up most aloud (B V, M N, S F) at most one is used; without vowels no word comes up.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

ALPHABET: Final = "34679CDFGHJKMPRTWXY"  # a prime number of letters, so that every slip changes the check
DRAWN: Final = 7
_PRIME: Final = len(ALPHABET)
_IGNORED = re.compile(r"[\s\-‐-―.]+")


def new_code(pick: Callable[[str], str]) -> str:
    """A code of letters that `pick` draws from the alphabet (secrets.choice)."""
    drawn = "".join(pick(ALPHABET) for _ in range(DRAWN))
    return _printed(drawn + _check_letter(drawn))


def read_code(typed: str) -> str | None:
    """The code as it is printed; None for what is no code: mistyped, or not one of ours.

    >>> read_code("h7kd 3trx"), read_code("h7kd 3trp")
    (None, 'H7KD-3TRP')
    """
    letters = _IGNORED.sub("", typed).upper()
    if len(letters) != DRAWN + 1 or not set(letters) <= set(ALPHABET):
        return None
    return _printed(letters) if _check_letter(letters[:DRAWN]) == letters[DRAWN] else None


def _check_letter(drawn: str) -> str:
    """Each place has a weight of its own, so that two letters changed about are seen too."""
    weighed = sum(place * ALPHABET.index(letter) for place, letter in enumerate(drawn, 1))
    return ALPHABET[weighed % _PRIME]


def _printed(letters: str) -> str:
    return f"{letters[:4]}-{letters[4:]}"
