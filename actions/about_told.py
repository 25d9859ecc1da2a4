"""What is said to a question about a group or service that was told: one fact of it, with its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlmodel import Session

from actions import (
    clauses,
    elsewhere,
    facets,
    leading,
    listing,
    phones,
    repeats,
    reviewed,
    situation,
    slots,
    thread,
    told_facts,
    topics,
    turn,
)
from actions.collaborators import directory
from actions.thread import Subject
from actions.topics import Topic
from bot.text.plain import plain
from bot.text.segments import measure

MOST_PARTS = 3
# What is answered without a thing told: about this line, or about all lines.
WITHOUT_SUBJECT = {
    "cost": "utter_line_cost",
    "languages": "utter_lines_language",
    "hours": "s_after_hours",
    "asks": "s_what_happens",
    "line_is": "utter_bot_challenge",
    "line_tells": "s_line_reports",
    "no_call": "utter_lines_by_text",
    "no_answer": "utter_lines_no_answer",
    "fear": "utter_lines_fear",
}
AGAIN = {"detail": "utter_again_noted_too"}  # what is said where the same was just said of another message
# What hinders a call: it is answered also where a line was asked for or privacy, and nothing was told.
ABOUT_CALLING = frozenset({"no_call", "no_answer", "fear"})
FOR_MINORS = "utter_safety_after_minor"  # has the line for youth that takes texts
OF_ICE = frozenset({"ice", "migra", "immigration", "inmigracion", "deport", "deported", "deporten"})
ABOUT_THE_LINE = frozenset({"line_is", "line_tells"})
# What may be asked of a program with the name of a visa in it.
ON_WHO = frozenset({"qualifies", "verdict", "decides", "serves", "no_papers"})
SURELY = 0.75  # cosine; what a message must reach that looks like no question
SURELY_MEANT = 0.95  # probability of an intent; then a question of a thing told is rarely meant at first
NO_QUESTION = frozenset({"affirm", "greet", "goodbye", "thank"})
APART = frozenset(
    {"deny", "out_of_scope"}
)  # what is read so goes on about what was told only where it is near
# What may be asked two at a time: "do they charge and when are they open".
PLAIN = frozenset({"cost", "hours", "languages", "no_papers", "no_id", "bring", "what", "funding"})
_AND = re.compile(r"\s+(?:and|or|y|o|e)\s+|[,;?]", re.IGNORECASE)
FEWEST_WORDS_OF_A_QUESTION = 2
FOR_TEXTERS = "survivor"  # answers for others name services that their readers do not call


def tell(
    dispatcher: CollectingDispatcher, tracker: Tracker, facet: str | None = None
) -> list[EventType] | None:
    """Answer a question about what was told or is named; None when the message asks no such thing.

    `facet`: what is asked, where the caller knows it already. School staff ask about their student instead.
    """
    if turn.is_with_staff(tracker):
        return None
    facet = facet or asked(tracker)
    if facet is None or facet in ABOUT_THE_LINE:
        return None
    if facet in ABOUT_CALLING or facet in elsewhere.BEFORE:
        return _on_calling(dispatcher, tracker, facet)
    if_it_counts = facet in ON_WHO and topics.is_condition(tracker)
    topic = topics.told(tracker) if if_it_counts else topics.of(tracker)
    if topic is not None and facet in topic.facets and _may_tell(tracker, topic, facet):
        return _tell_topic(dispatcher, tracker, topic, facet)
    return _tell_fact(dispatcher, tracker, topic, facet)


def tell_of(
    dispatcher: CollectingDispatcher, tracker: Tracker, service: str, facet: str
) -> list[EventType] | None:
    """The same of a service that the caller knows to be meant; None where nothing can be said of it."""
    with directory() as session:
        hits = listing.readable(session, [service])
        subject = Subject(None, hits[0]) if hits else None
        return _say(dispatcher, tracker, _forms(session, tracker, subject, None, facet), facet)


def _tell_fact(
    dispatcher: CollectingDispatcher, tracker: Tracker, topic: Topic | None, facet: str
) -> list[EventType] | None:
    """One fact of the group or service told, or what is true of all of them."""
    with directory() as session:
        subject = _subject(session, tracker, topic, facet)
        told = _say(dispatcher, tracker, _forms(session, tracker, subject, topic, facet), facet)
    if told is None or subject is None:
        return told
    return slots.told(partner=subject.group.id) if subject.group else told


def _forms(
    session: Session, tracker: Tracker, subject: Subject | None, topic: Topic | None, facet: str
) -> list[str]:
    """What is said of a subject, ever shorter, first with what is asked of it beside; nothing without one."""
    if subject is None:
        return []
    of, language = told_facts.forms, turn.language(tracker)
    first, beside = list(of(session, subject, facet, language, topic)), _beside(tracker, facet)
    second = list(of(session, subject, beside, language, topic)) if first and beside else []
    return [*(f"{one}\n{other}" for one, other in product(first, second)), *first]


def _beside(tracker: Tracker, facet: str) -> str | None:
    """The second of two plain questions: "cuanto cobran y a que hora abren"."""
    parts = [one for one in _AND.split(turn.text(tracker)) if len(one.split()) >= FEWEST_WORDS_OF_A_QUESTION]
    if facet not in PLAIN or len(parts) < 2:
        return None
    found = (facets.asked(part, SURELY) for part in parts)
    return next((one for one in found if one in PLAIN and one != facet), None)


def _say(
    dispatcher: CollectingDispatcher, tracker: Tracker, forms: list[str], facet: str
) -> list[EventType] | None:
    """The fullest form that fits, unless it was just said; None where there is none."""
    if not forms:
        return None
    words = phones.fullest(forms, MOST_PARTS)
    if repeats.is_again(tracker, words):
        words = turn.sentence(AGAIN.get(facet, "utter_again_answer"), turn.language(tracker))
    turn.say(dispatcher, words)
    if measure(words).parts > turn.SHORT_PARTS:
        turn.tell_door(dispatcher, kind="list")
    return []


def _on_calling(dispatcher: CollectingDispatcher, tracker: Tracker, facet: str) -> list[EventType] | None:
    """Another service than the one told, or another way to it; None where none was told."""
    with directory() as session:
        told = thread.subject(session, tracker)
    if told is None:
        return None
    if facet in elsewhere.BEFORE:
        return elsewhere.tell(dispatcher, tracker, listing.left(tracker), facet)
    if _by_text_for_minors(tracker, facet):
        turn.ask(dispatcher, FOR_MINORS, turn.language(tracker))
        return []
    return _tell_fact(dispatcher, tracker, topics.of(tracker), facet)


def _by_text_for_minors(tracker: Tracker, facet: str | None) -> bool:
    return facet == "no_call" and situation.is_minor(situation.known(tracker))


def status(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """Say what a step on a visa, told or put right, changes for the program that the talk is about."""
    topic, text = topics.told(tracker), turn.text(tracker)
    step = turn.entity(tracker, "immigration_step") or "visa" in plain(text).split()
    if topic is None or topic.status is None or not step or asked(tracker) is not None:
        return None
    language = turn.language(tracker)
    words = turn.sentence("utter_program_noted", language, line=turn.sentence(topic.status, language))
    if repeats.is_again(tracker, words):
        return None
    turn.say(dispatcher, words, turn.offer_check("tcvap", language))
    return slots.told(services=["tcvap"])


def _tell_topic(
    dispatcher: CollectingDispatcher, tracker: Tracker, topic: Topic, facet: str
) -> list[EventType] | None:
    """The topic's own answer; one already sent gives way to the next, to what holds for all, to a fact."""
    own, general = _words_of(tracker, topic, facet)
    new = [form for form in own if not repeats.is_stale(tracker, form[1])]
    fresh = [form for form in (*own, *general) if not repeats.is_again(tracker, form[1])]
    if not fresh:
        return _tell_fact(dispatcher, tracker, None, facet)
    name, words = next(iter((*new, *fresh)))
    turn.say(dispatcher, words, turn.offer_check(topic.name, turn.language(tracker)))
    if measure(words).parts > turn.SHORT_PARTS:
        turn.tell_door(dispatcher, kind="list")
    # A response is no reviewed answer: the one before it keeps the topic.
    before = thread.answer_told(tracker)
    kept = before.id if before and before.id in topic.answers else None
    return slots.told(answer=kept if name.startswith("utter_") else name, services=topics.keep(topic))


