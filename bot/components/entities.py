"""What a message names beside its intent, as Rasa's entities."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.entities_named import NamedReader
from bot.components.message_entities import add_entities, entity


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NamedThings(GraphComponent):
    """Adds what the files entities_<label>.yml list, each with the id that rules and facts use."""

    def __init__(self, reader: NamedReader) -> None:
        """`reader`: what tells the entities of a text."""
        self._reader = reader

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NamedThings:
        """Called by Rasa's graph; reads the phrases and the partners' names."""
        return cls(NamedReader())

    def process(self, messages: List[Message]) -> List[Message]:
        """Add what is found; positions are those of the text as sent."""
        for message in messages:
            named = self._reader.read(message.get(TEXT) or "")
            found = [
                entity(one.label, one.value, start=one.start, end=one.end, extractor="NamedThings")
                for one in named
            ]
            add_entities(message, found)
        return messages
