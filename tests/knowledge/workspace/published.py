"""What a reader with every report can work out: the least and the most that each hidden number may be.

A small simplex method, written apart from what it checks.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

_NEAR = 1e-7


class Reader:
    """Knows sums of unknown whole numbers that are not negative, and works out the range of others."""

    def __init__(self, unknowns: Iterable[str]) -> None:
        self._at = {name: position for position, name in enumerate(unknowns)}
        self._known: list[tuple[np.ndarray, float]] = []
        self._solved: tuple[np.ndarray, list[int]] | None = None

    def learns(self, sum_of: Mapping[str, int] | Sequence[str], value: int) -> None:
        """A sum of unknowns; with a mapping each has a factor."""
        self._known.append((self._row(sum_of), float(value)))

    def range_of(self, sum_of: Mapping[str, int] | Sequence[str]) -> tuple[float, float]:
        """The least and the most that a sum of unknowns may be; infinity when nothing bounds it."""
        row = self._row(sum_of)
        return -self._most(-row), self._most(row)

    def _row(self, sum_of: Mapping[str, int] | Sequence[str]) -> np.ndarray:
        row = np.zeros(len(self._at))
        for name in sum_of:
            row[self._at[name]] += sum_of[name] if isinstance(sum_of, Mapping) else 1
        return row

    def _most(self, wanted: np.ndarray) -> float:
        table, basis = self._start()
        table, basis = table.copy(), list(basis)
        return _maximise(table, basis, wanted)

    def _start(self) -> tuple[np.ndarray, list[int]]:
        if self._solved is None:
            self._solved = _feasible(
                np.array([row for row, _ in self._known]), np.array([value for _, value in self._known])
            )
        return self._solved


def _feasible(rows: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, list[int]]:
    count, width = rows.shape
    table = np.hstack([rows, np.eye(count), values[:, None]])
    basis = list(range(width, width + count))
    wanted = np.concatenate([np.zeros(width), -np.ones(count)])
    assert abs(_maximise(table, basis, wanted)) < _NEAR
    kept = []
    for at in range(count):
        if basis[at] >= width:
            entering = next((to for to in range(width) if abs(table[at, to]) > _NEAR), None)
            if entering is None:
                continue
            _pivot(table, basis, at, entering)
        kept.append(at)
    return np.hstack([table[kept, :width], table[kept, -1:]]), [basis[at] for at in kept]


def _maximise(table: np.ndarray, basis: list[int], wanted: np.ndarray) -> float:
    while True:
        gain = wanted - wanted[basis] @ table[:, :-1]
        entering = next((to for to, value in enumerate(gain) if value > _NEAR), None)
        if entering is None:
            return float(wanted[basis] @ table[:, -1])
        steps = [
            (table[at, -1] / table[at, entering], basis[at], at)
            for at in range(len(basis))
            if table[at, entering] > _NEAR
        ]
        if not steps:
            return float("inf")
        least = min(step for step, _, _ in steps)
        _pivot(table, basis, min((b, at) for step, b, at in steps if step <= least + _NEAR)[1], entering)


def _pivot(table: np.ndarray, basis: list[int], at: int, entering: int) -> None:
    table[at] /= table[at, entering]
    factors = table[:, entering].copy()
    factors[at] = 0
    table -= np.outer(factors, table[at])
    basis[at] = entering