def _words_of(
    tracker: Tracker, topic: Topic, facet: str
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Name and words of the topic's own answers, and of what holds for all if there is a service to ask."""
    language, on_page = turn.language(tracker), turn.is_on_page(tracker)
    with directory() as session:
        subject = _subject_on(session, tracker, topic)
        one = told_facts.asked_of(session, subject, language) if subject else None

        def named(names: Sequence[str]) -> list[tuple[str, str]]:
            if one is None:
                return [(name, reviewed.words(name, language, on_page=on_page)) for name in names]
            return [(name, told_facts.words(one, name, topic, on_page=on_page)) for name in names]

        return named(topic.facets[facet]), named(topics.in_general(facet) if one else ())


def _may_tell(tracker: Tracker, topic: Topic, facet: str) -> bool:
    """Whether a topic that neither the message names nor the talk has told may answer this."""
    return topic in (topics.meant(tracker), topics.told(tracker)) or facet in topic.outright


def _subject_on(session: Session, tracker: Tracker, topic: Topic) -> Subject | None:
    """Whom to ask on a topic: the service told last, unless the message names the topic itself."""
    told = None if topics.meant(tracker) else thread.subject(session, tracker)
    hits = [] if told else listing.readable(session, topic.services)
    return told or (Subject(None, hits[0]) if hits else None)


def _subject(session: Session, tracker: Tracker, topic: Topic | None, facet: str) -> Subject | None:
    """What a question is about; a topic that the message names stands before what was told."""
    named = topics.meant(tracker)
    if named is not None and turn.entity(tracker, "partner") is None:
        return _subject_on(session, tracker, named)
    answer = thread.answer_told(tracker)
    if (
        facet not in told_facts.FORMS
        and topic is None
        and answer is not None
        and answer.audience != FOR_TEXTERS
    ):
        return None
    return thread.subject(session, tracker)


def asked(tracker: Tracker, least: float | None = None) -> str | None:
    """What the message asks of a thing told or named (a key of the facets' files).

    `least`: how near to an example it must be, where the talk so far is not to decide that.
    """
    small = turn.intent(tracker) in NO_QUESTION and not leading.is_question(turn.text(tracker))
    if small or turn.text(tracker).startswith("/"):
        return None
    facet = facets.asked(_without_name(tracker), least or _least(tracker))
    return None if (facet, turn.intent(tracker)) in facets.NOT_ASKED else facet


def surely_asked(tracker: Tracker) -> bool:
    """Whether a message that reads as a need asks such a thing all the same ("aceptan perros")."""
    return facets.asked(_without_name(tracker), SURELY) is not None


def _least(tracker: Tracker) -> float:
    """How near to an example a message must be: the less where it may be about something told."""
    if turn.entity(tracker, "partner") is not None or topics.meant(tracker) is not None:
        return facets.NEAR_WITH_NAME
    told = any(
        tracker.get_slot(name) for name in (slots.SERVICES_TOLD, slots.ANSWER_TOLD, slots.PARTNER_TOLD)
    )
    if not told and turn.sureness(tracker) >= SURELY_MEANT:
        return SURELY
    return facets.NEAR_ON_TOLD if told and turn.intent(tracker) not in APART else facets.NEAR_ENOUGH


def about_the_line(tracker: Tracker) -> str | None:
    """The answer or response for a question about this line itself ("are you ICE"), whatever was told."""
    if turn.is_with_staff(tracker):
        return None
    facet = asked(tracker)
    if facet == "police" and turn.intent(tracker) == "ask_privacy_confidentiality":
        facet = "line_tells"  # who asks of privacy, with nothing told, asks of this line
    if facet == "line_tells" and not OF_ICE.isdisjoint(plain(turn.text(tracker)).split()):
        return "s_line_ice"
    return WITHOUT_SUBJECT[facet] if facet in ABOUT_THE_LINE else None


def about_calling(tracker: Tracker, least: float | None = None) -> str | None:
    """The response to what hinders a call, in words for a minor where one writes; None for other messages.

    `least`: as in `asked`.
    """
    if turn.is_with_staff(tracker):
        return None
    facet = asked(tracker, least)
    if facet not in ABOUT_CALLING:
        at_least = least or max(facets.NEAR_ENOUGH, _least(tracker))
        parts = (facets.asked(part, at_least) for part in clauses.of(turn.text(tracker)))
        barred = {one for one, intent in facets.NOT_ASKED if intent == turn.intent(tracker)}
        facet = next((part for part in parts if part in ABOUT_CALLING - barred), facet)
    if _by_text_for_minors(tracker, facet):
        return FOR_MINORS
    return WITHOUT_SUBJECT[facet] if facet in ABOUT_CALLING else None


def without_subject(tracker: Tracker) -> str | None:
    """The reviewed answer or response for such a question where nothing was told that it could be about."""
    return None if turn.is_with_staff(tracker) else WITHOUT_SUBJECT.get(asked(tracker) or "")


def _without_name(tracker: Tracker) -> str:
    """The message with "they" for the group that it names: a name would hide what is asked."""
    they = "ellos" if turn.language(tracker) == "es" else "they"
    text = topics.without_name(turn.text(tracker), "eso" if they == "ellos" else "it")
    if "?" not in text and leading.is_question(turn.text(tracker)):
        text += "?"  # the commas are gone by which a question is known behind "case worker here,"
    entities = tracker.latest_message.get("entities") or []
    named = next((one for one in entities if one["entity"] == "partner" and "start" in one), None)
    if named is None or text.rstrip("?") != turn.text(tracker).rstrip("?"):
        return text
    return f"{text[: named['start']]}{they}{text[named['end'] :]}"
