"""In what order services are offered for a situation; pure, so that the assistant and the workspace agree.

Need and place come first, then what the rules say, then how surely it serves this person. What is not known
of a service or a person never takes it out, and never folds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

UNLIKELY = "unlikely"
_LATER: Mapping[str | None, int] = {"likely": 0}


@dataclass(frozen=True)
class Candidate:
    """A service found for one group of needs.

    `usual`: its place among those that stand first for these needs, None for all others. `misfits`: how many
    of place, age, language and hours are known not to fit; `unknown`: of how many nobody knows. `verdict` is
    None without a rule. `found`: its place in the search.
    """

    service: str
    usual: int | None
    misfits: int
    unknown: int
    reaches_law_enforcement: bool
    elsewhere: bool
    verdict: str | None
    is_near: bool
    found: int


def key(one: Candidate, *, by_words: bool) -> tuple[int, ...]:
    """What decides, the strongest first; `by_words`: found by words alone, which then tell the need."""
    if by_words:
        return (one.misfits, one.found)
    return (
        one.misfits,
        int(one.usual is None),
        one.usual or 0,
        int(one.reaches_law_enforcement),
        int(one.elsewhere),
        _LATER.get(one.verdict, 1),
        int(not one.is_near),
        one.unknown,
        one.found,
    )


def in_order(lists: Sequence[Iterable[Candidate]], *, by_words: bool = False) -> list[Candidate]:
    """One list of each group's, the best of each in turn; the first place of a service counts.

    What is known not to fit comes after, and what the rules lead elsewhere at the end.
    """
    ordered = [sorted(one, key=lambda each: key(each, by_words=by_words)) for one in lists]
    in_turn = (one for row in zip_longest(*ordered) for one in row if one is not None)
    first: dict[str, Candidate] = {}
    for one in in_turn:
        first.setdefault(one.service, one)
    return sorted(first.values(), key=lambda one: (one.verdict == UNLIKELY, one.misfits))
