"""The names of the slots that actions share; the domain says what each holds."""

from collections.abc import Sequence

from rasa_sdk.events import EventType, SlotSet

SITUATION = "situation"
INTERVIEW = "interview"
SCREENING_ANSWER = "screening_answer"
NEED = "services_intent"
SERVICES_LEFT = "services_left"
SERVICES_TOLD = "services_told"
ANSWER_TOLD = "answer_told"
PARTNER_TOLD = "partner_told"
SCHOOL_TOLD = "school_told"
SHORTLIST = "shortlist"


def told(
    *, answer: str | None = None, services: Sequence[str] = (), partner: str | None = None
) -> list[EventType]:
    """What was told last, by id, for whoever asks where it comes from; what was told before is forgotten."""
    return [
        SlotSet(ANSWER_TOLD, answer),
        SlotSet(SERVICES_TOLD, list(services)),
        SlotSet(PARTNER_TOLD, partner),
    ]
