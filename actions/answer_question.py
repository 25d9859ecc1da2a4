"""`action_answer_question`: the reviewed answer nearest in meaning to the question."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import shortlist, slots, turn
from actions.collaborators import directory, questions, responses
from actions.tables import AnswerRow, answer_rows
from bot.text.language import Language
from knowledge.directory import queries

# A question that no rule sends here is answered as one that was not understood.
ELSE = "nlu_fallback"
# Once somebody is known to work at a school, what they say about a minor is about a pupil.
STAFF = "school_student_disclosed"
ASKED_BY_STAFF_TOO = frozenset({ELSE, "ask_minor_csec", "report_tip", "ask_signs_indicators"})


class AnswerQuestion(Action):
    """Answers from knowledge/facts/answers, or says honestly that it may not have it right."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_answer_question"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Send one answer, and keep which it was for whoever asks where it comes from."""
        asked = shortlist.read(tracker)
        if asked is not None:
            return shortlist.show(dispatcher, tracker, asked)
        return tell(dispatcher, tracker, _picked(tracker) or _answer(tracker))


def _answer(tracker: Tracker) -> str:
    intent = turn.intent(tracker)
    if turn.is_with_staff(tracker) and intent in ASKED_BY_STAFF_TOO:
        return for_staff(tracker)
    return choose(answer_rows().get(intent, answer_rows()[ELSE]), turn.text(tracker))


def for_staff(tracker: Tracker) -> str:
    """The school's answer nearest in meaning, else the list of what school staff may ask."""
    return choose(answer_rows()[STAFF], turn.text(tracker))


def _picked(tracker: Tracker) -> str | None:
    """The answer or response that was picked from a list; a pick of a talk that is over is none."""
    choice = turn.entity(tracker, "choice")
    return choice if choice in questions().ids or choice in responses().names else None


def tell(dispatcher: CollectingDispatcher, tracker: Tracker, chosen: str) -> list[EventType]:
    """Send an answer, by its id or a response's name, and keep its id: it has a source to be asked for."""
    if chosen.startswith("utter_"):
        turn.ask(dispatcher, chosen, turn.language(tracker))
        return []
    row = answer_rows().get(turn.intent(tracker))
    options = turn.offer_check(row.check if row else None, turn.language(tracker))
    turn.say(dispatcher, words(chosen, turn.language(tracker), on_page=turn.is_on_page(tracker)), options)
    return slots.told(answer=chosen)


def choose(row: AnswerRow, text: str) -> str:
    """The id of the answer, or the response name, that the text gets."""
    stored = questions()
    near = stored.nearest(text, stored.ids if row.among == "every" else row.among)
    return near.id if near and near.nearness >= row.at_least else row.default


def words(chosen: str, language: Language, *, on_page: bool = False) -> str:
    """What is sent for an answer id; a page has room for the long form."""
    with directory() as session:
        found = queries.answers(session, [chosen])[0]
    return (found.web if on_page else found.sms).of(language)
