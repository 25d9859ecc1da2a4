"""The language of a message, as an entity that fills the slot `language`.

The door that took the message keeps the language of a conversation (sticky, with a margin) and sends
it as metadata. Only where no door stands before Rasa (`rasa shell`) is it guessed here.
"""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.message_entities import add_entities, entity
from bot.text.language import guess


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class MessageLanguage(GraphComponent):
    """Adds the entity `language` with value `en` or `es`, or nothing when unsure."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageLanguage:
        """Called by Rasa's graph; the component has no settings."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the entity to each message whose language is known."""
        for message in messages:
            text = message.get(TEXT) or ""
            language = (message.get("metadata") or {}).get("language") or guess(text)
            if language in ("en", "es"):
                found = entity("language", language, start=0, end=len(text), extractor="MessageLanguage")
                add_entities(message, [found])
        return messages
