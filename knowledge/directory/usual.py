"""Which services stand first for a group of needs: read once from facts/first_services.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FIRST = Path(__file__).resolve().parents[1] / "facts" / "first_services.yaml"

Group = tuple[str, ...]


@dataclass(frozen=True)
class Usual:
    """`needs`: taxonomy ids that are looked for together. `first`, `under_18`: service ids in their order."""

    needs: Group
    first: tuple[str, ...]
    under_18: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of trafficking: what is needed with it, and the values of the field harm_types that tell it."""

    needs: Group
    harm_types: frozenset[str]


@cache
def usual() -> dict[str, Usual]:
    """The groups by name."""
    return {
        name: Usual(tuple(one["needs"]), tuple(one["first"]), tuple(one.get("under_18", ())))
        for name, one in _read()["groups"].items()
    }


@cache
def kinds() -> dict[str, Kind]:
    """The kinds of trafficking by name."""
    return {
        name: Kind(tuple(one["needs"]), frozenset(one["harm_types"]))
        for name, one in _read()["kinds"].items()
    }


def first_services(needs: Group, *, young: bool) -> tuple[str, ...]:
    """The services that stand first for these needs; for the young what is theirs before the rest."""
    rows = [row for row in usual().values() if not set(row.needs).isdisjoint(needs)]
    found = [one for row in rows for one in ((*row.under_18, *row.first) if young else row.first)]
    return tuple(dict.fromkeys(found))


def grouped(needs: Sequence[str]) -> tuple[Group, ...]:
    """Needs cut into those that are looked for together, in the order in which they were chosen.

    >>> grouped(["food", "transitional_housing", "emergency_shelter"])
    (('food',), ('emergency_shelter', 'transitional_housing'))
    """
    found = dict.fromkeys(_among(need, needs) for need in needs)
    return tuple(found)


def _among(need: str, chosen: Iterable[str]) -> Group:
    row = next((row for row in usual().values() if need in row.needs), None)
    wanted = set(chosen)
    return (need,) if row is None else tuple(one for one in row.needs if one in wanted)


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(FIRST.read_text(encoding="utf-8"))
    return read
