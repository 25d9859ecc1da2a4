"""What services are filtered by, as words of the full-text index: one for each fact, or for its absence."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2s

UNKNOWN = "?"
ANY = "*"
OLDEST = 99

# What a query calls a way in, and what the directory calls it; all else has one name.
_MODES = {"call": "voice", "phone": "voice"}


@lru_cache(maxsize=1 << 12)
def facet(kind: str, value: str) -> str:
    """A word of letters and digits for any value, so that values of imports need no quoting.

    >>> facet("need", "food") == facet("need", "food") != facet("area", "food")
    True
    """
    return "x" + blake2s(f"{kind}:{value}".encode(), digest_size=8).hexdigest()


def fits(kind: str, value: str) -> frozenset[str]:
    """The facets of services that fit, and of those of which nothing is known."""
    return frozenset({facet(kind, value), facet(kind, UNKNOWN)})


def mode(name: str) -> str:
    """The directory's name of a way in.

    >>> mode("call"), mode("chat")
    ('voice', 'chat')
    """
    return _MODES.get(name, name)


def ages(least: float | None, most: float | None) -> list[str]:
    """Every full year of age from `least` to `most` (years; None for no limit), up to OLDEST."""
    first, last = int(least or 0), int(OLDEST if most is None else most)
    return [str(age) for age in range(max(first, 0), min(last, OLDEST) + 1)]
