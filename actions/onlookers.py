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
    | {"ask_labor_trafficking", "ask_minor_csec"},
    "child": frozenset({"provide_county", "provide_age", "nonsense", "need_case_management"}),
}
MAY_ADD = frozenset({"ask_shelter_address", "out_of_scope", "need_shelter", "ask_signs_indicators"})
GUESSED = 0.8  # probability
FEWEST_WORDS, FEWEST_WORDS_OF_A_NO = 2, 5  # "no gracias, ya no" adds nothing
# Each but what was said already: that nothing of it goes on from here is said second.
TO_SAY = {"tip": ("utter_tip_noted", "s_tip_next"), "child": ("utter_safety_after_minor_other",)}


def tell(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """Whom to tell it; None for questions, and where nothing like it is under way."""
    kind = speakers.after(tracker.get_slot(slots.ANSWER_TOLD)) or _by_door(tracker)
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


def _by_door(tracker: Tracker) -> str | None:
    """A child of whom the door was told, while nothing else was told since."""
    told = (slots.SERVICES_TOLD, slots.ANSWER_TOLD, slots.PARTNER_TOLD)
    of_child = turn.told_by_door(tracker, "told") == "other" and not any(map(tracker.get_slot, told))
    return "child" if of_child else None


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
