"""Where a message surely speaks of something harmless, no emergency is an intent of it.

The classifier compares a message with whole sentences, and short ones of a talk resemble emergencies: "and if
the owner is my godmother". The screen's words (knowledge/safety/cues.py) know better what is harmless: they
learn from far more of such talk. Where they are sure of it, the share of an emergency goes to the other
intents, before FallbackClassifier and SafetyNet read them. What the screen itself sees stays.
"""

from __future__ import annotations

from typing import Any, Dict, List, Text, Type

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
)
from rasa.shared.nlu.training_data.message import Message

from bot.components.safety_gate import INTENT_OF_CLASS, screened


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CalmWords(GraphComponent, IntentClassifier):
    """Strikes the emergencies from the ranking of a calm message."""

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
    ) -> CalmWords:
        """Called by Rasa's graph; the component has no settings."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Correct each message in place; one that may only be an emergency is left alone."""
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY, [])
            struck = {INTENT_OF_CLASS[cls] for cls in screened(message).calm}
            others = [row for row in ranking if row[INTENT_NAME_KEY] not in struck]
            if len(others) < len(ranking):
                self._keep(message, others)
        return messages

    def _keep(self, message: Message, others: List[Dict[Text, Any]]) -> None:
        whole = sum(row[PREDICTED_CONFIDENCE_KEY] for row in others)
        if not whole:
            return
        kept = [{**row, PREDICTED_CONFIDENCE_KEY: row[PREDICTED_CONFIDENCE_KEY] / whole} for row in others]
        message.set(INTENT, kept[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, kept, add_to_output=True)
