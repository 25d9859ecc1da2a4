"""How the components of this room add an entity to a message."""

from typing import Any, Dict, List, Text

from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
)
from rasa.shared.nlu.training_data.message import Message


def entity(kind: Text, value: Text, *, start: int, end: int, extractor: Text) -> Dict[Text, Any]:
    """One entity as Rasa stores it; `start` and `end` are character positions in the text."""
    return {
        ENTITY_ATTRIBUTE_TYPE: kind,
        ENTITY_ATTRIBUTE_VALUE: value,
        ENTITY_ATTRIBUTE_START: start,
        ENTITY_ATTRIBUTE_END: end,
        "extractor": extractor,
    }


def add_entities(message: Message, found: List[Dict[Text, Any]]) -> None:
    """Append to what earlier components found, and put it into Rasa's output."""
    message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
