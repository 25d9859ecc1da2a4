"""What is said to who saw something, or misses a child, and adds to it: a place, an age, that nobody was hit.

Such a text asks nothing and is read as anything; it is worth telling, and only to who can act on it.
"""

from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import leading, repeats, reviewed, situation, slots, speakers, turn

# What a text may be read as that only adds to what was told: surely, and where the intent is a guess. What
# else is told of a child has answers of its own (speakers.yml).
ADDS = {
    "tip": frozenset({"provide_county", "provide_age", "nlu_fallback", "nonsense", "report_tip", "deny"})
    | {"ask_labor_trafficking", "ask_minor_csec", "school_student_disclosed", "school_suspects"},
    "child": frozenset({"provide_county", "provide_age", "nonsense", "need_case_management"})
    | {"ask_labor_trafficking"},
}
MAY_ADD = frozenset({"ask_shelter_address", "out_of_scope", "need_shelter", "ask_signs_indicators"})
GUESSED = 0.8  # probability
FEWEST_WORDS, FEWEST_WORDS_OF_A_NO = 2, 5  # "no gracias, ya no" adds nothing
# Each but what was said already: that nothing of it goes on from here is said second.
TO_SAY = {"tip": ("utter_tip_noted", "s_tip_next"), "child": ("utter_safety_after_minor_other",)}


def tell(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """Whom to tell it; None for questions, and where nothing like it is under way."""
    kind = _kind(tracker)
    if kind not in TO_SAY or turn.is_with_staff(tracker) or not _adds(tracker, kind):
        return None
    name, words = next(
        (one for one in _forms(tracker, TO_SAY[kind]) if not repeats.has_said(tracker, one[1])), (None, "")
    )
    if name is None:
        return None
    turn.say(dispatcher, words)
    told = [] if name.startswith("utter_") else slots.told(answer=name)
    return [SlotSet(slots.SITUATION, situation.known(tracker)), *told]


def _kind(tracker: Tracker) -> str | None:
    """Of whom the talk is; what was told of a service since is no talk of a child any more."""
    of_service = tracker.get_slot(slots.SERVICES_TOLD) or tracker.get_slot(slots.PARTNER_TOLD)
    return None if of_service else speakers.by_talk(tracker)


def _adds(tracker: Tracker, kind: str) -> bool:
    text, intent = turn.text(tracker), turn.intent(tracker)
    guessed = intent in MAY_ADD and turn.sureness(tracker) < GUESSED
    told = intent in ADDS[kind] or guessed
    fewest = FEWEST_WORDS_OF_A_NO if intent == "deny" else FEWEST_WORDS
    return told and len(text.split()) >= fewest and not leading.is_question(text)


def _forms(tracker: Tracker, names: Sequence[str]) -> list[tuple[str, str]]:
    language, on_page = turn.language(tracker), turn.is_on_page(tracker)
    return [
        (name, turn.sentence(name, language))
        if name.startswith("utter_")
        else (name, reviewed.words(name, language, on_page=on_page))
        for name in names
    ]
