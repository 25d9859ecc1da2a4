"""The safety order of services that meet needs: queries.services_for_needs explains it, this keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from knowledge.directory import tables
from knowledge.directory.results import WayIn
from knowledge.directory.table_base import FACTS_ORIGIN
from knowledge.directory.ways import CONFIRMATIONS

_NO_ADVOCATE = 1_000  # after every place in advocate_first_order

_Service = TypeVar("_Service")


@dataclass(frozen=True)
class Standing:
    """What decides a service's place. `met`: the needs it meets, by their places in what was asked for.

    `rank` is compared last: rank_of(), or a number that stands for it.
    """

    reaches_law_enforcement: bool
    elsewhere: bool
    met: tuple[int, ...]
    rank: Any
    crisis_lines: tuple[str, ...]

    def key(self, *, repeats: bool) -> tuple[Any, ...]:
        """`repeats`: every crisis line of it was met before."""
        first = min(self.met, default=0)
        return (self.reaches_law_enforcement, self.elsewhere, repeats, -len(self.met), first, self.rank)


def in_order(found: Iterable[tuple[Standing, _Service]]) -> list[_Service]:
    """A second service on one crisis line stands after others of its reach and area."""
    seen: set[str] = set()
    keyed = []
    for standing, service in sorted(found, key=lambda pair: pair[0].key(repeats=False)):
        lines = set(standing.crisis_lines)
        keyed.append((standing.key(repeats=bool(lines) and lines <= seen), service))
        seen |= lines
    return [service for _, service in sorted(keyed, key=lambda pair: pair[0])]


def rank_of(
    service: tables.Service, lines: Iterable[tables.Hotline], phones: Iterable[WayIn]
) -> tuple[int | str, ...]:
    """The order of services alike in reach, area, lines and needs; `phones` are those with a number."""
    ranks = [line.advocate_rank for line in lines if line.advocate_rank is not None]
    confirmations = [CONFIRMATIONS.index(way.confirmation) for way in phones]
    return (
        min(ranks, default=_NO_ADVOCATE),
        int(service.ages is not None),
        min(confirmations, default=len(CONFIRMATIONS)),
        int(service.kind == "legal_remedy"),
        int(service.origin != FACTS_ORIGIN),
        service.position,
        service.id,
    )


def crisis_lines(lines: Iterable[tables.Hotline]) -> tuple[str, ...]:
    """The ids of those that are crisis lines."""
    return tuple(line.id for line in lines if line.kind == "crisis")
