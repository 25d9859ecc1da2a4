"""Which reviewed answer a screened message gets at once, with no model, no database and no waiting."""

from collections.abc import Mapping

from knowledge.safety.screen import Screening
from navigator_api.chat.sessions import Told

REPEAT_SECONDS = 10 * 60

SHORT = "utter_safety_short"
MINOR = "utter_safety_minor"
STAFF = "utter_safety_minor_staff"

_FULL: Mapping[str, str] = {
    "immediate_danger": "utter_safety_immediate_danger",
    "self_harm": "utter_safety_self_harm",
    "medical": "utter_safety_medical",
    "minor_at_risk": MINOR,
    "cannot_talk": "utter_safety_cannot_talk",
}
_BY_SPEAKER: Mapping[tuple[str, str], str] = {
    ("self_harm", "staff"): "utter_safety_self_harm_other",
    ("self_harm", "other"): "utter_safety_self_harm_other",
    ("minor_at_risk", "staff"): STAFF,
    ("minor_at_risk", "other"): "utter_safety_minor_other",
}
_NEEDS_PLACE = frozenset({"immediate_danger", "medical"})

RESPONSES = frozenset({SHORT, "utter_safety_danger_and_watched", *_FULL.values(), *_BY_SPEAKER.values()})


def answers_at_once(screening: Screening, last_full: Mapping[str, float], now: float) -> bool:
    """Whether the answer is static.

    An age alone is not: the question beside it deserves its answer. Nor is more about a minor from somebody
    who has just been given the numbers: staff then ask what to do next; the numbers go with that answer.
    """
    if screening.classes != ("minor_at_risk",):
        return bool(screening.classes)
    return not screening.minor_by_age_only and not _is_fresh("minor_at_risk", last_full, now)


def told(screening: Screening, name: str, before: Told | None) -> Told | None:
    """Who writes of a minor, after the reply `name`; staff are those who got their steps, and stay staff."""
    if "staff" in (before, screening.speaker):
        return "staff" if name == STAFF else before
    if "minor_at_risk" not in screening.classes:
        return before
    return "minor" if screening.speaker == "self" else "other"


def must_be_brief(screening: Screening) -> bool:
    """Whether the writer is watched, so that the exchange ends with this reply and is forgotten."""
    return "cannot_talk" in screening.classes


def response_for(screening: Screening, last_full: Mapping[str, float], now: float) -> str:
    """The name of the reply to `screening.classes`; `last_full`: class to the clock of its last full reply.

    The same most urgent class again within ten minutes gets the short form; another class its full one.
    """
    if must_be_brief(screening) and _NEEDS_PLACE.intersection(screening.classes):
        return "utter_safety_danger_and_watched"
    top = screening.classes[0]
    if _is_fresh(top, last_full, now):
        return SHORT
    return _BY_SPEAKER.get((top, screening.speaker), _FULL[top])


def _is_fresh(cls: str, last_full: Mapping[str, float], now: float) -> bool:
    return cls in last_full and now - last_full[cls] < REPEAT_SECONDS
