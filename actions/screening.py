"""The eligibility talk: `action_begin_screening`, its questions, and its verdict."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict
from sqlmodel import Session

from actions import (
    about_told,
    answer_question,
    asked_on,
    find_services,
    heard,
    interview,
    leading,
    listing,
    phones,
    shortlist,
    situation,
    slots,
    steering,
    turn,
)
from actions.collaborators import directory, rules, today
from actions.interview import LIKE_AN_ANSWER, Interview
from actions.tables import answer_words, need_rows
from bot.text.language import Language
from bot.text.plain import plain
from knowledge.directory import queries
from knowledge.directory.results import ServiceHit
from knowledge.rules.screen import Result

MOST_NAMED = 2  # open points that are told
MOST_PARTS = 3
SURE = 0.7  # probability; below it a statement may be anything, often something that was suffered
WHO_FITS = ("qualifies", "serves")  # what the questions are for
LONGEST_PASS = 3  # words
# Probability from which staff with a pupil ask for a check; "is there a time limit" asks for none.
SURELY_MEANT = 0.95
DISCLOSED = "need_case_management"
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
        instead = _instead_of_a_talk(dispatcher, tracker)
        if instead is not None:
            return [*instead, FollowupAction("action_listen")]
        facts = situation.known(tracker)
        talk = Interview(services=_asked_about(tracker), note="utter_screening_intro")
        if interview.next_question(talk, facts, interview.door(tracker)) is None:
            talk = replace(talk, services=())
        return [
            SlotSet(slots.INTERVIEW, talk.for_slot()),
            SlotSet(slots.SITUATION, facts),
        ]


def _instead_of_a_talk(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """What serves better than questions: an answer on who is served, an advocate; None for neither."""
    if turn.entity(tracker, "choice"):
        return None
    asked = shortlist.read(tracker)
    if asked is not None and not turn.is_with_staff(tracker):
        return shortlist.tell(dispatcher, tracker, asked)
    for meant in (
        heard.free_again,
        heard.no_question,
        find_services.of_who,
        answer_question.follow,
        _on_what_was_told,
        _answered,
    ):
        told = meant(dispatcher, tracker)
        if told is not None:
            return told
    if interview.services_named(turn.text(tracker)):
        return None
    answer = _of_staff(tracker) or steering.answer_on_who(turn.text(tracker))
    if answer is not None:
        return answer_question.tell(dispatcher, tracker, answer)
    if turn.sureness(tracker) < SURE and not leading.is_question(turn.text(tracker)):
        return find_services.find(dispatcher, tracker, DISCLOSED)
    return None


def _of_staff(tracker: Tracker) -> str | None:
    """For "is there a time limit" of staff with a pupil: what staff ask, unless a check is surely meant."""
    if not turn.is_with_staff(tracker) or turn.sureness(tracker) >= SURELY_MEANT:
        return None
    return answer_question.for_staff(tracker)


def _answered(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """The reviewed answer that is surely asked for; a program that is named is screened."""
    return None if interview.services_named(turn.text(tracker)) else heard.answered(dispatcher, tracker)


def _on_what_was_told(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """The answer to a question about the thing told last, but for who it is for; a word for who passes."""
    asked = about_told.asked(tracker)
    if asked in WHO_FITS and turn.entity(tracker, "place"):
        return find_services.near(dispatcher, tracker)  # "vivo en vallejo, me toca ahi tambien"
    if asked not in (None, *WHO_FITS) or (asked and _has_no_check(tracker)):
        told = about_told.tell(dispatcher, tracker)
        if told is not None:
            return told
        of_all = about_told.without_subject(tracker)
        if of_all is not None:
            return answer_question.tell(dispatcher, tracker, of_all)
    if _passes(turn.text(tracker)):
        return answer_question.tell(dispatcher, tracker, "utter_deny")
    on = asked_on.answer(tracker)
    if on is None or on == tracker.get_slot(slots.ANSWER_TOLD):
        return None
    return answer_question.tell(dispatcher, tracker, on)


def _has_no_check(tracker: Tracker) -> bool:
    """Whether what was told is nothing that the questions could check (a cleared record, a class)."""
    need = need_rows().get(tracker.get_slot(slots.NEED) or "")
    return need is not None and need.check is None


def _passes(text: str) -> bool:
    """Whether a short message leaves a question out, where none is open."""
    said = plain(text).split()
    return len(said) <= LONGEST_PASS and said[:1] != [] and said[0] in answer_words("skip")


def _asked_about(tracker: Tracker) -> tuple[str, ...]:
    """The services of the topic that was picked, or that the text names; empty when neither tells."""
    topic = turn.entity(tracker, "choice")
    if topic:
        return interview.services_of(topic)
    return interview.services_named(interview.without_status(tracker))


class AskScreeningAnswer(Action):
    """Puts the next question, after a word on what came before it."""

    def name(self) -> str:
        """The name by which Rasa asks for the form's slot."""
        return "action_ask_screening_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Send one question with its answers to pick, or offer to go on with it."""
        talk = Interview.of(tracker)
        facts = tracker.get_slot(slots.SITUATION) or {}
        question = talk.open_question if talk.waits(facts) else None
        question = (
            question or interview.next_question(talk, facts, interview.door(tracker)) or interview.CHOOSE
        )
        # What is picked by its words answers this question and no earlier one.
        turn.tell_door(dispatcher, options="once")
        if question == talk.open_question and _was_about_something_else(tracker, talk):
            return _offer_to_go_on(dispatcher, tracker, talk)
        language = turn.language(tracker)
        turn.ask(dispatcher, f"utter_screening_ask_{question}", language, _before(talk, question, language))
        asked = talk.asked if question == talk.open_question else (*talk.asked, question)
        return [SlotSet(slots.INTERVIEW, replace(talk, asked=asked, note=None).for_slot())]


def _offer_to_go_on(dispatcher: CollectingDispatcher, tracker: Tracker, talk: Interview) -> list[EventType]:
    """The answer to a question in between, if nobody else gave it, and the way back."""
    told = answer_question.tell(dispatcher, tracker, talk.aside) if talk.aside else []
    turn.ask(dispatcher, "utter_screening_go_on", turn.language(tracker))
    turn.tell_door(dispatcher, kind="list")  # the answer stands before it
    return [*told, SlotSet(slots.INTERVIEW, replace(talk, aside=None, paused=True).for_slot())]


def _was_about_something_else(tracker: Tracker, talk: Interview) -> bool:
    """Whether this turn answered a question of the person's own: two long texts would be too long for one."""
    if talk.aside is not None:
        return True
    return talk.note is None and turn.intent(tracker) not in LIKE_AN_ANSWER


def _before(talk: Interview, question: str, language: Language) -> str:
    if talk.note is None:
        return ""
    if talk.note == interview.WHY:
        field = rules().fields.by_id.get(question)
        return field.why.of(language) if field else turn.sentence("utter_screening_why_none", language)
    return turn.sentence(talk.note, language)


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
        turn.tell_door(dispatcher, options="once")
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
