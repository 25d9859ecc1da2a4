"""`action_switch_language`: the language asked for; what other languages people speak on the phone.

"Do you speak Spanish" asks this line; "do they", "there too", "for my mom" ask about whoever was told, or of
the people who answer at any hour. A language that this line does not write is never a wish for the other one
of its two, nor is the one that is written already.
"""

import re
from collections.abc import Mapping

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import about_told, listing, repeats, reviewed, slots, speakers, thread, turn
from actions.answer_question import AnswerQuestion
from actions.collaborators import directory
from actions.speakers import FOR_ANOTHER
from actions.tables import need_rows
from bot.text.language import Language, guess

_NAMES: dict[Language, re.Pattern[str]] = {
    "es": re.compile(r"\b(?:spanish|espa(?:ñ|n|ni)ol|castellano)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:english|ingl[eé]s)\b", re.IGNORECASE),
}
_LANGUAGE = re.compile(r"\b(?:languages?|idiomas?|lengua|translat\w*|traduc\w*)\b", re.IGNORECASE)
_OURS = frozenset({"english", "spanish"})
_OTHERS = re.compile(r"\b(?:too|also|tambi[eé]n|as well|contestan|responden|atienden)\b", re.IGNORECASE)
# Of one person who speaks it or does not: "she dont speak english", "mi abuela no sabe español".
_ANOTHER = re.compile(
    r"\b(?:she|he|ella|my (?!english|spanish|language)\w+|mi (?!ingl|espa|idioma)\w+)\b[^.?!]*"
    r"\b(?:speaks?|talks?|knows?|understands?|habla|sabe|entiende)\b",
    re.IGNORECASE,
)
# "Habla español" asks whoever answers here; "hablan" asks those who were told.
_OF_THIS_LINE = re.compile(
    r"\W*(?:(?:hola|disculpe|buenas)\W+)?(?:usted\s+|ud\.?\s+)?hablas?\b", re.IGNORECASE
)
_INTERPRETS = re.compile(r"\b(?:interpret\w*|int[eé]rprete\w*|translator\w*|me traduzca\w*)\b", re.IGNORECASE)
# "In spanish", "en ingles": how the answer is wanted.
_IN = r"\b(?:in|en|to|a|do|use|prefer)\s+(?:el\s+)?"
_PLEASE = r"\s+(?:please|pls|plz|por favor|porfa)\b"  # "english pls, my daughter reads it"
# "Can you give me that in english too" asks this line, "is it in english only" asks of what was told.
_WRITE = re.compile(
    r"\b(?:(?:can|could|will|would) (?:you|u)|write|send|give|put|show|translate|say"
    r"|(?:me )?(?:lo )?(?:escrib|mand|pas|repit|pon[eg]|d[aáeé]me|traduz|traduc)\w*)\b",
    re.IGNORECASE,
)
_THEM = re.compile(
    r"\b(?:they|them|ellos|ellas|someone|somebody|anyone|anybody|alguien|there|ah[ií]|all[iíáa])\b",
    re.IGNORECASE,
)
_IS_IT = re.compile(
    r"(?:^|[.,;!?]\s*|\b(?:and|ok|y|pero|but|so)\s+)(?:is|are|es|est[aá]n?|hay)\s+"
    r"(?!there a way|manera|forma|modo)"
    r"|\b(?:is|are|es|son|est[aá]n?)\s+(?:(?:only|all|solo|todo)\s+)?(?:in|en)\s",
    re.IGNORECASE,
)


# "No hablo ingles", "i dont speak much spanish", "my english so bad": the language that is named is the one
# not wanted.
_SAID: dict[Language, str] = {"es": r"(?:spanish|espa[nñ]i?ol)\b", "en": r"(?:english|ingl[eé]s)\b"}
_DENIED: dict[Language, re.Pattern[str]] = {
    language: re.compile(
        rf"\b(?:no|not|dont|don't|cant|can't|doesnt|poco|poquito|sin|tampoco|ni)\b(?:\s+\w+){{0,3}}?\s+{name}"
        rf"|{name}\s+(?:(?:is|its|so|very|really|real|more|too|also|es|esta|muy|mas|mi|me)\s+){{0,2}}"
        r"(?:bad|poor|small|little|no good|not good|no es (?:tan |muy )?buen[oa]|mal[oa]?)\b"
        rf"|{name}\s+(?:casi )?no\s+(?:habl|sab|se\b|entiend|le[eo]\b)",
        re.IGNORECASE,
    )
    for language, name in _SAID.items()
}
_OTHER: Mapping[Language, Language] = {"en": "es", "es": "en"}


