"""`action_find_services`: services for a need, one at a time; a shortlist for who asks for a client."""

from collections.abc import Sequence
from itertools import chain

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict
from sqlmodel import Session

from actions import (
    about_need,
    about_told,
    answer_question,
    interview,
    listing,
    shortlist,
    situation,
    slots,
    turn,
)
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
        """Send the first service, a navigator's shortlist, or the answer to what was asked about a need."""
        need = turn.intent(tracker)
        if shortlist.read(tracker, need_rows()[need]) is not None:
            return find(dispatcher, tracker, need)
        for_speaker = answer_question.follow(dispatcher, tracker)
        if for_speaker is not None:
            return for_speaker
        told = about_told.tell(dispatcher, tracker) if about_need.asks(tracker) else None
        if told is not None:
            return told
        answer = about_need.answer(tracker, need)
        if answer is None:
            return find(dispatcher, tracker, need)
        return explain(dispatcher, tracker, need, answer)


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


def explain(dispatcher: CollectingDispatcher, tracker: Tracker, need: str, answer: str) -> list[EventType]:
    """A reviewed answer to a question about a need; MORE leads on to the services for it."""
    row, facts, language = need_rows()[need], situation.known(tracker), turn.language(tracker)
    with directory() as session:
        ids = [hit.id for hit in listing.readable(session, ranked(session, row, facts))]
    words = answer_question.words(answer, language, on_page=turn.is_on_page(tracker))
    more = turn.sentence("utter_services_after_answer", language)
    turn.say(dispatcher, f"{words} {more}", turn.offer_check(row.check, language))
    turn.tell_door(dispatcher, kind="list")
    kept = [(slots.SITUATION, facts), (slots.NEED, need), (slots.SERVICES_LEFT, ids)]
    return [*(SlotSet(name, value) for name, value in kept), *slots.told(answer=answer)]


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
