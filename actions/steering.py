"""What a message does to an eligibility talk beside answering it: why, back, end, a correction, a question.

Short words are compared as they stand (answer_words.yml); longer ones by what they mean.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Literal

from rasa_sdk import Tracker

from actions import turn
from actions.answer_question import ELSE, choose
from actions.leading import without
from actions.read_answer import passes
from actions.tables import AnswerRow, answer_rows, answer_words
from bot.text.plain import plain
from knowledge.meaning import Meanings, open_meanings

Step = Literal["why", "back", "end"]
STEPS: tuple[Step, ...] = ("end", "why", "back")
LIKE_ENOUGH = 0.7  # cosine; below it lie questions like "why do i need a lawyer" (see tests/actions)
WORD_FOR_WORD = 0.99
SHORTEST = 3  # words; a shorter text has too little meaning to compare
A_PART = 0.15  # probability from which an intent may be what a message asks beside what it was read as
START = "start"
# Answers on who is served, and how near a message must be: of men and women it can say little else.
ON_WHO: Mapping[tuple[str, ...], float] = {
    ("s_anyone",): 0.6,
    ("s_deported", "s_no_police", "s_tcvap_proof"): 0.72,
}


def step(text: str, *, by_meaning: bool = True) -> Step | None:
    """The step that the whole message asks for, if it is one."""
    said = plain(text)
    found = next((one for one in STEPS if said in answer_words(one)), None)
    if found is None and passes(said):
        return None
    return found or _step_by_meaning(said, LIKE_ENOUGH if by_meaning else WORD_FOR_WORD)


def _step_by_meaning(said: str, at_least: float) -> Step | None:
    if len(said.split()) < SHORTEST:
        return None
    near = _sayings().nearest(said, STEPS)
    return next((one for one in STEPS if near and near.id == one and near.nearness >= at_least), None)


@cache
def _sayings() -> Meanings:
    """Sentences that mean a step, and those that ask in general what help there is."""
    texts = [(kind, text) for kind in ("end", "why", START) for text in sorted(answer_words(f"means_{kind}"))]
    return open_meanings(texts)


def corrected(text: str) -> str | None:
    """What stands after the words of a correction, without what is taken back; None when it is none.

    >>> corrected("oh wait i meant food not money")
    'food'
    """
    words = without(plain(text).split(), "before_correction")
    meant = without(words, "correction")
    if meant == words:
        return None
    meant = without(meant, "after_correction")
    taken_back = next((n for n, word in enumerate(meant) if n and word in ("not", "no")), len(meant))
    return " ".join(meant[:taken_back]) or None


def answer_near(text: str, at_least: float | None = None) -> str | None:
    """The reviewed answer that a message surely asks for, whatever it was read as."""
    row = answer_rows()[ELSE]
    chosen = choose(replace(row, at_least=at_least or row.at_least), text)
    return None if chosen == row.default else chosen


def answer_asked(tracker: Tracker) -> str | None:
    """The answer to a question by the likeliest of its intents that has answers ("can a citizen be ...")."""
    rows, ranking = answer_rows(), tracker.latest_message.get("intent_ranking", ())
    likely = [one["name"] for one in ranking if one["confidence"] >= A_PART and one["name"] in rows]
    asked = next((name for name in likely if name != ELSE), None)
    chosen = choose(rows[asked], turn.text(tracker)) if asked else None
    return chosen if chosen and not chosen.startswith("utter_") else None


def answer_on_who(text: str) -> str | None:
    """The answer on who is served ("is it only for women"), unless the message asks what help there is."""
    general = _sayings().nearest(text, (START,))
    floor = general.nearness if general else 0.0
    rows = (AnswerRow("", among, max(at_least, floor), None) for among, at_least in ON_WHO.items())
    return next(filter(None, (choose(row, text) for row in rows)), None)
