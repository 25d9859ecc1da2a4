"""What a message asks about a thing that was told: its cost, how long it lasts, what to bring, who decides.

People ask on in few words ("are they free", "y de noche?"); which of these is meant is told by meaning, from
the examples of facets.en.yml and facets.es.yml.
"""

from functools import cache
from pathlib import Path

import yaml

from actions import clauses, leading
from knowledge.meaning import Meanings, Near, open_meanings

FACETS = [Path(__file__).parent / f"facets.{language}.yml" for language in ("en", "es")]
NEAR_ENOUGH = 0.6  # cosine; the name of a group in the question takes some of the likeness away
NEAR_ON_TOLD = 0.52  # where something was told that the question may be about
NEAR_WITH_NAME = 0.5
OTHER, DETAIL = "other", "detail"
OF_ANYTHING = frozenset({"next", "do"})  # "what then", "que hago"
THREATS = frozenset({"reported", "fired", "denied", "no_answer"})
SHORTEST_THREAT = 5  # words
MOST_WORDS = 14  # a longer message tells a story
# Kinds that a message read as that intent does not ask: "no, that is not it" is no doubt of a verdict, an age
# or a place is no mere detail, "do you keep my number" wants nobody's, and who fears to be deported wants to
# hear more than that one may hang up.
NOT_ASKED = frozenset(
    {
        ("verdict", "deny"),
        ("detail", "provide_age"),
        ("detail", "provide_county"),
        ("serves", "provide_county"),
        ("detail", "provide_immigration_status"),
        ("number", "ask_privacy_confidentiality"),
        ("fear", "ask_immigration_risk"),
    }
)


@cache
def _examples() -> Meanings:
    read = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in FACETS]
    pairs = [(kind, text) for kinds in read for kind, texts in kinds.items() for text in texts]
    return open_meanings(pairs)


def asked(text: str, least: float = NEAR_ENOUGH) -> str | None:
    """The kind of question (a key of the facets' files), or None when the message is not so near to any.

    >>> asked("how much do they charge"), asked("i need a bed")
    ('cost', None)
    """
    near = nearest(text)
    return near.id if near and near.nearness >= least else None


def nearest(text: str) -> Near | None:
    """The kind that the message is nearest to, however far; None for a story, and for what only sounds so.

    A part that asks by itself ("cool. what was the number") is heard beside the whole, or instead of a story.
    """
    forms = [one for one in (text, *leading.questions(text)) if 0 < len(one.split()) <= MOST_WORDS]
    if not forms:
        return None
    near = max(map(_of_form, forms), key=lambda one: one.score)
    if near.id in OF_ANYTHING:
        near = _of_a_threat(text) or near
    return None if near.id == OTHER else near


def _of_a_threat(text: str) -> Near | None:
    """For "he says he will call ice. what then": what is feared, beside a question that asks of anything."""
    parts = [part for part in clauses.parts(text) if SHORTEST_THREAT <= len(part.split()) <= MOST_WORDS]
    threats = [near for near in map(_of_form, parts) if near.id in THREATS and near.nearness >= NEAR_ENOUGH]
    return max(threats, key=lambda one: one.score, default=None)


def _of_form(text: str) -> Near:
    """People leave the question mark out; the meaning is read with it and without."""
    return max((_near(form) for form in (text, f"{text.rstrip('?')}?")), key=lambda one: one.nearness)


def _near(text: str) -> Near:
    # A detail asks nothing.
    among = _examples().ids - ({DETAIL} if leading.is_question(text) else set())
    near = _examples().nearest(text, among)
    assert near is not None
    return near
