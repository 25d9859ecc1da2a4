"""Services in a text, one at a time: the first in full, the next as the second way, MORE for the rest."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlmodel import Session

from actions import phones, slots, turn
from actions.collaborators import directory, today
from bot.text.language import Language
from knowledge.directory import queries
from knowledge.directory.results import ServiceHit

AUDIENCE = "survivor"
KNOWS_THE_REST = "cc_211_referral"


def show(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    ids: Sequence[str],
    *,
    say: str | None = None,
    check: str | None = None,
    before: str = "",
) -> list[EventType]:
    """Send the first of the services and keep the rest for MORE; without any, say where else to ask.

    The first page alone has `say`, the response with words for the phone, and `check`, what can be checked.
    `before`: words that go first.
    """
    language = turn.language(tracker)
    offered = turn.offer_check(check, language)
    with directory() as session:
        hits = readable(session, ids)
        pages = [f"{before} {page}".strip() for page in ways_to_write(session, hits, say, language)]
    fitting = (one for one in pages if turn.fits(tracker, one, offered))
    turn.say(dispatcher, next(fitting, pages[0]), offered)
    turn.tell_door(dispatcher, kind="list")
    return kept(hits, 1)


def kept(hits: Sequence[ServiceHit], shown: int) -> list[EventType]:
    """What is kept of a list: those shown, for whoever asks for the source, and those left, for MORE."""
    left_over = SlotSet(slots.SERVICES_LEFT, [hit.id for hit in hits[shown:]])
    if not hits:
        return [left_over]  # what was told before still has its source
    return [left_over, *slots.told(services=[hit.id for hit in hits[:shown]])]


def left(tracker: Tracker) -> list[str]:
    """The ids that MORE has still to show."""
    ids: list[str] = tracker.get_slot(slots.SERVICES_LEFT) or []
    return ids


def readable(session: Session, ids: Sequence[str]) -> list[ServiceHit]:
    """Those of the services that have words for a text and a number, in the order given."""
    return [hit for hit in queries.services(session, ids, audience=AUDIENCE, on=today()) if hit.sms]


def ways_to_write(
    session: Session, hits: Sequence[ServiceHit], say: str | None, language: Language
) -> list[str]:
    """A page ever shorter: one service, words to say, a second way in; then without the one or the other.

    A line that a service must have beside it stays. What is left out is one MORE away; what is offered under
    the page is not lost.
    """
    if not hits:
        return [turn.sentence("utter_services_no_more", language)]
    first, words = line(hits[0], language), turn.sentence(say, language) if say else ""
    more = turn.sentence("utter_services_more", language) if len(hits) > 1 else ""
    second = f"{second_way(session, hits, language)} {more}".strip()
    whole, bare = (first, words, second), (first, words, more)
    written = [whole, (first, second)] if hits[0].pair_with else [whole, bare, (first, second)]
    return ["\n".join(filter(None, lines)) for lines in written]


def line(hit: ServiceHit, language: Language) -> str:
    """One service in one line: name, numbers, for whom, who answers."""
    assert hit.sms is not None
    return turn.sentence(
        "utter_service_line", language, about=hit.sms.about.of(language), **contact(hit, language)
    )


def contact(hit: ServiceHit, language: Language) -> dict[str, str]:
    """The name, the numbers and who answers, for the places of a response."""
    return {
        "name": hit.sms.name if hit.sms else hit.name.of(language),
        "phone": phones.all_printed(hit.phones, language),
        "who": phones.who_answers(hit.reaches_law_enforcement, language),
    }


def second_way(session: Session, hits: Sequence[ServiceHit], language: Language) -> str:
    """A number beside the first service: of a line it must have beside it, of the next service, or of 211."""
    first = hits[0]
    if first.pair_with:
        return phones.beside(session, list(first.pair_with), language)
    others = [*hits[1:], *readable(session, [KNOWS_THE_REST])]
    other = next((hit for hit in others if not same_numbers(hit, first)), None)
    return turn.sentence("utter_services_next", language, **contact(other, language)) if other else ""


def same_numbers(one: ServiceHit, other: ServiceHit) -> bool:
    """Whether two services are reached by the same number."""
    numbers: list[set[Any]] = [{way.value for way in hit.phones} for hit in (one, other)]
    return not numbers[0].isdisjoint(numbers[1])
