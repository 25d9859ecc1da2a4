"""The decision table of a rule: which answers lead to which verdict, in as few rows as say it exactly.

Rows are read from the top and the first that fits decides, in the order in which `screen` decides. A row
holds states of criteria, by leaf index; a criterion it does not name may have any state:

    MET     what is known meets the criterion
    NOT     what is known is contrary to it
    OPEN    it cannot be told: not asked, skipped, or answered in part
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Literal

from knowledge.rules.criteria import Group, Leaf, Node, Turn, Version, leaves
from knowledge.rules.fields import Fields
from knowledge.rules.possible import Situation, situations
from knowledge.rules.screen import Verdict

MET, NOT, OPEN = "met", "not", "open"
States = frozenset[str]
ANY: States = frozenset({MET, NOT, OPEN})
Cube = Mapping[int, States]
Why = Literal["withdrawn", "open_to_all", "instead", "doubt", "rule", "stays", "else"]
# The states that a leaf may have so that it is (True) or is not (False) what is wanted; none: it never is.
Reading = Callable[[Leaf, bool], States]

_NEVER: States = frozenset()


@dataclass(frozen=True)
class Row:
    """States that decide. `turn` numbers the instead_if, or unclear_if, that acts.

    `stays`: no further answer changes it.
    """

    states: Cube
    verdict: Verdict
    why: Why
    turn: int | None = None


def fits(row: Row, known: Mapping[int, str]) -> bool:
    """Whether the states of the criteria are those of a row."""
    return all(known[index] in states for index, states in row.states.items())


def table(version: Version, fields: Fields) -> tuple[Row, ...]:
    """The rows of one version; the last one fits everything."""
    if version.withdrawn:
        return (Row({}, "unlikely", "withdrawn"),)
    if version.open_to_all:
        return (Row({}, "likely", "open_to_all"),)
    assert version.rule is not None
    fewest = _Fewest(every_leaf(version), fields)
    rows = [
        Row(cube, "unlikely", "instead", number)
        for number, cube in _turned(version.instead_if, fewest, _plain)
    ]
    likely, unlikely, stays = (list(_of_rule(kind, version.rule, fewest)) for kind in _KINDS)
    doubts = [
        Row(cube, "unclear", "doubt", number)
        for number, cube in _turned(version.unclear_if, fewest, _not_sure)
    ]
    # A doubt concerns only what would be likely.
    rows += [*unlikely, *doubts, *likely, *stays] if doubts else [*likely, *unlikely, *stays]
    rows.append(Row({}, "unclear", "else"))
    return tuple(row for number, row in enumerate(rows) if not fewest.is_told(row, rows[:number]))


def every_leaf(version: Version) -> list[Leaf]:
    """The leaves that decide: of the rule, then of each instead_if and unclear_if."""
    found = list(leaves(version.rule))
    for turn in (*version.instead_if, *version.unclear_if):
        found += [*leaves(turn.when), *leaves(turn.unless)]
    return found


def _turned(turns: Sequence[Turn], fewest: _Fewest, spares: Reading) -> Iterator[tuple[int, Cube]]:
    for number, turn in enumerate(turns):
        acts = _cubes(turn.when, True, _plain)
        if turn.unless is not None:
            acts = _both(acts, _cubes(turn.unless, False, spares))
        yield from ((number, cube) for cube in fewest.of(acts))


def _plain(leaf: Leaf, wanted: bool) -> States:
    """True, or false, by what has been said."""
    if leaf.asks is None or (leaf.lenient and not wanted):
        return _NEVER
    return frozenset({MET if wanted else NOT})


def _lifted(leaf: Leaf, wanted: bool) -> States:
    """As _plain, where what somebody else confirms counts as met while it is open."""
    if wanted and leaf.confirm_by is not None and leaf.asks is not None:
        return frozenset({MET, OPEN})
    return _plain(leaf, wanted)


def _not_sure(leaf: Leaf, wanted: bool) -> States:
    """Not surely the contrary of what is wanted."""
    return ANY if leaf.asks is None else frozenset({MET if wanted else NOT, OPEN})


def _not_likely(leaf: Leaf, wanted: bool) -> States:
    """Answered so that no other answer brings about the contrary of what is wanted."""
    return ANY if leaf.asks is None else frozenset({MET if wanted else NOT})


_Kind = tuple[Verdict, Why, bool, Reading]
_KINDS: tuple[_Kind, ...] = (
    ("likely", "rule", True, _lifted),
    ("unlikely", "rule", False, _plain),
    ("unclear", "stays", False, _not_likely),
)


def _of_rule(kind: _Kind, rule: Node, fewest: _Fewest) -> Iterator[Row]:
    verdict, why, wanted, read = kind
    return (Row(cube, verdict, why) for cube in fewest.of(_cubes(rule, wanted, read)))


def _cubes(node: Node, wanted: bool, read: Reading) -> list[Cube]:
    """All states of its leaves, alternatives of each other, that make a node what is wanted."""
    if isinstance(node, Leaf):
        states = read(node, wanted)
        return [{node.index: states}] if states and states != ANY else [{}] if states else []
    if node.kind == "not":
        return _cubes(node.parts[0], not wanted, read)
    least = {"all": len(node.parts), "any": 1}.get(node.kind, node.count)
    parts = [_cubes(part, wanted, read) for part in node.parts]
    needed = least if wanted else len(parts) - least + 1
    return [cube for chosen in itertools.combinations(parts, needed) for cube in reduce(_both, chosen)]


def _both(ones: list[Cube], others: list[Cube]) -> list[Cube]:
    joined = (_joined(one, other) for one in ones for other in others)
    return [cube for cube in joined if cube is not None]


def _joined(one: Cube, other: Cube) -> Cube | None:
    cube = {**one, **{index: states & one.get(index, ANY) for index, states in other.items()}}
    return cube if all(cube.values()) else None


class _Fewest:
    """Takes out what no answer can bring about, and what follows from another answer to the same field."""

    def __init__(self, every: Sequence[Leaf], fields: Fields) -> None:
        self._field = {leaf.index: leaf.asks for leaf in every if leaf.asks is not None}
        self._answers = {
            name: list(situations(Group("all", tuple(leaf for leaf in every if leaf.asks == name)), fields))
            for name in dict.fromkeys(self._field.values())
        }

    def of(self, cubes: Iterable[Cube]) -> list[Cube]:
        """The cubes as short as can be, in their order, without those that a later one covers."""
        kept: list[Cube] = []
        for cube in cubes:
            if self._is_possible(cube):
                short = self._shorter(cube)
                kept = [one for one in kept if not self._covers(short, one)] + [short]
        return kept

    def is_told(self, row: Row, earlier: Iterable[Row]) -> bool:
        """Whether one of the earlier rows fits wherever this one does, so that it never decides."""
        return any(self._covers(one.states, row.states) for one in earlier)

    def _is_possible(self, cube: Cube) -> bool:
        return all(self._left(cube, index, states) for index, states in cube.items())

    def _left(self, cube: Cube, index: int, states: States) -> list[Situation]:
        """The full answers to one field that agree with what a cube is sure of, and with these states."""
        sure = {**self._sure(cube, index), index: states}
        return [one for one in self._answers[self._field[index]] if _agrees(one, sure)]

    def _sure(self, cube: Cube, index: int) -> Cube:
        """What a cube says for sure of the field of a leaf, that leaf itself aside."""
        same = self._field[index]
        return {
            other: states
            for other, states in cube.items()
            if other != index and self._field[other] == same and OPEN not in states
        }

    def _follows(self, cube: Cube, index: int, states: States) -> bool:
        """Whether the rest of a cube leaves a leaf no other states: by its other answers to that field."""
        return bool(self._sure(cube, index)) and not self._left(cube, index, frozenset({MET, NOT}) - states)

    def _shorter(self, cube: Cube) -> Cube:
        short = dict(cube)
        for index in reversed(list(cube)):
            if self._follows(short, index, short[index]):
                del short[index]
        return short

    def _covers(self, one: Cube, other: Cube) -> bool:
        """Whether a cube fits wherever another does."""
        return all(
            other.get(index, ANY) <= states or self._follows(other, index, states)
            for index, states in one.items()
        )


def _agrees(answer: Situation, states: Cube) -> bool:
    return all((MET if answer[index] else NOT) in allowed for index, allowed in states.items())
