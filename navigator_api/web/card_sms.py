"""The text of a card to read aloud or to hand over: at most two segments, neutral on a locked screen.

It begins with a sentence of at least sixty letters that says nothing of what it is about; names, and who
answers, come after it. What does not fit is left out in this order: what it is about, the service (its
organization stands for it), the organization, the last numbers. The first number, and the line that must
stand beside it, are never left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.text.language import Language, guess
from bot.text.responses import Responses
from bot.text.segments import measure
from knowledge.directory.card_reads import ServiceCard
from knowledge.directory.results import HotlineEntry, WayIn
from navigator_api.web import card_ways
from navigator_api.web.site import Say

MOST_PARTS = 2
NEUTRAL = 60


def sms_text(card: ServiceCard, language: Language, say: Say, responses: Responses) -> str:
    """The fullest form that fits; the shortest when none does, which only an import can bring about."""
    forms = list(_Forms(card, language, say, responses).all())
    return next((text for text in forms if measure(text).parts <= MOST_PARTS), forms[-1])


class _Forms:
    def __init__(self, card: ServiceCard, language: Language, say: Say, responses: Responses) -> None:
        self._card = card
        self._language = language
        self._say = say
        self._responses = responses

    def all(self) -> Iterator[str]:
        """Every form, the fullest first."""
        lead, beside = self._say("refcard.sms.lead"), self._beside()
        ways = self._ways()
        for count in range(len(ways), 0, -1):
            for about in self._abouts():
                yield " ".join(filter(None, (lead, f"{', '.join(ways[:count])}.", about, beside)))
        if not ways:
            for about in self._abouts():
                yield " ".join(filter(None, (lead, about, self._connected())))

    def _ways(self) -> list[str]:
        service = self._card.service
        shown = [way for way in service.phones if _reads(way, self._language)] or [
            way for way in service.pages if way.value.startswith("https://")
        ]
        return [self._printed(way) for way in shown]

    def _abouts(self) -> Sequence[str]:
        service = self._card.service
        name = service.sms.name if service.sms else service.name.of(self._language)
        about = service.sms.about.of(self._language) if service.sms else ""
        who = self._who(service.reaches_law_enforcement)
        return (
            f"{name}: {about} ({who})." if about else f"{name} ({who}).",
            f"{name} ({who}).",
            f"{service.organization_name} ({who}).",
            "",
        )

    def _beside(self) -> str:
        """The first of the lines that must stand beside this one."""
        return self._or(self._card.beside[:1])

    def _connected(self) -> str:
        """For what has no number of its own: advocates who can connect."""
        numbers = [self._printed(line.numbers[0]) for line in self._card.advocates]
        return self._say("refcard.sms.connect") % {"ways": self._say("refcard.sms.or").join(numbers)}

    def _or(self, lines: Sequence[HotlineEntry]) -> str:
        sentence = self._responses.reply("utter_services_beside", self._language).text
        return " ".join(
            sentence.format(phone=self._printed(line.numbers[0]), who=self._who(line.reaches_law_enforcement))
            for line in lines
        )

    def _who(self, reaches: str) -> str:
        return self._responses.reply(f"utter_who_{reaches}", self._language).text

    def _printed(self, way: WayIn) -> str:
        return card_ways.printed(way, self._language, self._responses)


def _reads(way: WayIn, language: Language) -> bool:
    """A code whose word ("AYUDA") asks for Spanish is no help in English."""
    return way.kind in {"voice", "text"} and (way.word is None or language == "es" or guess(way.word) != "es")
