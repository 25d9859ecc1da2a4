"""A turn as rasa-sdk hands it to an action, and what the action made of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

DOMAIN = {"forms": {"screening_form": {"required_slots": ["screening_answer"]}}}


@dataclass(frozen=True)
class Outcome:
    """Texts for the person, notes for the door, slots set, titles of the options offered, messages put in."""

    texts: list[str]
    notes: dict[str, Any]
    slots: dict[str, Any]
    options: list[str]
    heard: list[dict[str, Any]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.texts)


def run(
    action: Action,
    intent: str,
    text: str = "",
    *,
    language: str | None = "en",
    entities: dict[str, str] | None = None,
    slots: dict[str, Any] | None = None,
    door: dict[str, str] | None = None,
    history: list[dict[str, Any]] | None = None,
    sureness: float = 0.9,
) -> Outcome:
    """`door`: what the door tells of the turn (`door`, `told`). `history`: the events before it."""
    tracker = tracker_of(
        intent, text, language=language, entities=entities, slots=slots, door=door, sureness=sureness
    )
    tracker.events = list(history or [])
    dispatcher = CollectingDispatcher()
    return _outcome(dispatcher, asyncio.run(action.run(dispatcher, tracker, DOMAIN)))


def dispatched(tell: Callable[[CollectingDispatcher], list[EventType] | None]) -> Outcome | None:
    """What a function said that tells something or nothing."""
    dispatcher = CollectingDispatcher()
    events = tell(dispatcher)
    return None if events is None else _outcome(dispatcher, events)


def _outcome(dispatcher: CollectingDispatcher, events: list[EventType]) -> Outcome:
    notes: dict[str, Any] = {}
    for sent in dispatcher.messages:
        notes |= sent.get("custom") or {}
    texts = [sent["text"] for sent in dispatcher.messages if sent.get("text")]
    options = [button["title"] for sent in dispatcher.messages for button in sent.get("buttons") or ()]
    slots_set = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    heard = [event for event in events if event["event"] == "user"]
    return Outcome(texts, notes, slots_set, options, heard)


def tracker_of(
    intent: str,
    text: str = "",
    *,
    language: str | None = "en",
    entities: dict[str, str] | None = None,
    slots: dict[str, Any] | None = None,
    door: dict[str, str] | None = None,
    sureness: float = 0.9,
) -> Tracker:
    found = [{"entity": kind, "value": value} for kind, value in (entities or {}).items()]
    message = {
        "intent": {"name": intent, "confidence": sureness},
        "entities": found,
        "text": text,
        "metadata": door or {},
    }
    held = {"language": language, **(slots or {})}
    return Tracker("session", held, message, [], False, None, {}, "action_listen")
