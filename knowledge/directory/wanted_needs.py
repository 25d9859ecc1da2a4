"""The needs a navigator is after: those chosen, those the words name, those of a kind of trafficking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import Session

from knowledge.directory.search.memory import memory
from knowledge.directory.search.slots import slots
from knowledge.directory.usual import Group, kinds

_PAPERS: Group = ("legal_immigration",)
_ANYTHING = "case_management"  # what is read where somebody needs help and does not say which


def wanted_needs(
    session: Session,
    text: str,
    *,
    chosen: Sequence[Group] = (),
    read: Group = (),
    of_kinds: Iterable[str] = (),
) -> tuple[Group, ...]:
    """Groups of needs in the order to look for them; none when nothing tells one.

    `chosen`: what somebody picked. `read`: what the words were surely read as. `of_kinds`: names of kinds().
    A step on a visa is a fact of a client, and the kind of trafficking is said in passing: last, if at all.
    """
    named = [wish.needs for wish in slots(session, text, memory(session)) if wish.needs] if text else []
    named = [group for group in named if group != _PAPERS or not (chosen or read or len(named) > 1)]
    surely = [*chosen, *([read] if read and not (named and _ANYTHING in read) else [])]
    taken = {need for group in surely for need in group}
    named = [group for group in named if taken.isdisjoint(group)]
    of_kind = [kinds()[kind].needs for kind in of_kinds if kind in kinds()]
    told = {need for group in of_kind for need in group}
    named.sort(key=lambda group: not told.isdisjoint(group))
    return tuple(dict.fromkeys([*surely, *named, *of_kind]))
