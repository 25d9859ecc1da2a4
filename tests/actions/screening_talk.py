"""An eligibility talk as Rasa leads it, without Rasa."""

import asyncio

from rasa_sdk.executor import CollectingDispatcher

from actions.screening import AskScreeningAnswer, BeginScreening, TellScreening
from actions.validate_screening_form import DONE, ValidateScreeningForm
from tests.actions.turns import DOMAIN, Outcome, run, tracker_of


class Talk:
    """An eligibility talk as Rasa leads it: begin, ask, hear, until the form's slot is filled."""

    def __init__(self, text: str, *, language: str = "en", door: str = "sms", **entities: str) -> None:
        self.language, self.door = language, {"door": door}
        self.slots: dict = {}
        self._keep(run(BeginScreening(), "ask_eligibility", text, entities=entities, **self._context()))
        self.last = self._ask()

    @property
    def question(self) -> str:
        return self.slots["interview"]["asked"][-1]

    @property
    def facts(self) -> dict:
        return self.slots["situation"]

    def say(self, text: str, intent: str = "nonsense", **entities: str) -> Outcome | None:
        """The next question or the verdict; None when the message was no part of the talk."""
        tracker = tracker_of(
            intent,
            text,
            language=self.language,
            entities=entities,
            slots={**self.slots, "requested_slot": "screening_answer"},
            door=self.door,
        )
        form = ValidateScreeningForm()
        events = asyncio.run(form.run(CollectingDispatcher(), tracker, DOMAIN))
        heard = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
        if "screening_answer" not in heard:
            return None
        self.slots |= heard
        if heard["screening_answer"] == DONE:
            self.last = run(TellScreening(), intent, slots=self.slots, **self._context())
            self.slots |= self.last.slots
        else:
            self.last = self._ask()
        return self.last

    def _ask(self) -> Outcome:
        return self._keep(run(AskScreeningAnswer(), "ask_eligibility", slots=self.slots, **self._context()))

    def _keep(self, outcome: Outcome) -> Outcome:
        self.slots |= outcome.slots
        return outcome

    def _context(self) -> dict:
        return {"language": self.language, "door": self.door}

    @property
    def over(self) -> bool:
        return self.slots.get("interview") is None


def to_the_end(talk: Talk, answer: str = "skip") -> list[str]:
    asked = [talk.question]
    while not talk.over:
        talk.say(answer)
        if not talk.over:
            asked.append(talk.question)
    return asked
