"""What was said in this talk already: nothing is sent twice in a row for two different messages."""

import re
from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker

from actions.collaborators import questions
from bot.text.plain import plain
from knowledge.directory.results import ServiceHit

_NOT_DIGITS = re.compile(r"\D")
THE_SAME = 0.6  # cosine
SHORTEST = 7  # digits; a shorter number ("211", "988") stands in half of all texts


def is_again(tracker: Tracker, words: str) -> bool:
    """Whether the last answer said these words to another message."""
    before = _before(tracker)
    heard = next((event for event in reversed(before) if event["event"] == "user"), None)
    if heard is None or plain(heard.get("text") or "") == plain(tracker.latest_message.get("text") or ""):
        return False
    after = before[before.index(heard) :]
    return any(words.strip() in (event.get("text") or "") for event in after if event["event"] == "bot")


def asks_again(tracker: Tracker, answer: str) -> bool:
    """Whether a message asks just what the reviewed answer told: "so i dont have to say my name right"."""
    near = questions().nearest(tracker.latest_message.get("text") or "", (answer,))
    return near is not None and near.nearness >= THE_SAME


def said_before(tracker: Tracker) -> str:
    """The message before this one; empty where there is none, or something was picked."""
    heard: dict[str, Any] = next((one for one in reversed(_before(tracker)) if one["event"] == "user"), {})
    text: str = heard.get("text") or ""
    return "" if text.startswith("/") else text


def last_said(tracker: Tracker) -> str:
    """The texts of the last answer, in one; empty where there is none."""
    last: list[str] = []
    for event in reversed(_before(tracker)):
        if event["event"] == "user":
            break
        last.insert(0, event.get("text") or "")
    return "\n".join(last)


def is_stale(tracker: Tracker, words: str) -> bool:
    """Whether these words stood in any answer of this talk, and this is not the last message once more."""
    before = _before(tracker)
    heard = next((event for event in reversed(before) if event["event"] == "user"), None)
    same = heard and plain(heard.get("text") or "") == plain(tracker.latest_message.get("text") or "")
    return not same and has_said(tracker, words)


def bare(number: str) -> str:
    """The digits of a number, without the country's."""
    return _NOT_DIGITS.sub("", number)[-10:]


def was_shown(tracker: Tracker, hit: ServiceHit) -> bool:
    """Whether a number of the service stood in an answer of this talk."""
    said = _NOT_DIGITS.sub("", " ".join(_texts(tracker)))
    numbers = [bare(way.value) for way in hit.phones]
    return any(number in said for number in numbers if len(number) >= SHORTEST) or (
        all(len(number) < SHORTEST for number in numbers) and f" {numbers[0]}" in " ".join(_texts(tracker))
    )


def has_said(tracker: Tracker, number: str) -> bool:
    """Whether words, or a number as the responses write it, stood in an answer of this talk."""
    return any(number in text for text in _texts(tracker))


def _texts(tracker: Tracker) -> list[str]:
    return [event.get("text") or "" for event in tracker.events or () if event["event"] == "bot"]


def _before(tracker: Tracker) -> Sequence[dict[str, Any]]:
    """The events before this message."""
    events = [event for event in tracker.events or () if event["event"] in ("user", "bot")]
    if events and events[-1]["event"] == "user":
        events.pop()
    return events
