"""`action_note_fact`: an age, a place or a step on a visa is told; what was asked before is answered anew."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import shortlist, situation, slots, turn
from actions.find_services import find
from actions.tables import need_rows


class NoteFact(Action):
    """With a need already told, the services that fit it now; else the next step."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_note_fact"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Send the services anew, a navigator's shortlist, or the answer to the bare fact."""
        asked = shortlist.read(tracker)
        if asked is not None:
            return shortlist.show(dispatcher, tracker, asked)
        need = tracker.get_slot(slots.NEED)
        if need in need_rows() and situation.told(tracker):
            return find(dispatcher, tracker, need)
        facts = situation.known(tracker)
        name = f"utter_{turn.intent(tracker)}"
        if name == "utter_provide_age" and situation.is_minor(facts):
            name = "utter_provide_age_minor"
        turn.say(dispatcher, turn.sentence(name, turn.language(tracker)))
        return [SlotSet(slots.SITUATION, facts)]
