"""`action_find_hotline`: the line asked for, with who answers; else the lines for anybody, any hour."""

import re

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlmodel import Session

from actions import about_told, answer_question, phones, sources, turn
from actions.collaborators import directory, hotline_names, today
from actions.heard import Hearing
from bot.text.plain import plain
from knowledge.directory import queries
from knowledge.directory.results import HotlineEntry

# "Can my cousin call that same number": of what was told, whatever else is asked.
_THAT = re.compile(
    r"\b(?:that|same|first|es[ea]|mism[oa]|primer)(?: \w+)? (?:number|line|numero|linea)\b"
    r"|\b(?:number|numero|linea) (?:again|otra vez|de nuevo)\b"
)
_FROM = re.compile(
    r"\b(?:number|figure|numero|cifra|dato)\b.* (?:from|based)\b|\bde donde (?:sale|salio|sacaron|viene)\b"
)
NEAR_ENOUGH = 0.44  # cosine between a message and a line's name (see tests/actions/test_find_hotline.py)


class FindHotline(Hearing):
    """Gives one line by name or by meaning ("the number for runaways")."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_find_hotline"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Send one text: the line named, else that of what was told ("their number"), else those for all."""
        language = turn.language(tracker)
        said = plain(turn.text(tracker))
        if _FROM.search(said):
            turn.say(dispatcher, sources.words(sources.of_talk(tracker), language))
            return []
        if about_told.asked(tracker) == "languages" and not turn.is_with_staff(tracker):
            told = about_told.tell(dispatcher, tracker, "languages")
            if told is None:
                turn.say(dispatcher, turn.sentence("utter_lines_language", language))
            return told or []
        for_speaker = answer_question.follow(dispatcher, tracker)
        if for_speaker is not None:
            return for_speaker
        with directory() as session:
            found = _asked_for(session, turn.text(tracker), turn.entity(tracker, "partner"))
            words = phones.describe(session, found, language) if found else None
        facet = "number" if _THAT.search(said) else None
        asked = about_told.tell(dispatcher, tracker, facet) if words is None else None
        if asked is not None:
            return asked
        calling = (
            about_told.about_calling(tracker) or about_told.without_subject(tracker)
            if words is None
            else None
        )
        if words is not None:
            turn.say(dispatcher, words)
            return []
        return answer_question.tell(dispatcher, tracker, calling or "utter_hotlines")


def _asked_for(session: Session, text: str, partner: str | None) -> HotlineEntry | None:
    """A line that is asked for is given, whomever it is offered to: school staff text too."""
    lines = {line.id: line for line in queries.hotlines(session, on=today()) if line.kind != "office"}
    of_partner = [line for line in lines.values() if partner and line.organization_id == partner]
    if of_partner:
        return of_partner[0]
    near = hotline_names().nearest(text, lines)
    return lines[near.id] if near and near.nearness >= NEAR_ENOUGH else None
