"""`validate_screening_form`: what a message means while a screening question is open.

It may answer the question, steer the talk (skip, why, back, enough), say something else, which the rules then
answer before the question is put again, or make no sense, which is said once before the talk goes on.
"""

from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction
from rasa_sdk.types import DomainDict

from actions import interview, read_answer, situation, slots, turn
from actions.collaborators import responses, rules, today
from actions.interview import CHOOSE, LIKE_AN_ANSWER, SAFE_CHECK, Interview
from actions.tables import answer_words
from bot.text.language import LANGUAGES
from bot.text.plain import plain

DONE = "done"
ENOUGH = "enough"
AGAIN = "again"  # the choice under an answer to something else: put the question again
_KIND_OF_OURS = {CHOOSE: "enum", SAFE_CHECK: "boolean"}  # the questions that are no fields
EMERGENCIES = frozenset({"immediate_danger", "self_harm", "medical_emergency", "cannot_talk_now"})


class ValidateScreeningForm(FormValidationAction):
    """Reads answers into the slots `situation` and `interview`; the form ends when nothing is left to ask."""

    def name(self) -> str:
        """The name that Rasa gives to the form's validation."""
        return "validate_screening_form"

    async def extract_screening_answer(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> dict[str, Any]:
        """The answer as the next state of the talk; empty when the message says something else."""
        talk = Interview.of(tracker)
        if talk.open_question is None or tracker.get_slot("requested_slot") != slots.SCREENING_ANSWER:
            return {}
        after = hear(tracker, talk)
        return {} if after is None else {slots.SCREENING_ANSWER: after}

    def validate_screening_answer(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> dict[str, Any]:
        """Keep what was heard; the form's own slot stays empty while there is more to ask."""
        if value is None:
            return {slots.SCREENING_ANSWER: None}
        talk, facts = Interview.from_slot(value["talk"]), value["facts"]
        over = value["over"] or interview.next_question(talk, facts, interview.door(tracker)) is None
        return {
            slots.SCREENING_ANSWER: DONE if over else None,
            slots.INTERVIEW: talk.for_slot(),
            slots.SITUATION: facts,
        }


def hear(tracker: Tracker, talk: Interview) -> dict[str, Any] | None:
    """The talk and the facts after this message; None when it is no part of the talk."""
    said = plain(turn.text(tracker))
    facts = dict(tracker.get_slot(slots.SITUATION) or {})
    if turn.entity(tracker, "choice") == AGAIN:
        return _after(talk, facts)
    if said in answer_words("end") or turn.entity(tracker, "choice") == ENOUGH:
        return _after(talk, facts, over=True)
    if said in answer_words("why"):
        return _after(replace(talk, note="why"), facts)
    if said in answer_words("back"):
        return _after(_without_last(talk), {k: v for k, v in facts.items() if k != _previous(talk)})
    corrected = _corrected(tracker, talk)
    if corrected is not None:
        return _after(talk, facts | corrected)
    return _answered(tracker, talk, facts)


def _after(talk: Interview, facts: dict[str, Any], *, over: bool = False) -> dict[str, Any]:
    return {"talk": talk.for_slot(), "facts": facts, "over": over}


def _answered(tracker: Tracker, talk: Interview, facts: dict[str, Any]) -> dict[str, Any] | None:
    question = talk.open_question
    assert question is not None
    value = read(tracker, question)
    if value is None and turn.intent(tracker) not in LIKE_AN_ANSWER:
        return None
    facts |= situation.told(tracker)
    if value is None and question not in situation.told(tracker):
        return _not_understood(talk, facts)
    if question == CHOOSE:
        return _after(replace(talk, services=interview.services_of(value), tries=0), facts)
    if question == SAFE_CHECK:
        return _after(replace(talk, private_ok=value is True, tries=0), facts)
    return _after(replace(talk, tries=0), facts if value is None else facts | {question: value})


def _not_understood(talk: Interview, facts: dict[str, Any]) -> dict[str, Any]:
    """Said once; the next time the question is left out."""
    assert talk.open_question is not None
    if talk.tries + 1 < interview.MOST_TRIES:
        return _after(replace(talk, tries=talk.tries + 1, note="invalid"), facts)
    if talk.open_question == CHOOSE:
        return _after(replace(talk, services=interview.services_of("all"), tries=0), facts)
    if talk.open_question == SAFE_CHECK:
        return _after(replace(talk, private_ok=False, tries=0), facts)
    return _after(replace(talk, tries=0), facts | {talk.open_question: read_answer.SKIP})


def read(tracker: Tracker, question: str) -> Any:
    """What this message answers to a question; None when it is no answer to it."""
    options = _options(question)
    choice = turn.entity(tracker, "choice")
    if choice == "skip":
        return read_answer.SKIP
    if choice is not None:
        offered = {option.payload for option in options["en"]}
        payload = read_answer.payload(choice)
        return _for_rules(question, read_answer.values(payload)) if payload in offered else None
    text = turn.text(tracker)
    if plain(text) in answer_words("skip"):
        return read_answer.SKIP
    return None if turn.intent(tracker) in EMERGENCIES else _read_text(question, text)


def _read_text(question: str, text: str) -> Any:
    kind = _KIND_OF_OURS.get(question) or rules().fields.by_id[question].type
    value = read_answer.read(kind, _options(question), text, today())
    if value is None and question == CHOOSE:
        value = interview.topic_named(text)
    return _for_rules(question, value)


def _for_rules(question: str, value: Any) -> Any:
    if value is None or question in _KIND_OF_OURS:
        return value
    return read_answer.complete(rules().fields.by_id[question], _options(question)["en"], value)


def _options(question: str) -> read_answer.Options:
    name = f"utter_screening_ask_{question}"
    return {language: responses().reply(name, language).options for language in LANGUAGES}


def _previous(talk: Interview) -> str | None:
    return talk.asked[-2] if len(talk.asked) > 1 else talk.open_question


def _without_last(talk: Interview) -> Interview:
    """Back to the question before; the one before the first is the first."""
    kept = talk.asked[:-2]
    services = () if _previous(talk) == CHOOSE else talk.services
    return replace(talk, asked=kept, services=services, tries=0)


def _corrected(tracker: Tracker, talk: Interview) -> dict[str, Any] | None:
    """The answer to the question before, when the message begins like a correction ("no wait, 16")."""
    text = plain(turn.text(tracker))
    markers = [one for one in answer_words("correction") if text.startswith(f"{one} ")]
    marker = max(markers, key=len, default=None)
    if marker is None or len(talk.asked) < 2 or talk.asked[-2] in (CHOOSE, SAFE_CHECK):
        return None
    value = _read_text(talk.asked[-2], text[len(marker) :])
    return None if value is None else {talk.asked[-2]: value}
