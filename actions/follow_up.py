"""`action_follow_up`: small talk, unless it goes on about what was told.

"Are they free", "who pays for it", "y de noche?" have no subject of their own. A yes picks the one option
that was offered; else the thing told last may answer, then a reviewed answer; else the intent's own sentence.
Danger that the crisis screen did not see is answered here too: the classifier alone took it for that.
"""

import re
from collections.abc import Iterable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecuted, EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import (
    about_told,
    answer_question,
    asked_on,
    clauses,
    facets,
    find_services,
    heard,
    interview,
    leading,
    note_fact,
    sayings,
    shortlist,
    slots,
    speakers,
    steering,
    thread,
    turn,
)
from actions.collaborators import questions
from actions.heard import Hearing
from actions.tables import answer_rows, need_rows
from bot.text.plain import plain

OWN = {
    "greet": "utter_greet",
    "goodbye": "utter_goodbye",
    "thank": "utter_thank",
    "immediate_danger": "utter_safety_immediate_danger",
    "self_harm": "utter_safety_self_harm",
    "medical_emergency": "utter_safety_medical",
    "cannot_talk_now": "utter_safety_cannot_talk",
    "affirm": "utter_affirm",
    "deny": "utter_deny",
    "nonsense": "utter_nonsense",
    "bot_challenge": "utter_bot_challenge",
    "ask_capabilities": "utter_capabilities",
    "ask_shelter_address": "utter_shelter_address",
    "out_of_scope": "utter_out_of_scope",
}
# Who only says who they are wishes for nothing yet.
WITHOUT_A_LIST = heard.EMERGENCIES | {"greet", "thank"}
# Courtesy that may stand before a question: "gracias. what did she tell you".
COURTESY = frozenset({"greet", "thank", "goodbye"})
# Topics that a question on what this line does may name; whom it helps ("people without papers") is none.
NAMEABLE = frozenset({"cash", "food", "health", "housing"})
VAGUE = frozenset({"ask_capabilities", "bot_challenge", "out_of_scope"})  # what questions are taken for
WAYS_TO_WRITE = frozenset(
    {"text", "txt", "texting", "texto", "textos", "textear", "mensaje", "mensajes", "chat", "escribir"}
)
URGENT = frozenset({"immediate_danger", "self_harm", "medical_emergency", "cannot_talk_now"})
BESIDE_A_STUDENT, BESIDE_A_CHILD = "e_talk", "s_child_other"  # what to say to the one who is there
# Probability of an emergency below which a reviewed answer on what was told just before may be meant instead:
# the crisis screen saw none, and half of what is held for one so weakly is none.
DOUBTED = 0.6
GUESSED = 0.5  # probability below which small talk is a guess
FEWEST_WORDS_OF_A_STORY = 6  # "no gracias asi esta bien" is a mere no
SIGNS, WHERE_TO_REPORT = "c_signs", "c_where_report"  # "yes, nearly all of that, she never goes out alone"
_PUT_RIGHT = re.compile(r"\b(?:sorry|my bad|i meant|perd[oó]n|disculpe|me equivoqu[eé])\b", re.IGNORECASE)
PEOPLE = "utter_ask_human"
# "That number, is it a real person": of a line that was told, and not of this one.
_OF_A_NUMBER = re.compile(
    r"\b(?:that|the|those|ese|esa|esos|aquel)(?: \w+)? (?:number|numbers|line|hotline|numero|numeros|linea)\b"
    r"|\bsi (?:llamo|marco|hablo)\b|\b(?:if|when) i call\b"
)
FEWEST_WORDS_OF_NEWS = 2  # "yes" alone is like anything
MOST_WORDS_OF_NEWS = 8  # with nothing told; a longer message is a story
SURELY = 0.75  # cosine that a question must reach to be no sign of being watched
MOST_WORDS_OF_A_TOPIC = 10  # "they gave me this number at the clinic" and more names no wish
MOST_WORDS_FOR_A_PLACE, MOST_WORDS_OF_A_PLACE = 5, 7  # asking for one, naming one
MOST_WORDS_OF_AN_AGE = 20  # beside other facts, in the middle of a talk


