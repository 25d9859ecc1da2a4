"""Kernel ridge regression over three likenesses of messages: letters, words and meaning.

A message is scored by the training sentences that it resembles. One system of equations is solved, exactly
and in a few seconds, for all intents at once (Rifkin, Yeo and Poggio, "Regularized Least-Squares
Classification", 2003). The factors of a part of the sentences give what each of these would have scored had
it been left out; on those scores the confidences are calibrated, so that no sentence is kept back for it.
"""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import List, Text, Tuple

import numpy as np
from scipy.linalg import cho_solve, cholesky, lapack
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix

ARRAYS = ("anchors", "anchor_weights", "spelling_weights")
CALIBRATED = 4000  # sentences, drawn at random, on which the confidences are calibrated
BLOCK = 512  # rows worked at once: the products of sparse rows stay small beside the square matrix
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
    weights = cho_solve((_factor(_square(views, shape), ridge), False), wanted, check_finite=False)
    return KernelMachine(
        names=[str(name) for name in names],
        anchors=views.meaning,
        anchor_weights=weights,
        spelling_weights=views.spelling.T @ weights,
        sharpness=_sharpness(*_calibration(views, wanted, shape, ridge)),
        shape=shape,
    )


def _square(views: Views, shape: Shape) -> np.ndarray:
    """Likeness of every example to every example before it: the lower half, for the matrix is symmetric."""
    count = views.spelling.shape[0]
    square = np.zeros((count, count), dtype=np.float32)

    def fill(start: int) -> None:
        stop = min(start + BLOCK, count)
        near = _near(views.meaning[start:stop], views.meaning[:stop], shape)
        like = views.spelling[start:stop] @ views.spelling[:stop].T
        square[start:stop, :stop] = like.toarray() + near + 1

    # Sparse products use one core each and do not hold the interpreter.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(fill, range(0, count, BLOCK)))
    return square


def _near(meaning: np.ndarray, anchors: np.ndarray, shape: Shape) -> np.ndarray:
    """A bell curve over the distance of two meanings (squared, it is 2 less twice the product)."""
    near: np.ndarray = np.exp(2 * shape.width * (meaning @ anchors.T - 1))
    return near * shape.weight


def _factor(square: np.ndarray, ridge: float) -> np.ndarray:
    """The upper factor of the square with the ridge on its diagonal; `square` is overwritten."""
    square[np.diag_indices_from(square)] += ridge
    # Turned, the lower half is the upper half in LAPACK's own order, so that nothing is copied.
    return cholesky(square.T, overwrite_a=True, check_finite=False)


def _calibration(
    views: Views, wanted: np.ndarray, shape: Shape, ridge: float
) -> Tuple[np.ndarray, np.ndarray]:
    """Scores of some examples, each from all the others of them, and the columns that are right.

    Left out, an example's score is wrong by its weight over its entry on the inverse's diagonal.
    """
    drawn = np.random.default_rng(0).permutation(len(wanted))[:CALIBRATED]
    own = wanted[drawn]
    factor = _factor(_square(Views(views.spelling[drawn], views.meaning[drawn]), shape), ridge)
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
