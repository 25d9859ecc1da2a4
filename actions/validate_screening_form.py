"""`validate_screening_form`: what a message means while a screening question is open.

It may answer the question, steer the talk (skip, why, back, enough, a correction), tell another fact, ask
something, which is answered before the question is put again, or make no sense, which is said once before
the talk goes on. A need of its own, or danger, is left to its rule, which ends the talk.
"""

from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction
from rasa_sdk.types import DomainDict

from actions import interview, leading, read_answer, situation, slots, steering, turn
from actions.collaborators import rules
from actions.interview import CHOOSE, EMERGENCIES, LIKE_AN_ANSWER, SAFE_CHECK, Interview
from actions.screening_reader import read, read_text
from actions.tables import answer_words
from bot.text.plain import plain

DONE = "done"
ENOUGH = "enough"
AGAIN = "again"  # the choice under an answer to something else: put the question again
LONGEST_SLIP = 2  # words of a correction that outrank an emergency it was taken for ("no wait, alameda")

State = dict[str, Any]


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
        waits = talk.waits(facts)
        over = not waits and interview.next_question(talk, facts, interview.door(tracker)) is None
        return {
            slots.SCREENING_ANSWER: DONE if value["over"] or over else None,
            slots.INTERVIEW: talk.for_slot(),
            slots.SITUATION: facts,
        }


def hear(tracker: Tracker, talk: Interview) -> State | None:
    """The talk and the facts after this message; None when it is no part of the talk."""
    facts = dict(tracker.get_slot(slots.SITUATION) or {})
    step = _step(tracker, talk)
    talk = replace(talk, paused=False)
    if step == AGAIN:
        return _after(talk, facts)
    if step == "end":
        return _after(talk, facts, over=True)
    if step == "why":
        return _after(replace(talk, note=interview.WHY), facts)
    if step == "back":
        return _after(_without_last(talk), {k: v for k, v in facts.items() if k != _previous(talk)})
    return _corrected(tracker, talk, facts) or _answered(tracker, talk, facts)


def _step(tracker: Tracker, talk: Interview) -> str | None:
    """Where the message leads the talk: AGAIN, "end", "why", "back", or None."""
    choice, said = turn.entity(tracker, "choice"), plain(turn.text(tracker))
    if choice in (AGAIN, ENOUGH):
        return AGAIN if choice == AGAIN else "end"
    if talk.paused and said in answer_words("yes") | answer_words("no"):
        return AGAIN if said in answer_words("yes") else "end"
    return None if choice else steering.step(said, by_meaning=turn.intent(tracker) not in EMERGENCIES)


def _after(talk: Interview, facts: situation.Facts, *, over: bool = False) -> State:
    return {"talk": talk.for_slot(), "facts": dict(facts), "over": over}


def _answered(tracker: Tracker, talk: Interview, facts: State) -> State | None:
    question = talk.open_question
    assert question is not None
    value, told = read(tracker, question), situation.told(tracker)
    if value is None and (turn.intent(tracker) not in LIKE_AN_ANSWER or _takes_leave(tracker)):
        return None
    if value is not None:
        return _kept(talk, facts | told, question, value)
    if question in told:
        return _after(replace(talk, tries=0), facts | told)
    return _something_else(tracker, talk, facts)


def _takes_leave(tracker: Tracker) -> bool:
    """Whether somebody thanks in a sentence: that ends the questions. "ok ty" may stand for anything."""
    return turn.intent(tracker) == "thank" and len(turn.text(tracker).split()) > LONGEST_SLIP


def _kept(talk: Interview, facts: State, question: str, value: Any) -> State:
    """The talk after an answer to a question, the open one or one before it."""
    if question == CHOOSE:
        topics = ["all"] if value == read_answer.SKIP else value if isinstance(value, list) else [value]
        return _after(talk.about(interview.services_of(*topics)), facts)
    if question == SAFE_CHECK:
        return _after(replace(talk, private_ok=value is True, tries=0), facts)
    return _after(replace(talk, tries=0), facts | {question: value})


