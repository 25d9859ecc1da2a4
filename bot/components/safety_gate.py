"""The last word on a message's intent: what the crisis screen sees outranks the classifier.

The doors screen before Rasa is asked. This gate is the second net: it covers `rasa shell` and any
later channel, and messages whose danger the doors answered in short form.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from knowledge.safety.screen import Screening, screen

# minor_at_risk has no row here: the classifier tells a pupil's disclosure from a youth's own words,
# and each of those intents answers with the lines for minors.
INTENT_OF_CLASS = {
    "immediate_danger": "immediate_danger",
    "self_harm": "self_harm",
    "medical": "medical_emergency",
    "cannot_talk": "cannot_talk_now",
}
SCREENING = "screening"
EMERGENCIES = frozenset(INTENT_OF_CLASS.values())


def screened(message: Message) -> Screening:
    """What the crisis screen sees, read once for a message: CalmWords asks before SafetyGate does."""
    seen: Optional[Screening] = message.get(SCREENING)
    if seen is None:
        # The door tells whether the talk is under way: then the screen reads a message as such.
        later = bool((message.get("metadata") or {}).get("later"))
        seen = screen(message.get(TEXT) or "", later=later)
        message.set(SCREENING, seen)
    return seen


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class SafetyGate(GraphComponent, IntentClassifier):
    """Replaces the intent by the most urgent class that `knowledge.safety` sees."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """It corrects a classifier, so one must stand before it."""
        return [IntentClassifier]

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SafetyGate:
        """Called by Rasa's graph; the component has no settings."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Correct each message in place."""
        for message in messages:
            seen = screened(message).classes
            intents = [INTENT_OF_CLASS[one] for one in seen if one in INTENT_OF_CLASS]
            if intents:
                self._overrule(message, intents[0])
        return messages

    def _overrule(self, message: Message, name: Text) -> None:
        certain = {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: 1.0}
        ranking = [row for row in message.get(INTENT_RANKING_KEY, []) if row[INTENT_NAME_KEY] != name]
        message.set(INTENT, certain, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [certain, *ranking], add_to_output=True)
