"""`action_answer_question`: the reviewed answer nearest in meaning to the question."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import turn
from actions.collaborators import directory, questions
from actions.tables import AnswerRow, answer_rows
from bot.text.language import Language
from knowledge.directory import queries

# A question that no rule sends here is answered as one that was not understood.
ELSE = "nlu_fallback"


class AnswerQuestion(Action):
    """Answers from knowledge/facts/answers, or says honestly that it may not have it right."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_answer_question"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Send one answer."""
        row = answer_rows().get(turn.intent(tracker), answer_rows()[ELSE])
        turn.say(dispatcher, words(choose(row, turn.text(tracker)), turn.language(tracker)))
        return []


def choose(row: AnswerRow, text: str) -> str:
    """The id of the answer, or the response name, that the text gets."""
    stored = questions()
    near = stored.nearest(text, stored.ids if row.among == "every" else row.among)
    return near.id if near and near.nearness >= row.at_least else row.default


def words(chosen: str, language: Language) -> str:
    """What is sent for an answer id or a response name."""
    if chosen.startswith("utter_"):
        return turn.sentence(chosen, language)
    with directory() as session:
        return queries.answers(session, [chosen])[0].sms.of(language)
