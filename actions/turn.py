"""What an action reads of a turn, and how it says things: the one bridge between rasa-sdk and our rooms."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.collaborators import responses
from bot.text.language import Language


def language(tracker: Tracker) -> Language:
    """The slot `language`; English until it is known."""
    return "es" if tracker.get_slot("language") == "es" else "en"


def intent(tracker: Tracker) -> str:
    """The intent of this turn."""
    name: str = tracker.latest_message["intent"]["name"]
    return name


def text(tracker: Tracker) -> str:
    """The message as it reached Rasa. Never to be logged, stored or repeated."""
    words: str = tracker.latest_message.get("text") or ""
    return words


def entity(tracker: Tracker, kind: str) -> str | None:
    """The first entity of that kind in this turn."""
    value: str | None = next(tracker.get_latest_entity_values(kind), None)
    return value


def sentence(name: str, chosen: Language, /, **facts: str) -> str:
    """A response of bot/domain/responses with facts in its places."""
    return responses().reply(name, chosen).text.format(**facts)


def say(dispatcher: CollectingDispatcher, words: str) -> None:
    """Send text that is made of responses and facts."""
    dispatcher.utter_message(text=words)


def tell_door(dispatcher: CollectingDispatcher, **facts: Any) -> None:
    """A note to the door, not to the person: `language`, or `kind` ("list" may take three segments)."""
    dispatcher.utter_message(json_message=facts)
