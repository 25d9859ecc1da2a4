"""`action_find_services`: services for a need, a few at a time; MORE goes on where it stopped."""

from collections.abc import Sequence
from itertools import chain

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict
from sqlmodel import Session

from actions import phones, turn
from actions.collaborators import directory, today
from actions.tables import NeedRow, need_rows
from bot.text.language import Language
from bot.text.segments import measure
from knowledge.directory import queries
from knowledge.directory.results import ServiceHit

AUDIENCE = "survivor"
MOST_PARTS = 3
MOST_SERVICES = 3
ADULT = 18


class FindServices(Action):
    """Lists services with phone, who answers, whom they serve, and words for the phone."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_find_services"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Send one list. Without a need to go on with, MORE gets the menu's hint."""
        asked, shown = _where_we_are(tracker)
        if asked not in need_rows():
            turn.say(dispatcher, turn.sentence("utter_services_no_more", turn.language(tracker)))
            return []
        row = need_rows()[asked]
        with directory() as session:
            services = ranked(session, row, young=_is_minor(tracker))
            services = [hit for hit in services if hit.id not in shown]
            words, count = compose(session, services, row, turn.language(tracker))
        turn.say(dispatcher, words)
        turn.tell_door(dispatcher, kind="list")
        seen = [*shown, *(hit.id for hit in services[:count])]
        return [SlotSet("services_intent", asked), SlotSet("services_shown", seen)]


def _where_we_are(tracker: Tracker) -> tuple[str, list[str]]:
    """The need asked for and the ids of its services that were seen."""
    if turn.intent(tracker) != "ask_more":
        return turn.intent(tracker), []
    return tracker.get_slot("services_intent") or "", list(tracker.get_slot("services_shown") or ())


def _is_minor(tracker: Tracker) -> bool:
    """Whether this very message names an age under 18; no age is kept for later ones."""
    age = turn.entity(tracker, "age")
    return age is not None and int(age) < ADULT


def ranked(session: Session, row: NeedRow, *, young: bool = False) -> list[ServiceHit]:
    """Those of `row.first` in that order, then what else meets the need; only what has words for a text.

    `young`: those of `row.under_18` stand before them.
    """
    first = (*row.under_18, *row.first) if young else row.first
    day = today()
    hits = queries.services_for_needs(session, row.needs, audience=AUDIENCE, on=day)
    found = {hit.id: hit for hit in hits}
    missing = [identity for identity in first if identity not in found]
    found |= {hit.id: hit for hit in queries.services(session, missing, on=day)}
    order = dict.fromkeys(chain(first, found))
    return [found[identity] for identity in order if identity in found and found[identity].sms]


def compose(
    session: Session, services: Sequence[ServiceHit], row: NeedRow, language: Language
) -> tuple[str, int]:
    """As many services as three segments hold with the words to say, and how many those are."""
    if not services:
        return turn.sentence("utter_services_no_more", language), 0
    for count in range(min(MOST_SERVICES, len(services)), 0, -1):
        words = _page(session, services[:count], row, language, more=count < len(services))
        if measure(words).parts <= MOST_PARTS:
            break
    return words, count


def _page(
    session: Session, services: Sequence[ServiceHit], row: NeedRow, language: Language, *, more: bool
) -> str:
    lines = [line(hit, language) for hit in services]
    lines += beside(session, services, language)
    lines.append(turn.sentence(row.say, language))
    if more:
        lines[-1] += " " + turn.sentence("utter_services_more", language)
    return "\n".join(lines)


def line(hit: ServiceHit, language: Language) -> str:
    """One service in one line: name, numbers, who answers, for whom."""
    assert hit.sms is not None
    return turn.sentence(
        "utter_service_line",
        language,
        name=hit.sms.name,
        phone=phones.all_printed(hit.phones, language),
        who=phones.who_answers(hit.reaches_law_enforcement, language),
        about=hit.sms.about.of(language),
    )


def beside(session: Session, services: Sequence[ServiceHit], language: Language) -> list[str]:
    """A second number for a line that never stands alone, unless one of its pairs is in the list already."""
    shown = {identity for hit in services for identity in hit.hotline_ids}
    pairs = dict.fromkeys(identity for hit in services for identity in hit.pair_with)
    if not pairs or shown & pairs.keys():
        return []
    return [phones.beside(session, list(pairs), language)]
