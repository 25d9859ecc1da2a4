"""Which of the services of this talk is meant by "the second one", "el primer lugar que me dio".

A card names one service and the number of the next, an answer several numbers; who writes so has them before
their eyes.
"""

import re
from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import about_told, asked_on, facets, leading, listing, phones, repeats, slots, thread, turn
from actions.collaborators import directory, today
from actions.tables import need_rows
from bot.text.plain import plain
from knowledge.directory import queries

LEGAL = ("need_legal_immigration", "need_legal_other")
NO_MATTER = frozenset({"need_legal_other", "ask_hotline", "affirm"})  # "the lawyer", and not for what
_THE_LAWYER = re.compile(
    r"\b(?:the|that|those|el|la|los|las|al|ese|esa|esos) (?:free |first )?"
    r"(?:lawyers?|attorneys?|abogad[oa]s?|licenciad[oa]s?)\b"
)
_WHO = re.compile(r"\b(?:who|whos|quien)\b")
_A_NUMBER = re.compile(r"\(?\b\d[\d() -]{5,}\d\b|\b\d{3}\b")  # as texts write them
_NUMBER = re.compile(r"\b(?:number|phone|numero|telefono)\b")
OF_ONE = 0.5  # cosine from which a question about that service is heard, and not only which is meant
OF_THE_CARD = asked_on.NO_QUESTIONS | {"number", "what", "compare"}  # what the card itself answers
MOST_WORDS = 14  # a longer message tells of other first and second things
_NOUN = (
    r"(?:one|place|number|option|service|name|thing|group|office"
    r"|lugar|numero|opcion|servicio|grupo|oficina|cosa|que)"
)
# "La primera, me repite el numero" is one of these; "la primera vez" is not.
_END = r"(?:$| (?:me|que|y|pero|por favor|porfa|si|no|es|como)\b)"
_IN_SPANISH = r"(?:la|el|al|del)"
_FIRST = re.compile(
    rf"\b(?:(?:first|1st) {_NOUN}\b|the (?:first|1st)$|{_IN_SPANISH} (?:primer[oa]?(?: {_NOUN}\b|{_END})|1$))"
)
_SECOND = re.compile(
    rf"\b(?:(?:second|2nd) {_NOUN}\b|the (?:second|2nd)$|{_IN_SPANISH} (?:segund[oa]|2)(?: {_NOUN}\b|{_END}))"
)


def tell(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """The card of the service that is meant; None where none is, or the talk has named none."""
    said = plain(turn.text(tracker))
    if len(said.split()) > MOST_WORDS or turn.is_with_staff(tracker):
        return None
    if _is_the_lawyer(tracker, said):
        services = _lawyers(tracker)
        return listing.show(dispatcher, tracker, services) if services else None
    place = 1 if _SECOND.search(said) else 0 if _FIRST.search(said) else None
    if place is None:
        return None
    numbers = _numbers(tracker)
    if len(numbers) > place:
        return _tell_number(dispatcher, tracker, numbers[place])
    services = _in_order(tracker)[place:]
    return _tell_service(dispatcher, tracker, services) if services else None


def _numbers(tracker: Tracker) -> list[str]:
    """The numbers of the last text where it was an answer, or the first card of a list; 911 is no choice."""
    if thread.answer_told(tracker) is None and len(_shown(tracker)) > 1:
        return []
    found = _A_NUMBER.findall(repeats.last_said(tracker))
    return list(dict.fromkeys(repeats.bare(one) for one in found if one != "911"))


def _tell_number(dispatcher: CollectingDispatcher, tracker: Tracker, number: str) -> list[EventType] | None:
    """The service of this talk that has the number, else the words on its line."""
    told = [*_in_order(tracker), *thread.services_told(tracker)]
    with directory() as session:
        hits = listing.readable(session, list(dict.fromkeys(told)))
        of_number = [hit.id for hit in hits if number in map(repeats.bare, (way.value for way in hit.phones))]
        lines = queries.hotlines(session, on=today())
        line = next(
            (one for one in lines if number in map(repeats.bare, (way.value for way in one.numbers))), None
        )
        words = phones.describe(session, line, turn.language(tracker)) if line else None
    if of_number:
        left = [one for one in listing.left(tracker) if one not in of_number]
        return _tell_service(dispatcher, tracker, [of_number[0], *left])
    if words is None:
        return None
    turn.say(dispatcher, words)
    return []


def _tell_service(
    dispatcher: CollectingDispatcher, tracker: Tracker, services: Sequence[str]
) -> list[EventType]:
    """What is asked of the first of the services, else its card."""
    asked = facets.asked(turn.text(tracker), OF_ONE)
    if asked and asked not in OF_THE_CARD and _tells(dispatcher, tracker, services[0], asked):
        return slots.told(services=services[:1])
    return listing.show(dispatcher, tracker, services)


def _tells(dispatcher: CollectingDispatcher, tracker: Tracker, service: str, asked: str) -> bool:
    """Whether an answer about that service was sent."""
    return about_told.tell_of(dispatcher, tracker, service, asked) is not None


def _is_the_lawyer(tracker: Tracker, said: str) -> bool:
    """Whether a lawyer is wished who was told of: "ok give me the lawyer then", "those lawyers' number"."""
    asks = leading.is_question(said) and not _NUMBER.search(said) and not _WHO.search(said)
    return turn.intent(tracker) in NO_MATTER and not asks and _THE_LAWYER.search(said) is not None


def _lawyers(tracker: Tracker) -> list[str]:
    """The legal services that the last answer goes with, else those told before, in that order."""
    needs = [need for row in LEGAL for need in need_rows()[row].usual.needs]
    with directory() as session:
        legal = {hit.id for hit in queries.services_for_needs(session, needs, on=today())}
    told = [one for one in thread.services_told(tracker) if one in legal]
    before = [
        one
        for event in tracker.events
        if _is_set(event, slots.SERVICES_TOLD)
        for one in event["value"]
        if one in legal
    ]
    return told or list(dict.fromkeys(before))


def _in_order(tracker: Tracker) -> list[str]:
    """The services of the last list: those shown since it began, then those left."""
    shown = _shown(tracker)
    return [*shown, *(one for one in listing.left(tracker) if one not in shown)]


def _shown(tracker: Tracker) -> list[str]:
    shown: list[str] = []
    for event in tracker.events:
        if _is_set(event, slots.NEED):
            shown = []
        elif _is_set(event, slots.SERVICES_TOLD):
            shown += [one for one in event["value"] or () if one not in shown]
    return shown


def _is_set(event: dict[str, Any], slot: str) -> bool:
    """Whether an event gave a slot a value."""
    return bool(event["event"] == "slot" and event["name"] == slot)