class SwitchLanguage(Action):
    """Sets the slot and tells the door, which keeps the language of a conversation."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_switch_language"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Say it in the new language, or tell who speaks the language that is named."""
        current, wanted = turn.language(tracker), turn.entity(tracker, "language_wanted")
        not_meant = speakers.default(
            tracker
        )  # "my wife wrote you, her english is bad, what did you tell her"
        if not_meant is not None:
            turn.ask(dispatcher, not_meant, current)
            return []
        other = (wanted is not None and wanted not in _OURS) or len(_denied(turn.text(tracker))) > 1
        others = is_about_others(tracker) or _is_asked_of_told(tracker) or _is_of_interpreters(tracker)
        if other or others:
            told = about_told.tell(dispatcher, tracker, "languages")
            if told is not None:
                return told
        if other or others:
            name = "utter_other_language" if other else "utter_lines_language"
            turn.say(dispatcher, turn.sentence(name, current))
            return []
        if wanted is None and _names_none(turn.text(tracker), current):
            return AnswerQuestion().answer(dispatcher, tracker)
        chosen = asked_for(turn.text(tracker), current)
        turn.tell_door(dispatcher, language=chosen)
        turn.say(dispatcher, _again(tracker, chosen) or turn.sentence("utter_language_switched", chosen))
        return [SlotSet("language", chosen)]


def _again(tracker: Tracker, language: Language) -> str | None:
    """What was told last, in the language that is wished now; None where nothing was, or it is too long."""
    answer, services = thread.answer_told(tracker), tracker.get_slot(slots.SERVICES_TOLD)
    if turn.is_with_staff(tracker) or not (answer or services):
        return None
    if answer is not None:
        words = reviewed.words(answer.id, language, on_page=turn.is_on_page(tracker))
    else:
        with directory() as session:
            hits = listing.readable(session, services)[:1]
            words = "\n".join(listing.line(hit, language) for hit in hits)
        words = _with_what_to_say(tracker, words, language)
    return words if words and turn.fits(tracker, words) and not repeats.has_said(tracker, words) else None


def _with_what_to_say(tracker: Tracker, words: str, language: Language) -> str:
    """A service with the words for the phone under it, where they fit: they tell what it was named for."""
    row = need_rows().get(tracker.get_slot(slots.NEED) or "")
    longer = f"{words}\n{turn.sentence(row.say, language)}" if words and row and row.say else words
    return longer if turn.fits(tracker, longer) else words


def _names_none(text: str, current: Language) -> bool:
    """Whether a text in the language in use names none: "y mi tía que está en Puebla" only read as a wish."""
    return not _named(text) and not _LANGUAGE.search(text) and guess(text) == current


def is_about_others(tracker: Tracker) -> bool:
    """Whether somebody else's language is asked: of a group by name, of "they", or in that very language.

    In Spanish the verb tells no more: whoever asks in Spanish for Spanish has it from this line already.
    """
    text = turn.text(tracker)
    if turn.entity(tracker, "partner") is not None or _THEM.search(text):
        return True
    if _wished(text) and _WRITE.search(text):
        return False
    if _OTHERS.search(text) or _ANOTHER.search(text):
        return True
    if _wished(text) or _OF_THIS_LINE.match(text):
        return _IS_IT.search(text) is not None
    if _denied(text) and set(_named(text)) - set(_denied(text)):
        return False  # "english please, my spanish is bad"
    if turn.entity(tracker, "asker") in FOR_ANOTHER:
        return True
    # "Almost no Spanish", said in Spanish, is no wish for English; "not much English" is one for Spanish.
    wants_spanish = turn.language(tracker) == "en" and _denied(text) == ["en"]
    in_use = [turn.language(tracker)] == _named(text) and not wants_spanish
    return in_use and tracker.get_slot("language") is not None


def _is_asked_of_told(tracker: Tracker) -> bool:
    """Whether "chinese", after a service, is the language for that; one of ours is never meant so."""
    return not _named(turn.text(tracker)) and about_told.asked(tracker, about_told.SURELY) == "languages"


def _is_of_interpreters(tracker: Tracker) -> bool:
    """Whether somebody translates for them, and no language of ours is named ("my daughter translates")."""
    text = turn.text(tracker)
    return not _named(text) and _INTERPRETS.search(text) is not None


def asked_for(text: str, current: Language) -> Language:
    """The one language that the text names and does not deny, or the other of the one that it denies.

    Both: the one in use; none named: the other.

    >>> asked_for("do you speak spanish", "en"), asked_for("en otro idioma", "es")
    ('es', 'en')
    >>> asked_for("no hablo ingles", "es"), asked_for("can i write in spanish? my english is bad", "en")
    ('es', 'es')
    >>> asked_for("ponlo en ingles, he dont read spanish", "es"), asked_for("no ablo ingles, español", "en")
    ('en', 'es')
    """
    denied = _denied(text)
    wanted = (
        _wished(text) or [one for one in _named(text) if one not in denied] or [_OTHER[one] for one in denied]
    )
    if len(wanted) == 1:
        return wanted[0]
    return current if _named(text) else _OTHER[current]


def _denied(text: str) -> list[Language]:
    return [language for language, denial in _DENIED.items() if denial.search(text)]


def _named(text: str) -> list[Language]:
    return [language for language, name in _NAMES.items() if name.search(text)]


def _wished(text: str) -> list[Language]:
    """The languages in which an answer is asked for ("puedo write in spanish? my english no good")."""
    return [
        one
        for one, name in _NAMES.items()
        if re.search(rf"{_IN}{name.pattern}|{name.pattern}{_PLEASE}", text, re.IGNORECASE)
    ]
