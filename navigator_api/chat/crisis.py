"""Which reviewed answer a screened message gets at once, with no model, no database and no waiting."""

import re
from collections.abc import Mapping

from knowledge.safety.screen import WORDS, Screening
from navigator_api.chat.sessions import Told

REPEAT_SECONDS = 10 * 60

SHORT = "utter_safety_short"
MINOR = "utter_safety_minor"
MINOR_IN_DANGER = "utter_safety_minor_danger"
STAFF = "utter_safety_minor_staff"
TAKEN = "utter_safety_taken"
WATCHED = "utter_safety_danger_and_watched"
CANNOT_TALK = "utter_safety_cannot_talk"

_FULL: Mapping[str, str] = {
    "immediate_danger": "utter_safety_immediate_danger",
    "self_harm": "utter_safety_self_harm",
    "medical": "utter_safety_medical",
    "minor_at_risk": MINOR,
    "cannot_talk": CANNOT_TALK,
}
_BY_SPEAKER: Mapping[tuple[str, str], str] = {
    ("self_harm", "staff"): "utter_safety_self_harm_other",
    ("self_harm", "other"): "utter_safety_self_harm_other",
    ("minor_at_risk", "staff"): STAFF,
    ("minor_at_risk", "other"): "utter_safety_minor_other",
}
# To call, and to be heard.
_NO_VOICE = re.compile(r"\b(?:call|calling|hear|hears|llamar|marcar|oye|oyen|escuchan?)\b", re.IGNORECASE)
# The replies to danger of who writes.
_HELD = frozenset({"utter_safety_immediate_danger", MINOR_IN_DANGER})
# That somebody is near is no wish to be left alone: who sees a danger says where he is ("in the hallway").
_NEAR_BY = frozenset({"quiet.present.en", "quiet.present.es"})

# The first steps for school and health staff, sent at the door or by Rasa's actions.
STAFF_STEPS = frozenset({STAFF, "utter_school_student_disclosed", "utter_school_suspects"})

# What was taken or is hurt; other signs ("not wake up") are words of who wishes to die, too.
_HURT = ("medical.overdose.", "medical.body.", "medical.injury.", "medical.bleeding.", "medical.collapse.")
# A number that is answered at any hour: beside one, the short form of the numbers says nothing new.
_ANY_HOUR = re.compile(r"\b(?:911|988)\b")

FULL = frozenset({TAKEN, WATCHED, MINOR_IN_DANGER, *_FULL.values(), *_BY_SPEAKER.values()})
RESPONSES = FULL | STAFF_STEPS | {SHORT}


def answers_at_once(screening: Screening, last_full: Mapping[str, float], now: float) -> bool:
    """Whether the answer is static.

    An age alone is not: the question beside it deserves its answer. Nor is more about a minor from somebody
    who has just been given the numbers: staff then ask what to do next; the numbers go with that answer.
    """
    if screening.classes != ("minor_at_risk",):
        return bool(screening.classes)
    return not screening.minor_by_age_only and not _is_fresh("minor_at_risk", last_full, now)


def is_surmised(screening: Screening) -> bool:
    """Whether nothing is said plainly, and only the words together made the screen think of danger."""
    raised = [one for one in screening.signals if not one.lowered]
    return bool(raised) and all(one.id == WORDS for one in raised)


def is_company(screening: Screening, told: Told | None) -> bool:
    """Whether "she is here with me" tells of the person whom the talk is about, and not of who watches.

    Only of whoever is known to write of somebody else: staff with a student, a friend, a parent.
    """
    if told not in ("staff", "other") or screening.classes != ("cannot_talk",):
        return False
    return is_surmised(screening) or _quiet(screening) <= _NEAR_BY


def wants_numbers(screening: Screening, shown: str) -> bool:
    """Whether the short form of the numbers goes under the answer that is `shown`.

    A minor's text has them, and one on dying that was taken back. Other dangers that are denied, past or a
    figure of speech ("my boss will kill me") do not make a calm answer alarming.
    """
    tells = bool(screening.classes) or "self_harm" in screening.lowered
    return tells and _ANY_HOUR.search(shown) is None


