"""`action_find_hotline`: the line asked for, with who answers; else the lines for anybody, any hour."""

from collections.abc import Iterator

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import turn
from actions.collaborators import directory, hotline_names
from actions.find_services import printed
from bot.text.language import Language
from bot.text.segments import measure
from knowledge.directory import queries
from knowledge.directory.results import HotlineEntry

NEAR_ENOUGH = 0.44  # cosine between a message and a line's name (see tests/actions/test_find_hotline.py)
MOST_PARTS = 2
WAYS = frozenset({"voice", "text"})


class FindHotline(Action):
    """Gives one line by name or by meaning ("the number for runaways")."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_find_hotline"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Send one text."""
        language = turn.language(tracker)
        found = _asked_for(turn.text(tracker), turn.entity(tracker, "partner"))
        turn.say(
            dispatcher, describe(found, language) if found else turn.sentence("utter_hotlines", language)
        )
        return []


def _asked_for(text: str, partner: str | None) -> HotlineEntry | None:
    """A line that is asked for is given, whomever it is offered to: school staff text too."""
    with directory() as session:
        lines = [line for line in queries.hotlines(session) if line.kind != "office"]
    of_partner = [line for line in lines if partner and line.organization_id == partner]
    if of_partner:
        return of_partner[0]
    near = hotline_names().nearest(text, {line.id for line in lines})
    if near is None or near.nearness < NEAR_ENOUGH:
        return None
    return next(line for line in lines if line.id == near.id)


def describe(line: HotlineEntry, language: Language) -> str:
    """The numbers, the name, and who answers; of these the fullest form that two segments hold."""
    beside = _beside(line, language)
    forms = [f"{words}{beside}" for words in _ever_shorter(line, language)]
    return next((words for words in forms if measure(words).parts <= MOST_PARTS), forms[-1])


def _ever_shorter(line: HotlineEntry, language: Language) -> Iterator[str]:
    """Last with the English name: it needs no accents, which double the cost of a text."""
    ways = (printed(one, language) for one in line.numbers if one.kind in WAYS)
    phone = ", ".join(way for way in ways if way)
    short = turn.sentence(f"utter_who_{line.reaches_law_enforcement}", language)
    full = line.who_answers.of(language).rstrip(".")
    for name, who in ((line.name.of(language), full), (line.name.of(language), short), (line.name.en, short)):
        yield turn.sentence("utter_hotline", language, phone=phone, name=name, who=who)


def _beside(line: HotlineEntry, language: Language) -> str:
    """A second number for a line that never stands alone."""
    if not line.pair_with:
        return ""
    who = turn.sentence(f"utter_who_{line.reaches_law_enforcement}", language)
    number = line.pair_with[0].numbers[0].printed
    return " " + turn.sentence("utter_services_beside", language, phone=number, who=who)
