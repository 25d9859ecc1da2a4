"""Kernel ridge regression over three likenesses of messages: letters, words and meaning.

A message is scored by the training sentences that it resembles. One system of equations is solved for all
intents at once (Rifkin, Yeo and Poggio, "Regularized Least-Squares Classification", 2003), as closely as it
makes a difference. The factors of a part of the sentences give what each of these would have scored had it
been left out; on those scores the confidences are calibrated, so that no sentence is kept back for it.
"""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Callable, List, Text, Tuple

import numpy as np
from scipy.linalg import cho_factor, cho_solve, cholesky, lapack, solve_triangular
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix

ARRAYS = ("anchors", "anchor_weights", "spelling_weights")
CALIBRATED = 4000  # sentences, drawn at random, on which the confidences are calibrated
BLOCK = 512  # rows worked at once: what is made on the way stays small beside the square matrix
LANDMARKS = 1000  # sentences, drawn at random, from which the solution is first guessed
JITTER = 1e-3  # on the diagonal of their square, which two like sentences would make singular
CLOSE = 0.1  # of what is wanted may be left: of 958 held-out messages, 3 get another intent than exactly
MOST_ROUNDS = 100  # ten are needed
COLDEST, HOTTEST = 0.0, 4.0  # natural logarithm of the factor on the scores, 1 to 55


@dataclass(frozen=True)
class Views:
    """Messages, a row each: `spelling` sparse, `meaning` dense with rows of length 1."""

    spelling: csr_matrix
    meaning: np.ndarray


@dataclass(frozen=True)
class Shape:
    """How likeness of meaning counts: its `weight` beside spelling, and how fast it fades (`width`)."""

    weight: float
    width: float


@dataclass(frozen=True)
class KernelMachine:
    """What was learnt: `anchors` are the meanings of the examples, `names` the intents, a column each."""

    names: List[Text]
    anchors: np.ndarray
    anchor_weights: np.ndarray
    spelling_weights: np.ndarray
    sharpness: float
    shape: Shape

    def confidences(self, views: Views) -> np.ndarray:
        """Probabilities, a row per message and a column per intent."""
        near = _near(views.meaning, self.anchors, self.shape)
        # The 1 is the constant: how frequent an intent is when nothing else speaks.
        scores = (near + 1) @ self.anchor_weights + views.spelling @ self.spelling_weights
        return _softmax(scores * self.sharpness)

    def save(self, folder: Path) -> None:
        """Two plain files that run no code when read; half precision is finer than any likeness needs."""
        halves = {name: getattr(self, name).astype(np.float16) for name in ARRAYS}
        np.savez(folder / "machine.npz", **halves)
        rest = {"names": self.names, "sharpness": self.sharpness, "shape": asdict(self.shape)}
        (folder / "machine.json").write_text(json.dumps(rest), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> KernelMachine:
        """Back to what `save` wrote."""
        rest = json.loads((folder / "machine.json").read_text(encoding="utf-8"))
        with np.load(folder / "machine.npz", allow_pickle=False) as kept:
            # In rows: scipy would copy columns whole for each message (18 MB, seven milliseconds).
            arrays = {name: kept[name].astype(np.float32, order="C") for name in ARRAYS}
        return cls(**{**rest, **arrays, "shape": Shape(**rest["shape"])})


def fit(views: Views, intents: List[Text], *, shape: Shape, ridge: float) -> KernelMachine:
    """Learn from examples; `ridge` is added to the diagonal: more of it trusts single sentences less.

    Needs memory for one square matrix (a row and a column per example, 4 bytes each: 256 MB for 8,000).
    """
    names, column = np.unique(intents, return_inverse=True)
    wanted = np.eye(len(names), dtype=np.float32)[column]
    weights = _solve(views, wanted, shape, ridge)
    return KernelMachine(
        names=[str(name) for name in names],
        anchors=views.meaning,
        anchor_weights=weights,
        spelling_weights=views.spelling.T @ weights,
        sharpness=_sharpness(*_calibration(views, wanted, shape, ridge)),
        shape=shape,
    )


def _solve(views: Views, wanted: np.ndarray, shape: Shape, ridge: float) -> np.ndarray:
    """The weights under which the examples score what is wanted: conjugate gradients, all intents at once.

    The likenesses of letters and words are never written down: two sparse products give what they add. Raises
    ArithmeticError where it comes no nearer.
    """
    near, columns = _nearness(views.meaning, shape), views.spelling.T.tocsr()
    first_guess = _guesser(views, shape, ridge)
    weights, left = np.zeros_like(wanted), wanted.copy()
    guess = step = first_guess(left)
    agreement = (left * guess).sum(axis=0)
    for _ in range(MOST_ROUNDS):
        moved = near @ step + views.spelling @ (columns @ step) + ridge * step
        stride = agreement / (step * moved).sum(axis=0)
        weights += stride * step
        left -= stride * moved
        if np.linalg.norm(left) <= CLOSE * np.linalg.norm(wanted):
            return weights
        guess, before = first_guess(left), agreement
        agreement = (left * guess).sum(axis=0)
        step = guess + (agreement / before) * step
    raise ArithmeticError(f"no solution within {MOST_ROUNDS} rounds: is the ridge ({ridge}) too small?")


def _guesser(views: Views, shape: Shape, ridge: float) -> Callable[[np.ndarray], np.ndarray]:
    """What roughly undoes the square: that of a few sentences, and one number for what these do not explain.

    The Nyström preconditioner of Frangella, Tropp and Udell, "Randomized Nyström Preconditioning", 2023; with
    it ten rounds do, without it hundreds.
    """
    count = len(views.meaning)
    drawn = np.sort(np.random.default_rng(0).permutation(count)[:LANDMARKS])
    rows = _likeness(views, drawn, shape)
    root = cholesky(rows[:, drawn] + JITTER * np.eye(len(drawn), dtype=np.float32), lower=True)
    known = solve_triangular(root, rows, lower=True).T
    diagonal = shape.weight + 1 + views.spelling.multiply(views.spelling).sum() / count
    unknown = np.float32(max(diagonal - (known * known).sum() / count, 0) + ridge)
    small = cho_factor(known.T @ known + unknown * np.eye(len(drawn), dtype=np.float32))
    return lambda left: (left - known @ cho_solve(small, known.T @ left)) / unknown


def _nearness(meaning: np.ndarray, shape: Shape) -> np.ndarray:
    """Likeness of meaning, and the constant, of every example to every example."""
    square = np.empty((len(meaning), len(meaning)), dtype=np.float32)

    def fill(start: int) -> None:
        square[start : start + BLOCK] = _near(meaning[start : start + BLOCK], meaning, shape) + 1

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(fill, range(0, len(meaning), BLOCK)))
    return square


