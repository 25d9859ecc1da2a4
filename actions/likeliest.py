"""Which reviewed answer a message most likely asks for: by all stored questions, and a little by its intent.

In the middle of a talk the intent of a few words is often wrong ("what if they said yes at first"), and the
answers of that intent are the wrong ones to choose from. Of 2,702 such questions, written apart and not
stored, the answers of the intent alone held the right one for 33 in 100; all answers together, 59.
"""

from collections import Counter
from collections.abc import Mapping

from rasa_sdk import Tracker

from actions import clauses, repeats, situation, thread, turn
from actions.collaborators import questions
from actions.tables import answer_rows, need_rows
from knowledge.meaning import Near

# What the probability of an intent adds to the score of its answers: 0.05 to 0.15 find most.
BY_INTENT = 0.1
# The score from which an answer is meant where a talk, or the need it belongs to, speaks for it, too.
SCORED = 0.2
TO_MINORS = frozenset({"s_minor_trade", "s_arrest_minor", "s_shelter_youth"})  # said to a minor who writes
OF_DUTY = "ask_mandated_reporter"  # whoever asks so may be told what staff are told


def likeliest(tracker: Tracker) -> Near | None:
    """The answer, of those that are not for school staff alone; None for an empty message."""
    text = turn.text(tracker)
    if not text.strip() or text.startswith("/"):
        return None
    of_duty = turn.intent(tracker) == OF_DUTY
    among = questions().ids if of_duty else thread.answers_not_for(thread.FOR_SCHOOL)
    if situation.is_adult(situation.known(tracker)):
        among -= TO_MINORS
    before = repeats.said_before(tracker)
    return questions().nearest(text, among, clauses.of(text), _by_intents(tracker), before)


def _by_intents(tracker: Tracker) -> Mapping[str, float]:
    """What the intents that the message may have add to each answer."""
    added: Counter[str] = Counter()
    for one in tracker.latest_message.get("intent_ranking", ()):
        for identity in _answers_of(one["name"]):
            added[identity] += BY_INTENT * one["confidence"]
    return added


def _answers_of(intent: str) -> tuple[str, ...]:
    row = answer_rows().get(intent)
    if row is not None:
        return row.among if isinstance(row.among, tuple) else ()
    return need_rows()[intent].answers if intent in need_rows() else ()
