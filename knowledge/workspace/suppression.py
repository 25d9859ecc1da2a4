"""Which counts may be published, so that no number under 10 can be read or worked out. Pure, on numbers.

A count of 1 to 9 is not published, nor is any number that gives one away by subtraction: first the small
counts themselves are hidden (primary suppression), then as many others as it takes (complementary
suppression). 0 is published: nobody stands behind it. After the Washington State Department of Health's
"Standards for Reporting Data with Small Numbers" (May 2018), the CMS cell size suppression policy (ResDAC,
26 January 2024), and for the check of ranges the Federal Committee on Statistical Methodology's Statistical
Policy Working Paper 22 (2005).

What is published is decided once, quarter after quarter, for the one set of numbers behind every report; a
report of any period only adds up what is published (`figure`). So two reports whose periods overlap tell no
more together than the published numbers do. Three rules keep that so:

1. A total has months, quarters and years. A quarter under 10 is hidden; the three months of a quarter are
   published together or not at all; a year is published if its hidden quarters add up to 10 or more.
2. The rows that a total is divided into have quarters and years. A quarter's rows under 10 are hidden, with
   the smallest others until what is hidden adds up to 10 or more. A year is published row by row, where
   `_exposed` finds that every hidden number may still be any of eleven or more.
3. Where a total is hidden, so are all of its rows; a row that is itself divided counts as their total.

Guaranteed by arithmetic alone, whoever has all reports of all periods: every hidden number could still be at
least eleven different whole numbers, and every sum of hidden numbers that can be worked out is 10 or more.
Rule 3 carries this from one table to the next: whatever a hidden total might be, its rows can add up to it.
Whoever also knows these rules learns of a hidden quarter of a whole log that it is 1 to 9: "<10" says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

THRESHOLD = 10
QUARTER, YEAR = 3, 12

# The first month, counted from a July that begins the log's first fiscal year, and how many months.
Span = tuple[int, int]
Shown = frozenset[Span]
Rows = Mapping[str, Sequence[int]]

_Cell = tuple[str, int]
_Node = tuple[str, str | int]
_Room = dict[_Node, dict[_Node, int]]
_YEAR_NODE: _Node = ("year", "")
_NO_LIMIT = 1_000_000_000


@dataclass(frozen=True)
class Figure:
    """What is said of a number: that it is `least`, or if it is not `exact`, that it is `least` or more.

    `under` is said of a total that is 1 to 9.
    """

    least: int
    exact: bool
    under: bool = False


def is_small(count: int) -> bool:
    """Whether a count may not be shown."""
    return 0 < count < THRESHOLD


def shown_total(months: Sequence[int]) -> Shown:
    """What is published of a total by month, from a July on; as many months as make whole quarters."""
    quarters = [sum(months[at : at + QUARTER]) for at in range(0, len(months), QUARTER)]
    shown: set[Span] = set()
    for number, count in enumerate(quarters):
        at = number * QUARTER
        if not is_small(count):
            shown.add((at, QUARTER))
            if not any(is_small(month) for month in months[at : at + QUARTER]):
                shown |= {(month, 1) for month in range(at, at + QUARTER)}
    for first in range(0, len(quarters) - 3, 4):
        hidden = sum(count for count in quarters[first : first + 4] if is_small(count))
        if not is_small(hidden):
            shown.add((first * QUARTER, YEAR))
    return frozenset(shown)


def shown_rows(rows: Rows, total: Shown) -> dict[str, Shown]:
    """What is published of the rows (a number a quarter) whose sum is a total that shows `total`.

    Raises ValueError when rows have not equally many quarters, or are too few to hide a small one among.
    """
    if len({len(counts) for counts in rows.values()}) > 1:
        raise ValueError("Rows of one table need a number for each quarter; some have more than others.")
    names = tuple(sorted(rows))
    quarters = min((len(counts) for counts in rows.values()), default=0)
    shown: dict[str, set[Span]] = {name: set() for name in names}
    for first in range(0, quarters, 4):
        counts = tuple(tuple(rows[name][first : first + 4]) for name in names)
        known = tuple((at * QUARTER, QUARTER) in total for at in range(first, min(first + 4, quarters)))
        for name, at, months in _year(names, counts, known):
            shown[name].add(((first + at) * QUARTER, months))
    return {name: frozenset(spans) for name, spans in shown.items()}


def figure(counts: Sequence[int], months_each: int, shown: Shown, first: int, last: int) -> Figure:
    """What may be said of the months from `first` to `last` (both in it): the sum of what is published.

    `counts` has one number for each `months_each` months. Months that make no whole step are left out.
    """
    least, exact, at = 0, True, -(-first // months_each) * months_each
    while at + months_each - 1 <= last:
        length = next((one for one in (YEAR, QUARTER, 1) if (at, one) in shown and at + one - 1 <= last), 0)
        least += sum(counts[at // months_each : (at + length) // months_each])
        exact &= length > 0
        at += length or months_each
    return Figure(least, exact)


def total_figure(months: Sequence[int], shown: Shown, first: int, last: int) -> Figure:
    """The same of a total, which says "under 10" where one whole quarter or year is hidden for being so."""
    found = figure(months, 1, shown, first, last)
    length = last - first + 1
    whole = length in (QUARTER, YEAR) and first % length == 0
    return Figure(found.least, found.exact, whole and not found.exact and found.least == 0)


@lru_cache(maxsize=256)
def _year(
    names: tuple[str, ...], counts: tuple[tuple[int, ...], ...], known: tuple[bool, ...]
) -> tuple[tuple[str, int, int], ...]:
    """(row, quarter, months) of what a year publishes; `known` says of which quarters the total is shown."""
    table = dict(zip(names, counts, strict=True))
    hidden: set[_Cell] = set()
    for at, total_shown in enumerate(known):
        hidden |= _hidden_in(table, at, hidden) if total_shown else {(name, at) for name in names}
    shown = [(name, at, QUARTER) for name in names for at in range(len(known)) if (name, at) not in hidden]
    if len(known) == 4 and all(known):
        shown += [(name, 0, YEAR) for name in sorted(_whole_years(table, hidden))]
    return tuple(shown)


def _hidden_in(table: Rows, at: int, hidden: set[_Cell]) -> set[_Cell]:
    """The cells of a quarter to hide: the small ones, and others until they add up to 10 or more.

    Rows that were hidden earlier in the year come first, so that more rows keep their year.
    """
    chosen = [name for name, counts in table.items() if is_small(counts[at])]
    hidden_before = {name for name, _ in hidden}
    others = sorted(
        (name for name, counts in table.items() if counts[at] >= THRESHOLD),
        key=lambda name: (name not in hidden_before, table[name][at]),
    )
    while chosen and sum(table[name][at] for name in chosen) < THRESHOLD:
        if not others:
            raise ValueError("Rows under 10 add up to a total under 10 that is shown: hide that total.")
        chosen.append(others.pop(0))
    return {(name, at) for name in chosen}


def _whole_years(table: Rows, hidden: set[_Cell]) -> set[str]:
    """The rows whose year may be shown though quarters of it are hidden, or none are."""
    cells = {(name, at): table[name][at] for name, at in hidden}
    partly = {name for name, _ in hidden}
    told = {name for name in partly if sum(table[name]) >= THRESHOLD}
    while told and _exposed(cells, told):
        told.remove(min(told, key=lambda name: (sum(table[name]), name)))
    return (table.keys() - partly) | told


def _exposed(cells: Mapping[_Cell, int], told: set[str]) -> bool:
    """Whether some hidden number has fewer than eleven possible values when the years of `told` are known.

    All ways to fill the hidden cells are the flows of a network: from the year to each row (fixed for the
    rows that are told), from a row to each quarter in which it is hidden, and each quarter's sum is known.
    How far one number can move is the most that flows between the two ends of its arc without it.
    """
    room = _network(cells, told)
    arcs: list[tuple[_Node, _Node, int]]
    arcs = [(("row", name), ("quarter", at), count) for (name, at), count in cells.items()]
    arcs += [(_YEAR_NODE, node, _NO_LIMIT) for node in room[_YEAR_NODE]]
    return any(_play(room, start, end, count) < THRESHOLD for start, end, count in arcs)


def _network(cells: Mapping[_Cell, int], told: set[str]) -> _Room:
    """How much more can flow along each arc: a cell can grow as it likes, and shrink to 0."""
    room: _Room = {_YEAR_NODE: {}}
    for (name, at), count in cells.items():
        row, quarter = ("row", name), ("quarter", at)
        room.setdefault(row, {})[quarter] = _NO_LIMIT
        room.setdefault(quarter, {})[row] = count
        if name not in told:
            room[_YEAR_NODE][row] = room[row][_YEAR_NODE] = _NO_LIMIT
    return room


def _play(room: _Room, start: _Node, end: _Node, count: int) -> int:
    """By how much the number on the arc can grow and shrink together; no further than it matters."""
    without = {node: {to: left for to, left in arcs.items()} for node, arcs in room.items()}
    del without[start][end], without[end][start]
    return _flow(without, end, start) + min(count, _flow(without, start, end))


def _flow(room: _Room, start: _Node, end: _Node) -> int:
    """The most that flows from start to end, or THRESHOLD if it is more."""
    left = {node: dict(arcs) for node, arcs in room.items()}
    found = 0
    while found < THRESHOLD and (path := _path(left, start, end)):
        push = min(THRESHOLD - found, *(left[one][to] for one, to in path))
        for one, to in path:
            left[one][to] -= push
            left[to][one] = left[to].get(one, 0) + push
        found += push
    return found


def _path(left: _Room, start: _Node, end: _Node) -> list[tuple[_Node, _Node]]:
    """The arcs of a shortest way with room on it; none when there is no such way."""
    came: dict[_Node, _Node] = {start: start}
    queue = [start]
    for node in queue:
        for to in (to for to, room in left[node].items() if room and to not in came):
            came[to] = node
            queue.append(to)
    return [] if end not in came else list(pairwise(reversed(list(_back(came, end)))))


def _back(came: Mapping[_Node, _Node], node: _Node) -> Iterator[_Node]:
    yield node
    while came[node] != node:
        node = came[node]
        yield node