def _near(meaning: np.ndarray, anchors: np.ndarray, shape: Shape) -> np.ndarray:
    """A bell curve over the distance of two meanings (squared, it is 2 less twice the product)."""
    near: np.ndarray = meaning @ anchors.T
    near -= 1
    near *= 2 * shape.width
    np.exp(near, out=near)  # in its place: a training makes 500 million of them
    near *= shape.weight
    return near


def _likeness(views: Views, drawn: np.ndarray, shape: Shape) -> np.ndarray:
    """Likeness of the examples `drawn`, a row each, to all examples."""
    spelt = (views.spelling[drawn] @ views.spelling.T).toarray()
    return spelt + _near(views.meaning[drawn], views.meaning, shape) + 1


def _calibration(
    views: Views, wanted: np.ndarray, shape: Shape, ridge: float
) -> Tuple[np.ndarray, np.ndarray]:
    """Scores of some examples, each from all the others of them, and the columns that are right.

    Left out, an example's score is wrong by its weight over its entry on the inverse's diagonal.
    """
    drawn = np.random.default_rng(0).permutation(len(wanted))[:CALIBRATED]
    own, part = wanted[drawn], Views(views.spelling[drawn], views.meaning[drawn])
    every = np.arange(len(drawn))
    square = _likeness(part, every, shape)
    square[every, every] += ridge
    factor = cholesky(square, overwrite_a=True, check_finite=False)
    weights = cho_solve((factor, False), own, check_finite=False)
    inverse, _ = lapack.strtri(factor, overwrite_c=1)
    left_out = own - weights / np.einsum("ij,ij->i", inverse, inverse)[:, np.newaxis]
    return left_out, own.argmax(axis=1)


def _sharpness(scores: np.ndarray, column: np.ndarray) -> float:
    """The factor on the scores under which the right intents are most probable."""

    def surprise(logarithm: float) -> float:
        right = _softmax(scores * np.exp(logarithm))[np.arange(len(column)), column]
        return float(-np.log(np.maximum(right, 1e-9)).mean())

    return float(np.exp(minimize_scalar(surprise, bounds=(COLDEST, HOTTEST), method="bounded").x))


def _softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)