class FollowUp(Hearing):
    """Small talk, unless it goes on about what was told."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_follow_up"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Send one answer, or take a yes for the one option under the last."""
        intent = turn.intent(tracker)
        asked = shortlist.read(tracker) if intent not in WITHOUT_A_LIST else None
        if asked is not None and not turn.is_with_staff(tracker):
            return shortlist.tell(dispatcher, tracker, asked)
        if intent in URGENT:
            return _to_danger(dispatcher, tracker)
        not_meant = speakers.default(tracker) if intent != "ask_shelter_address" else None
        if not_meant is not None:
            return answer_question.tell(dispatcher, tracker, not_meant)
        wished = _wished(dispatcher, tracker)
        if wished is not None:
            return wished
        for_speaker = answer_question.follow(dispatcher, tracker)
        if for_speaker is not None:
            return for_speaker
        told = about_told.tell(dispatcher, tracker) if _may_ask_on(tracker) else None
        if told is not None:
            return told
        more = None if leading.is_question(turn.text(tracker)) else heard.more(dispatcher, tracker)
        if more is not None:
            return more
        meant = (_free, _of_a_guess, _meant, about_told.about_calling)
        chosen = next(filter(None, (one(tracker) for one in meant)), None) or _own(tracker)
        return answer_question.tell(dispatcher, tracker, chosen)


