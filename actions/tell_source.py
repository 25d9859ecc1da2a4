"""`action_tell_source`: where the last answer comes from, with its date, and when it was checked."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import about_told, answer_question, asked_on, sources, turn
from actions.heard import Hearing

# What is asked of a thing told and never of its source.
OF_THE_MATTER = frozenset(
    {
        "legal",
        "fired",
        "reported",
        "police",
        "no_papers",
        "verdict",
        "duration",
        "bring",
        "no_id",
        "fear",
        "form",
    }
)


class TellSource(Hearing):
    """The sources of what was told last: a reviewed answer, or services."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_tell_source"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Send the sources; without an answer to speak of, say where the facts come from in general."""
        surely = not turn.is_with_staff(tracker) and turn.sureness(tracker) >= asked_on.SURE
        for_speaker = None if surely else answer_question.follow(dispatcher, tracker)
        if for_speaker is not None:
            return for_speaker
        told = about_told.tell(dispatcher, tracker) if _is_of_the_matter(tracker) else None
        if told is not None:
            return told
        language = turn.language(tracker)
        turn.say(dispatcher, sources.words(sources.of_talk(tracker), language))
        return []


def _is_of_the_matter(tracker: Tracker) -> bool:
    """Whether "is that legal" was read as "where is that from": the first asks of the thing told."""
    surely = about_told.asked(tracker, about_told.SURELY)
    return about_told.asked(tracker) == "decides" or surely in OF_THE_MATTER
