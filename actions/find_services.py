"""`action_find_services`: services for a need, one at a time; a shortlist for who asks for a client."""

from collections.abc import Sequence
from itertools import chain

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict
from sqlmodel import Session

from actions import interview, listing, shortlist, situation, slots, turn
from actions.collaborators import directory, today
from actions.tables import NeedRow, need_rows
from knowledge.directory import queries


class FindServices(Action):
    """Tells of a service with phone, who answers, whom it serves, and words for the phone."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_find_services"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Send the first service, or a navigator's shortlist."""
        return find(dispatcher, tracker, turn.intent(tracker))


def find(dispatcher: CollectingDispatcher, tracker: Tracker, need: str) -> list[EventType]:
    """Services for a need (an intent of needs.yml), by what the talk has told so far."""
    row = need_rows()[need]
    facts = situation.known(tracker)
    kept = [SlotSet(slots.SITUATION, facts), SlotSet(slots.NEED, need)]
    asked = shortlist.read(tracker, row)
    if asked is not None:
        return [*kept, *shortlist.show(dispatcher, tracker, asked)]
    with directory() as session:
        ids = ranked(session, row, facts, named=interview.services_named(turn.text(tracker)))
    return [*kept, *listing.show(dispatcher, tracker, ids, say=row.say, check=row.check)]


def ranked(session: Session, row: NeedRow, facts: situation.Facts, *, named: Sequence[str] = ()) -> list[str]:
    """Those of `row.first` in that order, then what else meets the need.

    A program asked for by its name stands first, for somebody under 18 those of `row.under_18`; what the
    rules lead elsewhere stands last.
    """
    first = (*row.under_18, *row.first) if situation.is_minor(facts) else row.first
    if len(named) == 1:
        first = (*named, *first)
    hits = queries.services_for_needs(session, row.needs, audience=listing.AUDIENCE, on=today())
    order = list(dict.fromkeys(chain(first, (hit.id for hit in hits))))
    last = situation.unlikely(facts, order)
    return sorted(order, key=lambda identity: identity in last)