def _wished(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """What a yes picks, services for the need that a question on what there is names, a word for a place."""
    intent = turn.intent(tracker)
    fact = _fact_told(tracker) if intent == "out_of_scope" else None
    if fact is not None:
        return note_fact.note(dispatcher, tracker, fact)
    need = _need_named(tracker) if intent == "ask_capabilities" else None
    if need is not None:
        return find_services.find(dispatcher, tracker, need)
    picked = _only_option(tracker.events) if intent == "affirm" else None
    return None if picked is None else _as_if_picked(tracker, picked)


def _fact_told(tracker: Tracker) -> str | None:
    """The fact (an intent) told in "brentwood side, by the cherries" or "sorry i am 52, in danville"."""
    words = len(turn.text(tracker).split())
    place = turn.entity(tracker, "place") or turn.entity(tracker, "county")
    if leading.is_question(turn.text(tracker)):
        return None
    if turn.entity(tracker, "age") and words <= MOST_WORDS_OF_AN_AGE and asked_on.is_under_way(tracker):
        return "provide_age"
    put_right = _PUT_RIGHT.search(turn.text(tracker)) is not None and words <= MOST_WORDS_OF_AN_AGE
    return "provide_county" if place and (put_right or words <= MOST_WORDS_OF_A_PLACE) else None


def _need_named(tracker: Tracker) -> str | None:
    """The need whose topic "do you help with food too" names; None for none, and for whom this line helps."""
    text = turn.text(tracker)
    if turn.is_with_staff(tracker) or text.startswith("/") or len(text.split()) > MOST_WORDS_OF_A_TOPIC:
        return None
    topic = interview.topic_named(turn.text(tracker))
    return next((need for need, row in need_rows().items() if topic in NAMEABLE and row.check == topic), None)


def _own(tracker: Tracker) -> str:
    """The intent's own sentence; what else a no or a courtesy says, or asks, is sought among all answers."""
    intent, text = turn.intent(tracker), turn.text(tracker)
    if (
        intent == "affirm"
        and tracker.get_slot(slots.ANSWER_TOLD) == SIGNS
        and len(text.split()) >= FEWEST_WORDS_OF_A_STORY
    ):
        return WHERE_TO_REPORT
    corrected = steering.corrected(text) if intent == "deny" else None
    meant = corrected or (text if leading.is_question(text) else None)
    if intent not in {"deny", *COURTESY} or not meant or len(text.split()) < FEWEST_WORDS_OF_A_STORY:
        return OWN[intent]
    row = answer_rows()[answer_question.ELSE]
    chosen = answer_question.choose(row, meant, in_story=True)
    return OWN[intent] if intent in COURTESY and chosen == row.default else chosen


def _to_danger(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """What danger gets; staff with a minor, where the screen saw none, get their steps: 911 is in them."""
    if turn.sureness(tracker) < 1.0 and speakers.must_report(tracker):
        return answer_question.first_steps(dispatcher, tracker, answer_question.FIRST_STEPS)
    return answer_question.tell(dispatcher, tracker, _urgent(tracker))


def _urgent(tracker: Tracker) -> str:
    """The answer to danger; to who left, what one can do now; to a doubt, what was meant if that is told."""
    intent = turn.intent(tracker)
    if intent == "cannot_talk_now":
        known = speakers.default(tracker) or _by_text_only(tracker)
        known = known or _of_a_question(tracker) or _of_another(tracker)
        return _free(tracker) or known or OWN[intent]
    if turn.sureness(tracker) == 1.0 or intent == "self_harm":
        return OWN[intent]
    return speakers.default(tracker) or _of_what_was_told(tracker) or OWN[intent]


def _free(tracker: Tracker) -> str | None:
    """For "ok he left for work": whoever had to stop can write now."""
    text = turn.text(tracker)
    tells = len(text.split()) >= FEWEST_WORDS_OF_NEWS and not turn.is_with_staff(tracker)
    at_first = turn.intent(tracker) in URGENT or len(text.split()) <= MOST_WORDS_OF_NEWS
    tells = tells and (at_first or asked_on.is_under_way(tracker))
    return heard.FREE if tells and sayings.says("free", text) else None


def _of_a_guess(tracker: Tracker) -> str | None:
    """For what was only guessed to be small talk ("whats the catch is it free"): what it asks of all."""
    return about_told.without_subject(tracker) if turn.sureness(tracker) < GUESSED else None


def _by_text_only(tracker: Tracker) -> str | None:
    """For "cant call, only text", or "cant call, she checks my phone" after a number: another way."""
    asks = not WAYS_TO_WRITE.isdisjoint(plain(turn.text(tracker)).split())
    told = any(map(tracker.get_slot, (slots.SERVICES_TOLD, slots.ANSWER_TOLD, slots.PARTNER_TOLD)))
    if not asks and (turn.sureness(tracker) == 1.0 or not told):
        return None
    return about_told.about_calling(tracker, facets.NEAR_WITH_NAME)


def _of_a_question(tracker: Tracker) -> str | None:
    """An answer to what only sounds like "i cannot talk": "who reads this", "will they know i called"."""
    if turn.is_with_staff(tracker):
        return answer_question.for_speaker(tracker)
    text = turn.text(tracker)
    near = questions().nearest(text, thread.answers_not_for(thread.FOR_SCHOOL))
    surely = near is not None and near.nearness >= SURELY and clauses.is_question(text)
    return near.id if near and surely else None


def _of_another(tracker: Tracker) -> str | None:
    """For "she is here with me" of whom the talk is about: what to do beside a student or a friend."""
    if turn.is_with_staff(tracker):
        return BESIDE_A_STUDENT
    return BESIDE_A_CHILD if turn.told_by_door(tracker, "told") == "other" else None


def _of_what_was_told(tracker: Tracker) -> str | None:
    """An answer on the minor whom the door answered for; on what was told where danger is doubted."""
    if turn.told_by_door(tracker, "told") == "other":
        return answer_question.for_speaker(tracker)
    return asked_on.answer(tracker) if turn.sureness(tracker) < DOUBTED else None


def _may_ask_on(tracker: Tracker) -> bool:
    """Whoever asks where a person or a shelter is hears the same, whatever was told before."""
    if turn.intent(tracker) != "ask_shelter_address":
        return True
    short = len(turn.text(tracker).split()) <= MOST_WORDS_FOR_A_PLACE
    return short and about_told.asked(tracker, about_told.SURELY) == "place"


def _meant(tracker: Tracker) -> str | None:
    """A reviewed answer on what was told, else one about all lines or about this one."""
    if turn.is_with_staff(tracker) or turn.intent(tracker) not in VAGUE:
        return None
    if turn.intent(tracker) == "bot_challenge" and _is_of_a_number(tracker):
        return PEOPLE
    sure = turn.intent(tracker) != "bot_challenge"  # "are you ICE" is never a question about an answer on ICE
    on = asked_on.answer(tracker) if sure else asked_on.answer(tracker, asked_on.SURELY)
    return on or about_told.without_subject(tracker)


def _is_of_a_number(tracker: Tracker) -> bool:
    """Whether who answers a line is asked; "who runs this, i found the number in a cafe" is of this one."""
    pointed = _OF_A_NUMBER.search(plain(turn.text(tracker)))
    return pointed is not None and (not pointed[0].startswith("the ") or asked_on.is_under_way(tracker))


def _only_option(events: Iterable[dict[str, Any]]) -> str | None:
    """The payload of the one option under the last answer; None when there were none or several."""
    last = [event for event in events if event["event"] in ("bot", "user")]
    if last and last[-1]["event"] == "user":
        last.pop()
    buttons: list[dict[str, str]] = []
    while last and last[-1]["event"] == "bot":
        buttons += (last.pop().get("data") or {}).get("buttons") or []
    return buttons[0]["payload"] if len(buttons) == 1 else None


def _as_if_picked(tracker: Tracker, payload: str) -> list[EventType]:
    """The message once more, as the option it stands for: its own rule answers it."""
    intent, _, rest = payload.lstrip("/").partition("{")
    choice = rest.split('"')[3] if rest else None
    entities = [{"entity": "choice", "value": choice}] if choice else []
    heard = {
        "event": "user",
        "timestamp": None,
        "text": payload,
        "parse_data": {
            "intent": {"name": intent, "confidence": 1.0},
            "entities": entities,
            "text": payload,
            "metadata": tracker.latest_message.get("metadata") or {},
        },
        "metadata": tracker.latest_message.get("metadata") or {},
    }
    return [ActionExecuted("action_listen"), heard]
