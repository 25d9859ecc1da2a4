"""The second net under the crisis screen: what the classifier holds possible counts as an emergency.

The screen decides first: at the doors before Rasa is asked, and again in SafetyGate, which stands last. It
knows patterns; what is worded as nobody foresaw falls through. There the classifier's doubt is enough: when
the probabilities of the emergencies together reach two in nine, the most probable of them is the intent,
even if a harmless intent is more probable or FallbackClassifier gave up. What CalmWords struck is none.
A false alarm costs one text, a miss may cost a life; the figures are in docs/decisions/0013.
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

from bot.components.safety_gate import EMERGENCIES


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class SafetyNet(GraphComponent, IntentClassifier):
    """Puts the most probable emergency first when all of them together are probable enough."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """It reads a classifier's ranking, so one must stand before it."""
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`threshold`: the summed probability of the emergencies from which they win."""
        return {"threshold": 0.22}

    def __init__(self, threshold: float) -> None:
        """`threshold`: see `get_default_config`."""
        self._threshold = threshold

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SafetyNet:
        """Called by Rasa's graph."""
        return cls(config["threshold"])

    def process(self, messages: List[Message]) -> List[Message]:
        """Correct each message in place."""
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY, [])
            emergencies = [row for row in ranking if row[INTENT_NAME_KEY] in EMERGENCIES]
            together = sum(row[PREDICTED_CONFIDENCE_KEY] for row in emergencies)
            if together >= self._threshold:
                self._raise(message, emergencies[0], together)
        return messages

    def _raise(self, message: Message, emergency: Dict[Text, Any], together: float) -> None:
        """`emergencies` come in the order of the ranking, so the first is the most probable."""
        first = {**emergency, PREDICTED_CONFIDENCE_KEY: together}
        others = [row for row in message.get(INTENT_RANKING_KEY) if row is not emergency]
        message.set(INTENT, first, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [first, *others], add_to_output=True)
