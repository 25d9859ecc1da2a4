"""`action_switch_language`: the language asked for, else the other one."""

import re

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import turn
from bot.text.language import Language

_NAMES: dict[Language, re.Pattern[str]] = {
    "es": re.compile(r"\b(?:spanish|espa(?:ñ|n|ni)ol|castellano)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:english|ingl[eé]s)\b", re.IGNORECASE),
}


class SwitchLanguage(Action):
    """Sets the slot and tells the door, which keeps the language of a conversation."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_switch_language"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """The next step of the rule says it, in the new language."""
        chosen = asked_for(turn.text(tracker), turn.language(tracker))
        turn.tell_door(dispatcher, language=chosen)
        return [SlotSet("language", chosen)]


def asked_for(text: str, current: Language) -> Language:
    """The one language that the text names; both or neither named: the one not in use.

    >>> asked_for("do you speak spanish", "en"), asked_for("en otro idioma", "es")
    ('es', 'en')
    """
    named: list[Language] = [language for language, name in _NAMES.items() if name.search(text)]
    if len(named) == 1:
        return named[0]
    return "en" if current == "es" else "es"
