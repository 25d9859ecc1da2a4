"""`action_school_steps`: what school staff do when a student tells, or when they suspect.

The three lines come first, whatever else was asked: call now, report in writing, do not question. After them
each question gets its own answer, and the choices under the lines lead on.
"""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import answer_question, turn


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
            return answer_question.first_steps(dispatcher, tracker, f"utter_{turn.intent(tracker)}")
        return answer_question.tell(dispatcher, tracker, answer_question.for_staff(tracker))
