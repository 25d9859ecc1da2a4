"""Which of the services of this talk is meant by "the second one", "el primer lugar que me dio".

A card names one service and the number of the next; who writes so has both before their eyes.
"""

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import listing, slots, turn
from bot.text.plain import plain

MOST_WORDS = 14  # a longer message tells of other first and second things
_NOUN = r"(?:one|place|number|option|service|name|lugar|numero|opcion|servicio|que)"
# "La primera, me repite el numero" is one of these; "la primera vez" is not.
_END = r"(?:$| (?:me|que|y|pero|por favor|porfa|si|no|es|como)\b)"
_FIRST = re.compile(rf"\b(?:(?:first|1st) {_NOUN}\b|(?:la|el|al) primer[oa]?(?: {_NOUN}\b|{_END}))")
_SECOND = re.compile(rf"\b(?:(?:second|2nd) {_NOUN}\b|(?:la|el|al) (?:segund[oa]|2)(?: {_NOUN}\b|{_END}))")


def tell(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """The card of the service that is meant; None where none is, or the talk has named none."""
    said = plain(turn.text(tracker))
    if len(said.split()) > MOST_WORDS or turn.is_with_staff(tracker):
        return None
    services = _in_order(tracker)
    if _SECOND.search(said):
        services = services[1:]
    elif not _FIRST.search(said):
        return None
    return listing.show(dispatcher, tracker, services) if services else None


def _in_order(tracker: Tracker) -> list[str]:
    """The services of the last list: those shown since it began, then those left."""
    shown: list[str] = []
    for event in tracker.events:
        if _is_set(event, slots.NEED):
            shown = []
        elif _is_set(event, slots.SERVICES_TOLD):
            shown += [one for one in event["value"] or () if one not in shown]
    return [*shown, *(one for one in listing.left(tracker) if one not in shown)]


def _is_set(event: dict[str, Any], slot: str) -> bool:
    return bool(event["event"] == "slot" and event["name"] == slot)
