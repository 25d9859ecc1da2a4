"""`action_show_more`: MORE goes on where the last list stopped, whatever made that list."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import answer_question, elsewhere, listing, turn
from bot.text.plain import plain

JUST_MORE = frozenset({"more", "mas"})  # the rest of the list in its order


class ShowMore(Action):
    """The next service of the list; without one, where else to ask."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_show_more"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Send one service; without a list, what who writes may mean; to school staff, what they may ask."""
        left = listing.left(tracker)
        followed = None if left else answer_question.follow(dispatcher, tracker)
        if followed is not None:
            return followed
        if not left and turn.is_with_staff(tracker):
            turn.ask(dispatcher, "utter_school_menu", turn.language(tracker))
            return []
        if plain(turn.text(tracker)) in JUST_MORE or turn.is_with_staff(tracker):
            return listing.show(dispatcher, tracker, left)
        return elsewhere.tell(dispatcher, tracker, left)
