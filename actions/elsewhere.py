"""Where else to ask: for "another number", and for whoever called and got no answer or no help."""

from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import listing, repeats, turn
from actions.collaborators import directory

# Who helps with nearly anything, each under a number as the response writes it.
ELSE = {"800-670-7273": "utter_again_advocates", "800-551-5554": "utter_again_legal"}
# What may be asked of a thing told (facets) and is answered by another; the response that goes first.
BEFORE = {"another": None, "no_answer": "utter_no_answer"}


def tell(
    dispatcher: CollectingDispatcher, tracker: Tracker, left: Sequence[str], asked: str = "another"
) -> list[EventType]:
    """A service of those `left` whose number this talk has not shown, else advocates, then a lawyer."""
    language, first = turn.language(tracker), BEFORE[asked]
    before = turn.sentence(first, language) if first else ""
    with directory() as session:
        new = [hit.id for hit in listing.readable(session, left) if not repeats.was_shown(tracker, hit)]
    others = [name for number, name in ELSE.items() if not repeats.has_said(tracker, number)]
    if not new and left and others:
        turn.say(dispatcher, f"{before} {turn.sentence(others[0], language)}".strip())
        return listing.kept([], 0)
    if not new and before:
        turn.ask(dispatcher, "utter_lines_no_answer", language)
        return []
    return listing.show(dispatcher, tracker, new, before=before)
