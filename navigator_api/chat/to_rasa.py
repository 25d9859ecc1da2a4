"""What Rasa gets of a message: the option picked, or the text; and what its actions may know beside it."""

import json
import re

from bot.text.plain import plain
from bot.text.responses import Option
from navigator_api.chat.sessions import Conversation
from navigator_api.chat.text import for_rasa

# "2", "2 food", "option 2"; plain words, so that "#2" and "2)" are that too.
_NUMBER = re.compile(r"(?:(?:option|opcion|number|numero|the|la|el) )*([1-9][0-9]?)(?: (.+))?")


def metadata(conversation: Conversation, door: str, first: str | None = None) -> dict[str, str]:
    """What Rasa's actions may know of a turn beside its text; `first` as in RasaClient.ask."""
    known = {"door": door, "language": conversation.answers_in, "told": conversation.told, "first": first}
    known["later"] = "true" if conversation.is_under_way else None
    return {name: value for name, value in known.items() if value}


def message(conversation: Conversation, text: str) -> str:
    """What Rasa gets: the payload of the option picked, else the text without Rasa's own commands."""
    picked = _picked(conversation, text)
    if picked is None:
        return for_rasa(text)
    intent, brace, entities = picked.payload.partition("{")
    if not intent.startswith("/"):
        return for_rasa(picked.payload)
    known = json.loads(brace + entities) if brace else {}
    return intent + json.dumps(known | {"language": conversation.answers_in or "en"})


def _picked(conversation: Conversation, text: str) -> Option | None:
    """The option of the last answer by its number, its words or both, or of the last list by its words."""
    said = plain(text)
    number = _NUMBER.fullmatch(said)
    if number:
        named = next(iter(conversation.options[int(number[1]) - 1 : int(number[1])]), None)
        return named if named and number[2] in (None, plain(named.title)) else None
    shown = (*conversation.options, *conversation.offered)
    return next((one for one in shown if plain(one.title) == said), None)