def _something_else(tracker: Tracker, talk: Interview, facts: State) -> State:
    """No answer to the question: a fact told, a question asked, or nothing that is understood."""
    text, told = turn.text(tracker), situation.told(tracker)
    asks = leading.is_question(text)
    status = turn.intent(tracker) == "provide_immigration_status" or turn.entity(tracker, "immigration_step")
    if status and not asks:
        return _after(replace(talk, note="utter_screening_noted_papers"), facts | told)
    if told and not asks:
        return _after(replace(_begun(talk), note="utter_screening_noted"), facts | told)
    aside = steering.answer_near(text) or (steering.answer_asked(tracker) if asks else None)
    if aside:
        return _after(replace(talk, aside=aside), facts | told)
    if turn.intent(tracker) == "ask_eligibility":
        services = interview.services_named(interview.without_status(tracker))
        return _after(
            talk.about(services) if services else replace(talk, note="utter_screening_some"), facts | told
        )
    if not asks:
        return _not_understood(talk, facts)
    if status:
        note = "utter_screening_noted_papers"
    else:
        note = "utter_screening_noted" if told else "utter_screening_no_answer"
    return _after(replace(talk, note=note), facts | told)


def _begun(talk: Interview) -> Interview:
    """The talk on all there is, where a fact is told in place of a choice: the questions have begun."""
    return talk.about(interview.services_of("all")) if talk.open_question == CHOOSE else talk


def _not_understood(talk: Interview, facts: State) -> State:
    """Said once; the next time the question is left out."""
    assert talk.open_question is not None
    if talk.tries + 1 < interview.MOST_TRIES:
        return _after(replace(talk, tries=talk.tries + 1, note="utter_screening_invalid"), facts)
    return _kept(talk, facts, talk.open_question, read_answer.SKIP)


def _previous(talk: Interview) -> str | None:
    return talk.asked[-2] if len(talk.asked) > 1 else talk.open_question


def _without_last(talk: Interview) -> Interview:
    """Back to the question before; the one before the first is the first."""
    kept = talk.asked[:-2]
    services = () if _previous(talk) == CHOOSE else talk.services
    return replace(talk, asked=kept, services=services, tries=0)


def _corrected(tracker: Tracker, talk: Interview, facts: State) -> State | None:
    """What a message puts right ("no wait, 16"): the answer before, a fact told, what the talk is about."""
    meant = steering.corrected(turn.text(tracker))
    if meant is None or (turn.intent(tracker) in EMERGENCIES and len(meant.split()) > LONGEST_SLIP):
        return None
    other_visa = _other_visa(tracker, facts)
    if other_visa is not None:
        return _after(replace(talk, note="utter_screening_noted"), facts | other_visa)
    before = _previous(talk)
    assert before is not None
    value = read_text(tracker, before, meant)
    if value is not None:
        return _kept(replace(talk, note="utter_screening_noted"), facts, before, value)
    services = interview.services_named(meant) if interview.names_only(meant) else ()
    if services:
        return _after(replace(talk.about(services), note="utter_screening_noted"), facts)
    told = situation.told(tracker)
    if not told or _answers(tracker, talk):
        return None  # "sorry 2. im 26"
    return _after(replace(talk, note="utter_screening_noted"), facts | told)


def _answers(tracker: Tracker, talk: Interview) -> bool:
    """Whether a choice stands in what is put right."""
    return talk.open_question == CHOOSE and read(tracker, CHOOSE) is not None


def _other_visa(tracker: Tracker, facts: State) -> State | None:
    """After "actually its a t visa": the step told of the other visa was one of this."""
    named, told = turn.entity(tracker, "immigration_step"), facts.get("immigration_steps")
    if named not in ("t_visa", "u_visa") or not isinstance(told, list):
        return None
    steps = [f"{named[0]}_{step.partition('_')[2]}" for step in told]
    known = rules().fields.by_id["immigration_steps"].values
    return {"immigration_steps": steps} if all(step in known for step in steps) else None
