"""What a message answers to a screening question, as the rules take it."""

import re
from typing import Any

from rasa_sdk import Tracker

from actions import interview, leading, read_answer, steering, turn
from actions.collaborators import responses, rules, today
from actions.interview import CHOOSE, EMERGENCIES, LIKE_AN_ANSWER, SAFE_CHECK
from actions.leading import without
from actions.tables import answer_words
from bot.text.language import LANGUAGES
from bot.text.plain import plain

_KIND_OF_OURS = {CHOOSE: "enum", SAFE_CHECK: "boolean"}  # the questions that are no fields
SURELY = 0.75  # cosine; what an answer to our question may never reach
_SENTENCE = re.compile(r"[.;!\n]")
_STATUS = "provide_immigration_status"  # whoever has papers, or none, does not ask for a lawyer by that


def read(tracker: Tracker, question: str) -> Any:
    """The value, SKIP, or None when the message is no answer to this question."""
    choice = turn.entity(tracker, "choice")
    if choice in ("skip", read_answer.SKIP):
        return read_answer.SKIP
    if choice is not None:
        offered = {option.payload for option in _options(question)["en"]}
        payload = read_answer.payload(choice)
        return _for_rules(question, read_answer.values(payload)) if payload in offered else None
    text = turn.text(tracker)
    if plain(text) in answer_words("skip"):
        return read_answer.SKIP
    if turn.intent(tracker) in EMERGENCIES:
        return None
    value = read_text(tracker, question, text)
    if value is None and question == CHOOSE:
        value = next(filter(None, (read_text(tracker, question, one) for one in _numbers_alone(text))), None)
    return read_answer.SKIP if value is None and read_answer.passes(text) else value


def read_text(tracker: Tracker, question: str, text: str) -> Any:
    """The value of some words of this message."""
    kind = _kind(question)
    if question == CHOOSE:
        return _topic(tracker, text)
    if kind == "boolean" and _says_more(text):
        return None
    return _for_rules(question, read_answer.read(kind, _options(question), text, today()))


def _numbers_alone(text: str) -> list[str]:
    """The numbers that stand alone in their sentence, or behind an excuse: "sorry 2. im 26"."""
    parts = [without(plain(part).split(), "correction") for part in _SENTENCE.split(text)]
    return [part[0] for part in parts if len(part) == 1 and part[0].isdigit()]


def _kind(question: str) -> str:
    return _KIND_OF_OURS.get(question) or rules().fields.by_id[question].type


def _topic(tracker: Tracker, text: str) -> Any:
    """A topic, or several, or None: a need or a question that names one in passing is no choice of it."""
    options, intent = _options(CHOOSE), turn.intent(tracker)
    titles = [one.title for language in LANGUAGES for one in options[language]]
    bare = interview.names_only(text, titles)
    asks = leading.is_question(text) and intent != "ask_eligibility"
    if (asks or intent not in LIKE_AN_ANSWER) and not bare:
        return None
    said = text if text != turn.text(tracker) else interview.without_status(tracker)
    value = read_answer.read("enum", options, said, today())
    value = interview.topic_named(said) if value is None else value
    return None if intent == _STATUS and value == "legal" and not bare else value


def _says_more(text: str) -> bool:
    """Whether what begins with a yes or no asks or tells something else ("no quiero policia")."""
    return len(text.split()) > 1 and (leading.is_question(text) or bool(steering.answer_near(text, SURELY)))


def _for_rules(question: str, value: Any) -> Any:
    if value is None or question in _KIND_OF_OURS:
        return value
    if isinstance(value, list) and _kind(question) in ("enum", "boolean"):
        return None  # several, where one was asked for
    return read_answer.complete(rules().fields.by_id[question], _options(question)["en"], value)


def _options(question: str) -> read_answer.Options:
    name = f"utter_screening_ask_{question}"
    return {language: responses().reply(name, language).options for language in LANGUAGES}
