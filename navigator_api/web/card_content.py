"""What stands on a referral card in one language: page, PDF and plain text are all made of this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.text.language import Language
from bot.text.responses import Responses
from knowledge.directory.card_reads import ServiceCard
from knowledge.directory.results import HotlineEntry, WayIn
from knowledge.words import Words
from navigator_api.web import card_ways
from navigator_api.web.card_sms import sms_text
from navigator_api.web.site import Say

SAY_WORDS = Path(__file__).with_name("say_words.yml")
_ASK = ("refcard.say.knows", "refcard.say.language", "refcard.say.cost")


@dataclass(frozen=True)
class Part:
    """A heading (an id of the catalogue) with its lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Qr:
    """What the code holds, and that in words for people."""

    content: str
    caption: str


@dataclass(frozen=True)
class CardContent:
    """All texts are in `language`; parts without lines are left out. `sms` fits two segments."""

    language: Language
    title: str
    organization: str
    parts: tuple[Part, ...]
    sources: tuple[str, ...]
    qr: Qr | None
    sms: str


def card_content(card: ServiceCard, language: Language, say: Say, responses: Responses) -> CardContent:
    """The card in a language; `say` gives that language's page words."""
    made = _Maker(card, language, say, responses)
    sources = dict.fromkeys(card_ways.cited(one, language, say) for one in card.service.sources)
    return CardContent(
        language=language,
        title=card.service.name.of(language),
        organization=card.service.organization_name,
        parts=tuple(Part(f"refcard.{name}", lines) for name, lines in made.parts() if lines),
        sources=tuple(sources),
        qr=made.qr(),
        sms=sms_text(card, language, say, responses),
    )


class _Maker:
    def __init__(self, card: ServiceCard, language: Language, say: Say, responses: Responses) -> None:
        self._card = card
        self._language = language
        self._say = say
        self._responses = responses

    def parts(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Names of headings and lines, in the order of the card."""
        service = self._card.service
        yield "numbers", self._numbers()
        yield "beside", self._beside()
        yield "who", self._who()
        yield "warnings", self._all(service.warnings)
        yield "hours", self._hours()
        yield "what", self._all([service.description])
        yield "for", self._for()
        yield "languages", self._all([service.languages])
        yield "cost", self._all([service.cost])
        yield "bring", self._all(self._card.documents)
        yield "first_steps", self._all([service.first_steps])
        yield "say", self._to_say()
        yield "address", self._card.addresses

    def qr(self) -> Qr | None:
        """The code of the first number or page."""
        found = card_ways.qr_content(self._card.service.phones, self._card.service.pages)
        if found is None:
            return None
        way, content = found
        word = "refcard.qr.call" if content.startswith("tel:") else "refcard.qr.page"
        return Qr(content, self._say(word) % {"way": self._printed(way)})

    def _numbers(self) -> tuple[str, ...]:
        ways = (*self._card.service.phones, *self._card.service.pages)
        if ways:
            return tuple(self._way(way) for way in ways)
        return (self._say("refcard.no_way"), *(self._line(line) for line in self._card.advocates))

    def _beside(self) -> tuple[str, ...]:
        if not self._card.beside:
            return ()
        why = [line.never_alone_because for line in self._card.lines]
        return (*self._all(why), *(self._line(line) for line in self._card.beside))

    def _who(self) -> tuple[str, ...]:
        service = self._card.service
        own = self._all(line.who_answers for line in self._card.lines)
        own = own or self._all([service.answered_by_label])
        return (*own, f"{service.reaches_law_enforcement_label.of(self._language)}.")

    def _hours(self) -> tuple[str, ...]:
        own = tuple(card_ways.hours(one, self._language, self._say) for one in self._card.hours)
        return own or tuple(dict.fromkeys(self._all(line.hours for line in self._card.lines)))

    def _for(self) -> tuple[str, ...]:
        service = self._card.service
        labelled = (
            ("ages", service.ages),
            ("not_for", self._card.not_for),
            ("area", service.area_served),
        )
        named = [self._named(name, words) for name, words in labelled if words and words.en]
        return (*self._all([self._card.who_for]), *named)

    def _named(self, name: str, words: Words) -> str:
        return self._say(f"refcard.{name}") % {"what": words.of(self._language)}

    def _to_say(self) -> tuple[str, ...]:
        name = _say_response(self._card.needs)
        own = (self._responses.reply(name, self._language).text,) if name else ()
        return (*own, *(self._say(word) for word in _ASK))

    def _line(self, line: HotlineEntry) -> str:
        numbers = ", ".join(self._printed(way) for way in line.numbers if _fits(way, self._language))
        reaches = line.reaches_law_enforcement_label.of(self._language)
        return f"{line.name.of(self._language)}: {numbers}. {reaches}."

    def _way(self, way: WayIn) -> str:
        return f"{self._printed(way)}. {card_ways.tried(way, self._language, self._say)}"

    def _printed(self, way: WayIn) -> str:
        return card_ways.printed(way, self._language, self._responses)

    def _all(self, found: Iterable[Words | None]) -> tuple[str, ...]:
        return tuple(words.of(self._language) for words in found if words and words.en)


def _fits(way: WayIn, language: Language) -> bool:
    """A code whose word asks for Spanish is for readers of Spanish."""
    return language == "es" or way.word != "AYUDA"


def _say_response(needs: Iterable[str]) -> str | None:
    """The response with words for the phone that fits a service with these needs."""
    found, met = _say_words(), list(needs)
    if set(found["not_with"]) & set(met):
        return None
    return next((name for need, name in found["say"].items() if need in met), None)


@cache
def _say_words() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(SAY_WORDS.read_text(encoding="utf-8"))
    return found
