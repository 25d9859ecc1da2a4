"""What a text that names nothing is like, by meaning: "he left", "whose number is this", "is maria there",
"did my ex write to you", "i will call them monday".

Sentences of a kind stand in sayings.yml beside those that only sound like it; a text is of the kind whose
sentence is nearest, if it is near enough and nearer than all that only sound like it.
"""

from collections.abc import Mapping
from functools import cache
from typing import Literal

import yaml

from actions import clauses
from actions.tables import HERE
from knowledge.meaning import Meanings, open_meanings

Kind = Literal["free", "holder", "wrong", "others", "helps", "done", "source", "yes_or_no"]
# Cosine from which a text is like a kind, and by how much it must be nearer than what only sounds like it
# (tests/actions/test_sayings.py). "he is here" taken for "he left" costs most.
AT_LEAST: Mapping[Kind, tuple[float, float]] = {
    "free": (0.62, 0.03),
    "holder": (0.68, 0.08),
    "wrong": (0.7, 0.1),
    "others": (0.68, 0.07),
    "helps": (0.7, 0.05),
    "done": (0.6, 0.03),
    "source": (0.6, 0.05),
    "yes_or_no": (0.75, 0.05),
}
LONGEST = 30  # words; a longer text says what it is about


def says(kind: Kind, text: str) -> bool:
    """Whether a text or one of its clauses is of that kind: "its me again, he left for work"."""
    return any(is_like(kind, part) for part in (text, *clauses.of(text)))


def is_like(kind: Kind, text: str) -> bool:
    """Whether a text is of that kind."""
    if len(text.split()) > LONGEST:
        return False
    at_least, by = AT_LEAST[kind]
    near = _sayings().nearest(text, (kind,))
    if near is None or near.nearness < at_least:
        return False
    other = _sayings().nearest(text, (f"{kind}_not",))
    return other is None or near.nearness >= other.nearness + by


@cache
def _sayings() -> Meanings:
    read = yaml.safe_load((HERE / "sayings.yml").read_text(encoding="utf-8"))
    return open_meanings([(kind, text) for kind, texts in read.items() for text in texts])
