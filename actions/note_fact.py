"""`action_note_fact`: an age, a place or a step on a visa is told; what was asked before is answered anew."""

import re

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import (
    about_told,
    answer_question,
    find_services,
    heard,
    leading,
    listing,
    repeats,
    shortlist,
    situation,
    slots,
    thread,
    topics,
    turn,
)
from actions.collaborators import directory, rules
from actions.heard import Hearing
from actions.tables import need_rows, screening_topics
from bot.text.language import Language
from bot.text.plain import plain
from bot.text.responses import Option

PAPERS = "provide_immigration_status"
# A place where something was done to somebody says nothing of where they need help.
_HAPPENED = re.compile(
    r"\b(?:(?:it|that|this|one|they|those|all|case|arrests?|record) (?:was|were|is from|are from)"
    r"|happened|(?:got|was|were) (?:arrested|charged|convicted)"
    r"|fue|fueron|paso|pasaron|sucedio|ocurrio|arrestaron|agarraron)\b"
)


class NoteFact(Hearing):
    """With a need already told, the services that fit it now; else the next step."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_note_fact"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Send the services anew, a navigator's shortlist, or the answer to the bare fact."""
        asked = shortlist.read(tracker)
        if asked is not None:
            return shortlist.show(dispatcher, tracker, asked)
        if turn.is_with_staff(tracker):
            return answer_question.tell(dispatcher, tracker, answer_question.for_staff(tracker))
        return note(dispatcher, tracker, turn.intent(tracker))


def note(dispatcher: CollectingDispatcher, tracker: Tracker, kind: str) -> list[EventType]:
    """What a fact of that kind (an intent) changes for what was told, else the answer to the bare fact."""
    facts = situation.known(tracker)
    kept = SlotSet(slots.SITUATION, facts)
    for meant in (_on_topic, _of_papers, _of_need, find_services.near, _of_program, _of_answer, _of_others):
        told = meant(dispatcher, tracker)
        if told is not None:
            return [kept, *told]
    name = f"utter_{kind}"
    if name == "utter_provide_age" and situation.is_minor(facts):
        name = "utter_provide_age_minor"
    turn.say(dispatcher, turn.sentence(name, turn.language(tracker)))
    return [kept]


def _on_topic(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """What the fact changes for what the talk is about, or the answer where it is told in a question."""
    topic = topics.told(tracker)
    status = about_told.status(dispatcher, tracker)
    if status is not None:
        return status
    if topic is not None and topic.young and turn.entity(tracker, "age"):
        turn.say(dispatcher, turn.sentence(topic.young, turn.language(tracker)))
        return []
    return about_told.tell(dispatcher, tracker) if leading.is_question(turn.text(tracker)) else None


def _of_papers(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """For who names no step, or keeps it to themselves: it need not be texted. Nobody is told to say it."""
    if turn.intent(tracker) != PAPERS or turn.entity(tracker, "immigration_step"):
        return None
    words = turn.sentence(f"utter_{PAPERS}", turn.language(tracker))
    if repeats.is_again(tracker, words):
        return None
    turn.say(dispatcher, words)
    return []


def _of_need(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """Services anew for the need told before, now that more is known."""
    need, of_list = tracker.get_slot(slots.NEED), tracker.get_slot(slots.SHORTLIST) is not None
    if need not in need_rows() or not situation.told(tracker) or of_list:
        return None
    place, county = turn.entity(tracker, "place"), turn.entity(tracker, "county")
    if place and county not in (None, find_services.HERE):
        if _HAPPENED.search(plain(turn.text(tracker))):
            return about_told.tell(dispatcher, tracker, heard.FACT)
        turn.say(dispatcher, turn.sentence("utter_again_elsewhere", turn.language(tracker), place=place))
        return []
    return find_services.find(dispatcher, tracker, need)


def _of_answer(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """The word for a place after an answer with numbers to call, where it can be said."""
    place, county = turn.entity(tracker, "place"), turn.entity(tracker, "county")
    if thread.answer_told(tracker) is None or not place or county is None:
        return None
    name = "utter_place_noted" if county == find_services.HERE else "utter_again_elsewhere"
    turn.say(dispatcher, turn.sentence(name, turn.language(tracker), place=place))
    return []


def _of_others(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """The word for a fact of no field ("two kids, 4 and 7"), where something was told."""
    return None if situation.told(tracker) else about_told.tell(dispatcher, tracker, heard.FACT)


def _program_told(tracker: Tracker) -> str | None:
    """The program that the answer told last is about: an age or a place after it is said because of it."""
    told = thread.answer_told(tracker)
    return next((one for one in told.service_ids if one in rules().programs), None) if told else None


def _of_program(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """The program told with whom to ask, and the offer to check it; the fact told is kept for that."""
    program = _program_told(tracker)
    if program is None or not situation.told(tracker) or situation.is_minor(situation.known(tracker)):
        return None
    language = turn.language(tracker)
    if turn.entity(tracker, "county") not in (None, find_services.HERE) and turn.entity(tracker, "place"):
        return None  # the office of another county decides there
    with directory() as session:
        hits = listing.readable(session, [program])
        if not hits:
            return None
        words = turn.sentence("utter_program_noted", language, line=listing.line(hits[0], language))
    turn.say(dispatcher, words, _check(program, language))
    return []


def _check(program: str, language: Language) -> tuple[Option, ...]:
    """The option to check the program by itself, else with the topic that it belongs to."""
    topics = [program, *(topic for topic, ids in screening_topics().items() if program in ids)]
    offers = (turn.offer_check(topic, language) for topic in topics)
    return next((offer for offer in offers if offer), ())
