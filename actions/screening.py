"""The eligibility talk: `action_begin_screening`, its questions, and its verdict."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict
from sqlmodel import Session

from actions import interview, listing, phones, situation, slots, turn
from actions.collaborators import directory, rules, today
from actions.interview import LIKE_AN_ANSWER, Interview
from bot.text.language import Language
from knowledge.directory import queries
from knowledge.directory.results import ServiceHit
from knowledge.rules.screen import Result

MOST_NAMED = 2  # open points that are told
MOST_PARTS = 3
ORDER = ("likely", "unclear", "unlikely")


class BeginScreening(Action):
    """Says how the talk goes; the form puts the first question after it."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_begin_screening"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Take what the message tells already: a program by name, an age, a place."""
        facts = situation.known(tracker)
        talk = Interview(services=_asked_about(tracker), note="intro")
        if interview.next_question(talk, facts, interview.door(tracker)) is None:
            talk = replace(talk, services=())
        return [
            SlotSet(slots.INTERVIEW, talk.for_slot()),
            SlotSet(slots.SITUATION, facts),
        ]


def _asked_about(tracker: Tracker) -> tuple[str, ...]:
    """The services of the topic that was picked, or that the text names; empty when neither tells."""
    topic = turn.entity(tracker, "choice")
    return interview.services_of(topic) if topic else interview.services_named(turn.text(tracker))


class AskScreeningAnswer(Action):
    """Puts the next question, after a word on what came before it."""

    def name(self) -> str:
        """The name by which Rasa asks for the form's slot."""
        return "action_ask_screening_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Send one question with its answers to pick."""
        talk = Interview.of(tracker)
        facts = tracker.get_slot(slots.SITUATION) or {}
        question = talk.open_question if _again(talk, facts) else None
        question = (
            question or interview.next_question(talk, facts, interview.door(tracker)) or interview.CHOOSE
        )
        language = turn.language(tracker)
        if question == talk.open_question and _was_about_something_else(tracker, talk):
            turn.ask(dispatcher, "utter_screening_go_on", language)
            turn.tell_door(dispatcher, kind="list")  # the answer stands before it
            return []
        turn.ask(dispatcher, f"utter_screening_ask_{question}", language, _before(talk, question, language))
        asked = talk.asked if question == talk.open_question else (*talk.asked, question)
        return [SlotSet(slots.INTERVIEW, replace(talk, asked=asked, note=None).for_slot())]


def _was_about_something_else(tracker: Tracker, talk: Interview) -> bool:
    """Whether this turn answered a question of the person's own: two long texts would be too long for one."""
    return talk.note is None and turn.intent(tracker) not in LIKE_AN_ANSWER


def _again(talk: Interview, facts: situation.Facts) -> bool:
    """Whether the open question still waits: after something else was said, or an answer made no sense."""
    question = talk.open_question
    if question == interview.CHOOSE:
        return not talk.services
    if question == interview.SAFE_CHECK:
        return talk.private_ok is None
    return question is not None and question not in facts


def _before(talk: Interview, question: str, language: Language) -> str:
    if talk.note is None:
        return ""
    if talk.note == "why":
        field = rules().fields.by_id.get(question)
        return field.why.of(language) if field else turn.sentence("utter_screening_why_none", language)
    return turn.sentence(f"utter_screening_{talk.note}", language)


class TellScreening(Action):
    """What may fit, who decides, and the next step; never a no that ends the talk."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_tell_screening"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Send the verdict on the best service; MORE tells of the rest."""
        talk, facts = Interview.of(tracker), tracker.get_slot(slots.SITUATION) or {}
        cleared = [SlotSet(slots.INTERVIEW, None), SlotSet(slots.SCREENING_ANSWER, None)]
        language = turn.language(tracker)
        if not talk.services:
            turn.say(dispatcher, turn.sentence("utter_screening_stopped", language))
            return cleared
        results = sorted(
            situation.screened(facts, talk.services).results, key=lambda one: ORDER.index(one.verdict)
        )
        with directory() as session:
            turn.say(dispatcher, verdict(session, results, language, interview.door(tracker)))
        turn.tell_door(dispatcher, kind="list")
        return [*cleared, *_for_more(results)]


def _for_more(results: Sequence[Result]) -> list[EventType]:
    rest = [one.service for one in results[1:] if one.verdict != "unlikely"]
    return [SlotSet(slots.SERVICES_LEFT, rest), *slots.told(services=[results[0].service])]


def verdict(session: Session, results: Sequence[Result], language: Language, door: str) -> str:
    """The best result in plain words with its contact, who decides, and what stays open where that fits."""
    private = door == "sms" and any(_only_in_private(reason.leaf.asks) for reason in results[0].missing)
    last = turn.sentence("utter_screening_papers" if private else "utter_screening_decides", language)
    if any(one.verdict != "unlikely" for one in results[1:]):
        last += " " + turn.sentence("utter_services_more", language)
    return phones.fullest(
        [f"{line}\n{last}" for line in _verdict_lines(session, results[0], language)], MOST_PARTS
    )


def _only_in_private(field: str | None) -> bool:
    return field is not None and rules().fields.by_id[field].by_text == "never"


def _verdict_lines(session: Session, result: Result, language: Language) -> Iterator[str]:
    """What the rules say, ever shorter."""
    if result.verdict == "unlikely":
        line = _line(_reachable(session, _instead(result)), language)
        yield turn.sentence("utter_screening_other_path", language, line=line)
        return
    line = _line(_reachable(session, [result.service, *result.ask_whom]), language)
    open_points = list(_open_points(result, language)) if result.verdict == "unclear" else []
    for count in range(len(open_points), 0, -1):
        missing = ", ".join(open_points[:count])
        yield turn.sentence("utter_screening_unclear", language, line=line, missing=missing)
    likely = result.verdict == "likely"
    yield turn.sentence("utter_screening_likely" if likely else "utter_screening_maybe", language, line=line)


def _open_points(result: Result, language: Language) -> Iterator[str]:
    fields = [reason.leaf.asks for reason in result.missing if reason.leaf.asks]
    for name in fields[:MOST_NAMED]:
        yield rules().fields.by_id[name].label.of(language)


def _instead(result: Result) -> list[str]:
    """Whom to ask instead, and the advocates whom anybody may ask."""
    return [*(identity for said in result.instead for identity in said.ask), "cvs_ht_direct"]


def _reachable(session: Session, ids: Sequence[str]) -> list[ServiceHit]:
    return queries.services(session, list(dict.fromkeys(ids)), audience="navigator", on=today())


def _line(hits: Sequence[ServiceHit], language: Language) -> str:
    """The first that has words for a text in full; else name and number of the first."""
    written = next((hit for hit in hits if hit.sms), None)
    if written is not None:
        return listing.line(written, language)
    return turn.sentence("utter_service_line", language, about="", **listing.contact(hits[0], language))
