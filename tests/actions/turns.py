"""A turn as rasa-sdk hands it to an action, and what the action made of it."""

import asyncio
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

DOMAIN = {"forms": {"screening_form": {"required_slots": ["screening_answer"]}}}


@dataclass(frozen=True)
class Outcome:
    """Texts for the person, notes for the door, slots set, titles of the options offered."""

    texts: list[str]
    notes: dict[str, Any]
    slots: dict[str, Any]
    options: list[str]

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
) -> Outcome:
    """`door`: what the door tells of the turn (`door`, `told`)."""
    tracker = tracker_of(intent, text, language=language, entities=entities, slots=slots, door=door)
    dispatcher = CollectingDispatcher()
    events = asyncio.run(action.run(dispatcher, tracker, DOMAIN))
    notes: dict[str, Any] = {}
    for sent in dispatcher.messages:
        notes |= sent.get("custom") or {}
    texts = [sent["text"] for sent in dispatcher.messages if sent.get("text")]
    options = [button["title"] for sent in dispatcher.messages for button in sent.get("buttons") or ()]
    slots_set = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    return Outcome(texts, notes, slots_set, options)


def tracker_of(
    intent: str,
    text: str = "",
    *,
    language: str | None = "en",
    entities: dict[str, str] | None = None,
    slots: dict[str, Any] | None = None,
    door: dict[str, str] | None = None,
) -> Tracker:
    found = [{"entity": kind, "value": value} for kind, value in (entities or {}).items()]
    message = {
        "intent": {"name": intent, "confidence": 0.9},
        "entities": found,
        "text": text,
        "metadata": door or {},
    }
    held = {"language": language, **(slots or {})}
    return Tracker("session", held, message, [], False, None, {}, "action_listen")
