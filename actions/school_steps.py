"""`action_school_steps`: what school staff do when a student tells, or when they suspect.

The three lines come first, whatever else was asked: call now, report in writing, do not question. After them
each question gets its own answer, and the choices under the lines lead on.
"""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import answer_question, onlookers, situation, slots, speakers, turn
from actions.heard import MISSING
from bot.text.plain import plain

SURELY = 0.95  # probability from which staff write, though the door heard somebody tell of a child


class SchoolSteps(Action):
    """First steps for school staff, then answers."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_school_steps"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Send the first steps once a talk, then the answer nearest in meaning."""
        if not turn.is_with_staff(tracker):
            of_family = _to_family(tracker)
            if of_family is not None:
                return answer_question.tell(dispatcher, tracker, of_family)
            noted = _of_a_tip(dispatcher, tracker)
            if noted is not None:
                return noted
            return answer_question.first_steps(dispatcher, tracker, f"utter_{turn.intent(tracker)}")
        return answer_question.tell(dispatcher, tracker, answer_question.for_staff(tracker))


def _of_a_tip(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """The word for more of a tip: "she told me she sleeps in the back" is said of no pupil there."""
    of_school = answer_question.OF_SCHOOL.search(plain(turn.text(tracker))) is not None
    duty = turn.entity(tracker, "asker") in speakers.MUST_REPORT
    return None if of_school or duty else onlookers.tell(dispatcher, tracker)


def _to_family(tracker: Tracker) -> str | None:
    """The answer to who looks for a child of their own and reads as staff ("he is back with new phones")."""
    if turn.entity(tracker, "asker") in speakers.MUST_REPORT:
        return None
    guessed = turn.told_by_door(tracker, "told") == "other" and turn.sureness(tracker) < SURELY
    roles = situation.known(tracker).get("asker_roles", ())
    of_family = "family_or_friend" in roles or tracker.get_slot(slots.ANSWER_TOLD) in MISSING or guessed
    fitting = answer_question.for_speaker(tracker) or speakers.speakers()["child"].default
    return fitting if of_family else None
