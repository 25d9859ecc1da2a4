"""`action_show_more`: MORE goes on where the last list stopped, whatever made that list."""

from collections.abc import Sequence

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import answer_question, listing, repeats, turn
from actions.collaborators import directory
from bot.text.plain import plain

JUST_MORE = frozenset({"more", "mas"})  # the rest of the list in its order
# Who helps with nearly anything, each under a number as the response writes it.
ELSE = {"800-670-7273": "utter_again_advocates", "800-551-5554": "utter_again_legal"}


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
        return _another(dispatcher, tracker, left)


def _another(dispatcher: CollectingDispatcher, tracker: Tracker, left: Sequence[str]) -> list[EventType]:
    """For "another number": a service whose number this talk has not shown, else advocates, then a lawyer."""
    with directory() as session:
        new = [hit.id for hit in listing.readable(session, left) if not repeats.was_shown(tracker, hit)]
    others = [name for number, name in ELSE.items() if not repeats.has_said(tracker, number)]
    if not left or new or not others:
        return listing.show(dispatcher, tracker, new)
    turn.say(dispatcher, turn.sentence(others[0], turn.language(tracker)))
    return listing.kept([], 0)
