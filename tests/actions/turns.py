"""A turn as rasa-sdk hands it to an action, and what the action made of it."""

import asyncio
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher


@dataclass(frozen=True)
class Outcome:
    """Texts for the person, notes for the door, slots set."""

    texts: list[str]
    notes: dict[str, Any]
    slots: dict[str, Any]

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
) -> Outcome:
    found = [{"entity": kind, "value": value} for kind, value in (entities or {}).items()]
    message = {"intent": {"name": intent, "confidence": 0.9}, "entities": found, "text": text}
    held = {"language": language, **(slots or {})}
    tracker = Tracker("session", held, message, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    events = asyncio.run(action.run(dispatcher, tracker, {}))
    notes: dict[str, Any] = {}
    for sent in dispatcher.messages:
        notes |= sent.get("custom") or {}
    texts = [sent["text"] for sent in dispatcher.messages if sent.get("text")]
    return Outcome(
        texts, notes, {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    )
