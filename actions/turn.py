"""What an action reads of a turn, and how it says things: the one bridge between rasa-sdk and our rooms."""

import re
from collections.abc import Iterable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import slots
from actions.collaborators import responses
from bot.text.language import Language
from bot.text.responses import Option
from bot.text.segments import measure

WHERE = frozenset({"place", "county"})
# "I live in vallejo, no sorry, i worked there, now im in pittsburg", "trabajo en alameda, vivo en san pablo".
_MOVED = re.compile(
    r"\b(?:(?:now|ahora|ahorita)(?=\W+(?:i|i'?m|it'?s|we|in|en|es|estoy|vivo|ando|estamos)\b)"
    r"|wait|actually|sorry|i mean(?:t)?|espere?|perd[oó]n|digo|mejor dicho"
    r"|(?<!to )(?:live|living|stay|staying)(?: (?:in|at|by|around))?|viv[oe](?: (?:en|por))?)\b",
    re.IGNORECASE,
)
_NOT_THERE = re.compile(r"\b(?:no|not)(?:\s+(?:es|en|in|at|de|from))?\s*$", re.IGNORECASE)  # "no es antioch"
SHORT_PARTS = 2  # what an answer may take; a list may take one more


def language(tracker: Tracker) -> Language:
    """The slot `language`; English until it is known."""
    return "es" if tracker.get_slot("language") == "es" else "en"


def intent(tracker: Tracker) -> str:
    """The intent of this turn."""
    name: str = tracker.latest_message["intent"]["name"]
    return name


def sureness(tracker: Tracker) -> float:
    """The probability of this turn's intent; 1 for one that was picked."""
    sure: float = tracker.latest_message["intent"].get("confidence", 1.0)
    return sure


def text(tracker: Tracker) -> str:
    """The message as it reached Rasa. Never to be logged, stored or repeated."""
    words: str = tracker.latest_message.get("text") or ""
    return words


def entity(tracker: Tracker, kind: str) -> str | None:
    """The first entity of that kind in this turn; of places, the first behind one that is taken back."""
    found = [one for one in tracker.latest_message.get("entities") or [] if one["entity"] == kind]
    if kind in WHERE:
        found = [one for one in found if not _NOT_THERE.search(text(tracker)[: one.get("start", 0)])] or found
    moves = list(_MOVED.finditer(text(tracker))) if kind in WHERE else []
    after = [one for one in found if moves and one.get("start", -1) >= moves[-1].end()]
    return next((str(one["value"]) for one in (*after, *found)), None)


def told_by_door(tracker: Tracker, name: str) -> str | None:
    """What the door told of this turn (`door`, `told`), beside the text."""
    value: str | None = (tracker.latest_message.get("metadata") or {}).get(name)
    return value


def is_with_staff(tracker: Tracker) -> bool:
    """Whether this talk gave school staff their first steps, here or at the door."""
    return bool(tracker.get_slot(slots.SCHOOL_TOLD)) or told_by_door(tracker, "told") == "staff"


def is_on_page(tracker: Tracker) -> bool:
    """Whether the talk is on the web page, where nothing stays with a phone company and texts may be long."""
    return told_by_door(tracker, "door") == "chat"


def sentence(name: str, chosen: Language, /, **facts: str) -> str:
    """A response of bot/domain/responses with facts in its places."""
    return responses().reply(name, chosen).text.format(**facts)


def say(dispatcher: CollectingDispatcher, words: str, options: Iterable[Option] = ()) -> None:
    """Send text that is made of responses and facts, with the answers offered for it."""
    buttons = [{"title": one.title, "payload": one.payload} for one in options]
    dispatcher.utter_message(text=words, buttons=buttons or None)


def ask(dispatcher: CollectingDispatcher, name: str, chosen: Language, before: str = "") -> None:
    """Send a response with its options; `before`: words that go first. The door is told when it is long."""
    reply = responses().reply(name, chosen)
    words = f"{before}\n{reply.text}".strip()
    say(dispatcher, words, reply.options)
    if parts(words, reply.options) > SHORT_PARTS:
        tell_door(dispatcher, kind="list")


def fits(tracker: Tracker, words: str, options: Iterable[Option] = ()) -> bool:
    """Whether a list is short enough here: three parts, two where it is the first thing a stranger gets.

    Under a stranger's one word the greeting of both languages goes first.
    """
    first = None if is_on_page(tracker) else told_by_door(tracker, "first")
    greeting = sentence("utter_both_hello", language(tracker)) if first == "greeted" else ""
    most = SHORT_PARTS + 1 if first is None else SHORT_PARTS
    return parts(f"{greeting}\n{words}".strip(), options) <= most


def parts(words: str, options: Iterable[Option] = ()) -> int:
    """The parts that words take with the options under them, numbered."""
    lines = [words, *(f"{number} {one.title}" for number, one in enumerate(options, 1))]
    return measure("\n".join(lines)).parts


def offer_check(topic: str | None, chosen: Language) -> tuple[Option, ...]:
    """The option to have a topic checked by short questions; none without a topic."""
    options = responses().reply("utter_offer_check", chosen).options
    return tuple(one for one in options if topic and f'"{topic}"' in one.payload)


def tell_door(dispatcher: CollectingDispatcher, **facts: Any) -> None:
    """A note to the door, not to the person: `language`, `unanswered` (the nearest topic), or `kind`.

    A "list" may take three segments, a "shortlist" also as a first answer.
    """
    dispatcher.utter_message(json_message=facts)