def told(screening: Screening, name: str, before: Told | None) -> Told | None:
    """Who writes of a minor, after the reply `name`; staff stay staff."""
    of_minor = "minor_at_risk" in screening.classes
    if "staff" in (before, screening.speaker):
        return "staff" if name == STAFF or of_minor else before
    if not of_minor:
        return before
    return "minor" if screening.speaker == "self" else "other"


def of_watched(name: str, danger: str | None, text: str) -> str:
    """The reply `name`; whoever cannot call while held or threatened is told how to reach help by text.

    Who only has to stop gets nothing that a person beside them could read.
    """
    no_voice = _NO_VOICE.search(text) is not None
    return WATCHED if name == CANNOT_TALK and danger in _HELD and no_voice else name


def must_be_brief(screening: Screening) -> bool:
    """Whether the writer is watched, so that the exchange ends with this reply and is forgotten."""
    return screening.classes[:1] == ("cannot_talk",) or _is_watched(screening)


def response_for(
    screening: Screening, last_full: Mapping[str, float], now: float, known: Told | None = None
) -> str:
    """The name of the reply to `screening.classes`; `last_full`: class to the clock of its last full reply.

    `known`: what was told of who writes; a minor stays one. The same most urgent class again within ten
    minutes gets the short form; another class its full one, and so does "it still bleeds": the short form
    has no ambulance in it.
    """
    top = screening.classes[0]
    if top == "immediate_danger" and _is_watched(screening):
        return WATCHED
    if top != "medical" and _is_fresh(top, last_full, now):
        return SHORT
    if top == "immediate_danger" and known == "minor" and screening.speaker == "self":
        return MINOR_IN_DANGER
    return _of_two(screening) or _BY_SPEAKER.get((top, screening.speaker), _FULL[top])


def _of_two(screening: Screening) -> str | None:
    """The reply where two classes together call for another than the more urgent of them alone."""
    classes, about_self = set(screening.classes), screening.speaker == "self"
    if screening.classes[0] == "self_harm" and _is_hurt(screening):
        return TAKEN
    if {"immediate_danger", "minor_at_risk"} <= classes and about_self:
        return MINOR_IN_DANGER
    # Staff tell of a pupil what sounds like danger: their steps begin with it, and have the county's number.
    of_pupil = screening.speaker == "staff" and {"immediate_danger", "minor_at_risk"} <= classes
    if of_pupil and _by_words(screening) == "immediate_danger":
        return STAFF
    # A wound tells of harm, too; where all words tell of the wound, an ambulance is what 911 is called for.
    if {"immediate_danger", "medical"} <= classes and _by_words(screening) == "medical":
        return _FULL["medical"]
    # Plain cues name both ("jump", "take"): all words together tell which; either reply begins with 911.
    is_two = {"immediate_danger", "self_harm"} <= classes and not about_self
    if is_two and _by_words(screening) == "self_harm":
        return _BY_SPEAKER["self_harm", "other"]
    return None


def _is_hurt(screening: Screening) -> bool:
    return any(one.id.startswith(_HURT) and not one.lowered for one in screening.signals)


def _by_words(screening: Screening) -> str | None:
    return next((one.cls for one in screening.signals if one.id == WORDS), None)


def _is_watched(screening: Screening) -> bool:
    """Whether the writer cannot speak or is read; an onlooker who sees somebody else's danger can call."""
    told_plainly = not _quiet(screening) or not _quiet(screening) <= _NEAR_BY
    return "cannot_talk" in screening.classes and screening.speaker == "self" and told_plainly


def _quiet(screening: Screening) -> set[str]:
    """The signals by which a writer is taken for one who is watched."""
    return {one.id for one in screening.signals if one.cls == "cannot_talk" and not one.lowered}


def _is_fresh(cls: str, last_full: Mapping[str, float], now: float) -> bool:
    return cls in last_full and now - last_full[cls] < REPEAT_SECONDS
