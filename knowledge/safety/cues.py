"""Words that add up: cues with points, for danger no pattern foresaw and harmless talk that one would hit.

A message is cut into words, pairs, triples, pairs over a gap and beginnings of long words. Each that stands
in `cues.tsv` brings its points; their sum over the root of how many cues the message has is its score, so
that a long message is not suspect for its length. The points are data: `make cues` fits them to the training
sentences (bot/weigh_cues.py), and every line can be read, compared and struck out. Nothing is learnt or
drawn at run time.

Scores are taken of the whole message and of every run of a few sentences, and the highest counts: what is
said beside a cry for help takes nothing away from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from knowledge.safety.normalise import Token

FILE = Path(__file__).with_name("cues.tsv")
ANY = "any"
CLASSES = ("immediate_danger", "self_harm", "medical", "cannot_talk")
COLUMNS = (ANY, *CLASSES)
UNIT = 10  # points are tenths
BEGINNING = 5  # letters by which a long word is known in any ending
MOST_SENTENCES = 4  # in one run
BIAS = "(bias)"
FIRES = 0.3
"""Score from which the words alone are an emergency; measured in docs/crisis_screen.md."""
DOUBTS = -3.0
"""Score under which a pattern is taken for a figure of speech: its answer is the short form."""


@dataclass(frozen=True)
class Weight:
    """`any`: the score for any emergency; `cls`: the class that the words speak for most."""

    any: float
    cls: str


@dataclass(frozen=True)
class Cues:
    """Points by cue, a number for each of COLUMNS; `bias` is what a message without cues has."""

    points: Mapping[str, tuple[int, ...]]
    bias: tuple[int, ...]

    def weigh(self, tokens: Sequence[Token]) -> Weight:
        """The highest score of the message and its runs of sentences."""
        whole = [token.text for token in tokens]
        best = max((self._score(words) for words in (whole, *runs(tokens))), key=lambda score: score[0])
        return Weight(best[0] / UNIT, CLASSES[best.index(max(best[1:]), 1) - 1])

    def _score(self, words: Sequence[str]) -> tuple[float, ...]:
        found = cues_of(words)
        rows = [self.points[cue] for cue in found if cue in self.points]
        root = sqrt(len(found))
        sums = [sum(column) for column in zip(*rows, strict=True)] or [0] * len(self.bias)
        return tuple(bias + total / root for bias, total in zip(self.bias, sums, strict=True))


def runs(tokens: Sequence[Token]) -> Iterator[list[str]]:
    """Every run of at most MOST_SENTENCES neighbouring sentences, as words."""
    sentences: list[list[str]] = []
    last = None
    for token in tokens:
        if token.sentence != last:
            sentences.append([])
            last = token.sentence
        sentences[-1].append(token.text)
    for first in range(len(sentences)):
        for length in range(1, min(MOST_SENTENCES, len(sentences) - first) + 1):
            yield [word for sentence in sentences[first : first + length] for word in sentence]


def cues_of(words: Sequence[str]) -> frozenset[str]:
    """What a run of words may be known by.

    >>> sorted(cues_of(["run", "now"]))
    ['$', '^', '^ _ now', '^ run', '^ run now', 'now', 'now $', 'run', 'run _ $', 'run now', 'run now $']
    """
    whole = ["^", *words, "$"]
    found = {word[:BEGINNING] + "*" for word in words if len(word) > BEGINNING}
    for start in range(len(whole)):
        for length in (1, 2, 3):
            if start + length <= len(whole):
                found.add(" ".join(whole[start : start + length]))
        if start + 2 < len(whole):
            found.add(f"{whole[start]} _ {whole[start + 2]}")
    return frozenset(found)


@cache
def load_cues() -> Cues:
    """The cues of `cues.tsv`, read on the first call: a cue and its points for each column, by tabs."""
    points: dict[str, tuple[int, ...]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        cue, *numbers = line.split("\t")
        points[cue] = tuple(map(int, numbers))
    bias = points.pop(BIAS)
    return Cues(points, bias)
