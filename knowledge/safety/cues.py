"""Words that add up: cues with points, for danger no pattern foresaw and harmless talk that one would hit.

A message is cut into words, pairs, triples, pairs over a gap and beginnings of long words. Each that stands
in `cues.tsv` brings points to the kinds of talk: the four emergencies, and what else people write about (a
home, the law, signs of trafficking, the line itself, anything at all). The sum over the root of how many
cues the message has is the score of a kind, so that a long message is not suspect for its length. What
counts is the margin: how far the heaviest emergency is ahead of the heaviest harmless reading. One number
for "emergency or not" is much worse (docs/decisions/0014): harmless talk is harmless in many ways.

The points are data: `make cues` fits them to the training sentences (bot/weigh_cues.py), and every line can
be read, compared and struck out. Nothing is learnt or drawn at run time.

The margin is taken of the whole message and of every run of a few sentences, and the widest counts: what is
said beside a cry for help takes little away from it. To be an emergency by its words alone, a run must say
more than a whole message would, for it is read out of its context. To uphold a pattern it need not, if it
speaks for the class by itself; one that hardly does ("when i close my eyes") is heard with its message.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from operator import add, itemgetter
from pathlib import Path

from knowledge.safety.normalise import Token

FILE = Path(__file__).with_name("cues.tsv")
CLASSES = ("immediate_danger", "self_harm", "medical", "cannot_talk")
TALK_OF = ("home", "health", "law", "work", "signs", "tip", "child", "missing", "line", "county", "told_on")
HARMLESS = (*TALK_OF, "manners", "other")
KINDS = (*CLASSES, *HARMLESS)
OF_A_CHILD = ("immediate_danger", "self_harm", "medical", "tip", "child", "missing")
"""The kinds in whose words people tell that a child is lost, hurt or used; of `signs` they ask in general."""
UNIT = 100  # points to a score of one
BEGINNING = 5  # letters by which a long word is known in any ending
MOST_SENTENCES = 4  # in one run
OUT_OF_CONTEXT = 0.5  # what a run of sentences must bring beyond a whole message
BIAS = "(bias)"
FIRES = {"immediate_danger": 0.06, "self_harm": -0.08, "medical": 0.3, "cannot_talk": -0.15}
"""Margin from which the words alone are an emergency; measured in docs/crisis_screen.md."""
LATER = 0.5
"""The same in the middle of a talk, where a short text leans on what was said before."""
SURE = 0.8
"""Margin from which they are one even where a pattern for it was lowered, as by a negation."""
DOUBTS = {
    "immediate_danger": -0.4, "self_harm": -0.4, "medical": -0.4, "cannot_talk": -0.3, "minor_at_risk": -0.6,
}  # fmt: skip
"""Widest margin of a class under which its patterns are figures of speech and get the short form. A wish to
die is doubted least; of being watched people tell in the words of everyday, and the words tell it surely. Of
minors people ask in general ("is a 15 year old the victim"); what a minor writes is never doubted."""

ASKED = 0.9
"""The same of cannot_talk, by patterns or by words alone, in a message with a question mark: whoever is
watched asks nothing, and whoever asks who reads this, or of somebody's phone, needs an answer."""

BY_ITSELF = -0.1
"""Margin from which a run of sentences is heard by itself. Below it, half of what counts is the margin of the
whole message, where that has FEWEST_BESIDE words more: a greeting or a place beside a cry is no context. Of
250 cries between two harmless stories 234 are heard so (235 if every run were heard by itself, 206 if none),
and of 250 times three harmless stories 28 are alarms, for 47 and 25."""
FEWEST_BESIDE = 8

CALM, CALM_LATER = -0.6, 0.1
"""Widest margin of a class under which the words so surely speak of something else that no other judge is
believed who sees it, and the same in the middle of a talk."""


@dataclass(frozen=True)
class Weight:
    """`margin`: the heaviest emergency before the heaviest harmless kind.

    `own`: for each of CLASSES the widest margin that it has in the message or any run of its sentences, in
    context (see BY_ITSELF); `cls` is the one that is furthest ahead in any. `child`: the same of OF_A_CHILD.
    """

    margin: float
    cls: str
    own: tuple[float, ...]
    child: float

    def of(self, cls: str) -> float:
        """The margin of one class; what was taken to die ("took all her pills") is told as a wish to die."""
        if cls == "minor_at_risk":
            return self.child
        told_as = ("medical", "self_harm") if cls == "medical" else (cls,)
        return max(self.own[CLASSES.index(one)] for one in told_as)


@dataclass(frozen=True)
class Cues:
    """`places` says where in `points` those of a cue begin, one for each of KINDS."""

    places: Mapping[str, int]
    points: array[int]
    bias: tuple[int, ...]

    def weigh(self, tokens: Sequence[Token]) -> Weight:
        """The widest margin of the message and its runs of sentences."""
        whole = [token.text for token in tokens]
        read = [whole, *(words for words in runs(tokens) if words != whole)]
        scores = [self._scores(words) for words in read]
        by_class = list(zip(*map(_margins, scores), strict=True))
        widest, first = max(zip(map(max, by_class), CLASSES, strict=True), key=itemgetter(0))
        beside = [len(whole) - len(words) for words in read]
        own = tuple(_in_context(margins, beside) for margins in by_class)
        child = _in_context(list(map(_of_child, scores)), beside)
        of_whole = max(margins[0] for margins in by_class)
        return Weight(max(of_whole, widest - OUT_OF_CONTEXT), first, own, child)

    def _scores(self, words: Sequence[str]) -> list[float]:
        """The score of each of KINDS."""
        found = cues_of(words)
        sums = [0] * len(KINDS)
        for cue in found:
            place = self.places.get(cue)
            if place is not None:
                sums = list(map(add, sums, self.points[place : place + len(KINDS)]))
        root = sqrt(len(found))
        return [(bias + total / root) / UNIT for bias, total in zip(self.bias, sums, strict=True)]


def _margins(scores: Sequence[float]) -> list[float]:
    """How far each of CLASSES is ahead of the heaviest harmless kind."""
    harmless = max(scores[len(CLASSES) :])
    return [score - harmless for score in scores[: len(CLASSES)]]


def _in_context(margins: Sequence[float], beside: Sequence[int]) -> float:
    """The widest margin of a message, which is the first, and its runs, with so many words beside each."""
    return max(
        margin if margin >= BY_ITSELF or words < FEWEST_BESIDE else (margin + margins[0]) / 2
        for margin, words in zip(margins, beside, strict=True)
    )


_CHILD = [KINDS.index(kind) for kind in OF_A_CHILD]
_NO_CHILD = [n for n, kind in enumerate(KINDS) if kind not in {*OF_A_CHILD, "cannot_talk"}]


def _of_child(scores: Sequence[float]) -> float:
    """How far the heaviest of OF_A_CHILD is ahead of all that is said of other things."""
    return max(scores[n] for n in _CHILD) - max(scores[n] for n in _NO_CHILD)


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
    """The cues of `cues.tsv`, read on the first call: a cue and its points for each kind, by tabs."""
    places: dict[str, int] = {}
    points = array("h")
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        cue, *numbers = line.split("\t")
        places[cue] = len(points)
        points.extend([int(number or 0) for number in numbers])
    start = places.pop(BIAS)
    return Cues(places, points, tuple(points[start : start + len(KINDS)]))
