"""What a talk has told of a situation, as the rules read it; kept in a slot for ten minutes at most.

Facts come from entities (an age, a county, a step on a visa) and from the answers to questions.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker

from actions import slots, turn
from actions.collaborators import rules, today
from knowledge.rules.facts import Facts as ReadFacts
from knowledge.rules.facts import read_what_fits
from knowledge.rules.screen import Screening, screen

ADULT = 18
OLDEST = 120
ELSEWHERE = "other_california"  # counties nearby, of which the field knows no name
# An entity says which fields, and which of its values a field knows.
_FIELD_OF_ENTITY = {"county": "place_now", "immigration_step": "immigration_steps", "asker": "asker_roles"}

Facts = Mapping[str, Any]


def known(tracker: Tracker) -> dict[str, Any]:
    """What was told so far, with what this very message tells."""
    return {**(tracker.get_slot(slots.SITUATION) or {}), **told(tracker)}


def of_who_writes(tracker: Tracker) -> dict[str, Any]:
    """The same; a minor whom only the door knows, as after danger nothing else is kept, is under 18."""
    facts = known(tracker)
    minor = turn.told_by_door(tracker, "told") == "minor" and "age_now" not in facts
    return {**facts, "age_now": [0, ADULT - 1]} if minor else facts


def told(tracker: Tracker) -> dict[str, Any]:
    """The facts that the entities of this message give, by field."""
    facts: dict[str, Any] = {}
    age = turn.entity(tracker, "age")
    under_18 = turn.entity(tracker, "under_18")
    if age is not None:
        facts["age_now"] = int(age)
    elif under_18 is not None:
        facts["age_now"] = [0, ADULT - 1] if under_18 == "true" else [ADULT, OLDEST]
    for entity, name in _FIELD_OF_ENTITY.items():
        value = turn.entity(tracker, entity)
        field = rules().fields.by_id[name]
        if entity == "county" and value is not None and value not in field.values:
            value = ELSEWHERE
        if value in field.values:
            facts[name] = [value] if field.type == "set" else value
    return facts


def is_minor(facts: Facts) -> bool:
    """Whether the age told is surely under 18."""
    age = facts.get("age_now")
    oldest = age[-1] if isinstance(age, list) else age
    return oldest is not None and oldest < ADULT


def is_adult(facts: Facts) -> bool:
    """Whether the age told is surely 18 or more."""
    age = facts.get("age_now")
    youngest = age[0] if isinstance(age, list) else age
    return youngest is not None and youngest >= ADULT


def screened(facts: Facts, services: Sequence[str] | None = None) -> Screening:
    """The rules on these facts as of today; for the services that have a rule, or for all.

    A fact that cannot be read is left out: what was told in passing never stops an answer.
    """
    wanted = None if services is None else [one for one in services if one in rules().programs]
    return screen(rules(), read(facts), on=today(), services=wanted)


def read(facts: Facts) -> ReadFacts:
    """The facts as the rules take them, without those that cannot be read."""
    return read_what_fits(rules().fields, facts, on=today())[0]
