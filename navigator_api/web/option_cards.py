"""What a page shows of one service for a situation: the verdict, why, what is missing, where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.text.language import Language
from knowledge.directory.options import Option
from knowledge.directory.results import Citation, ServiceHit, WayIn
from knowledge.directory.search.reasons import say, say_unknown
from knowledge.directory.towns import towns
from knowledge.rules.criteria import Citation as RuleCitation
from knowledge.rules.criteria import Said
from knowledge.rules.fields import Fields
from knowledge.rules.screen import Reason, Result
from knowledge.words import Words
from navigator_api.web.sources import dated, title_language
from navigator_api.web.ways_in import WayLink, way_links

Say = Callable[[str], str]
Cited = RuleCitation | Citation
# How a criterion came out, in the order in which a page tells it.
OUTCOMES = ("contrary", "instead", "met", "to_confirm", "ask", "unknown")
LONGEST_ADDRESS = 60
_OPEN: Mapping[bool | None, str] = {True: "open", False: "closed", None: "hours_unknown"}


_day = lru_cache(maxsize=1 << 12)(dated)  # few dates, written often


@dataclass(frozen=True)
class Source:
    """`dated` and `checked` in words; `lang` as of sources.SourceLine."""

    number: int
    title: str
    url: str | None
    dated: str
    checked: str
    lang: Language | None


@dataclass(frozen=True)
class Line:
    """A text with the numbers of its sources on the card; `to` are (service id, name) to go on to."""

    text: str
    sources: tuple[int, ...]
    to: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Card:
    """One service. `verdict` is None without a rule. `reasons`: lines by their outcome, in order.

    `state` is open, closed or hours_unknown. `dialled`: the last day on which somebody tried a number.
    The first `verdict_sources` of the sources are those of the reasons and of where to go instead.
    """

    id: str
    name: str
    organization: str
    verdict: str | None
    verdict_words: str
    who: str
    because: tuple[str, ...]
    reasons: tuple[tuple[str, tuple[Line, ...]], ...]
    missing: tuple[str, ...]
    notes: tuple[Line, ...]
    instead: tuple[Line, ...]
    documents: tuple[Line, ...]
    warnings: tuple[Line, ...]
    sources: tuple[Source, ...]
    ways: tuple[WayLink, ...]
    reaches: str
    reaches_words: str
    answered_by: str
    languages: str
    area: str
    ages: str
    cost: str
    first_steps: str
    state: str
    dialled: str
    checked: str
    verdict_sources: int


@dataclass(frozen=True)
class Showing:
    """What all cards of one answer share: language, its words, names of services, the town asked for."""

    language: Language
    say: Say
    fields: Fields
    names: Mapping[str, str]
    town: str | None = None

    def of(self, words: Words | None) -> str:
        """The words in the page's language; nothing for none."""
        return "" if words is None else words.of(self.language)

    def day(self, text: str) -> str:
        """A date in words."""
        return _day(text, self.language, self.say)


class _Sources:
    """The sources of one card, each once and numbered from 1."""

    def __init__(self, showing: Showing) -> None:
        self._showing = showing
        self.found: dict[tuple[str, str | None, str], Source] = {}

    def numbers(self, citations: Iterable[Cited]) -> tuple[int, ...]:
        """The numbers of citations, of a rule's or the directory's."""
        return tuple(dict.fromkeys(self._number(one) for one in citations))

    def _number(self, one: Cited) -> int:
        title, day = one.title or _address(one.url or ""), self._showing.day
        lang = title_language(self._showing.language)
        new = Source(len(self.found) + 1, title, one.url, day(one.as_of), day(one.checked), lang)
        return self.found.setdefault((title, one.url, one.as_of), new).number


def _address(url: str) -> str:
    """A page without a title is named by its address, cut to a line."""
    bare = url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    return bare if len(bare) <= LONGEST_ADDRESS else f"{bare[:LONGEST_ADDRESS]}…"


def card(option: Option, service: ServiceHit, showing: Showing, *, is_open: bool | None) -> Card:
    """The card of a ranked service."""
    sources, of = _Sources(showing), showing.of
    result = option.result
    lines = _Lines(showing, sources)
    # In this order: the sources of the verdict are numbered first.
    reasons = tuple(_reasons(result, lines)) if result else ()
    instead = lines.all_said(result.instead) if result else ()
    verdict_sources = len(sources.found)
    return Card(
        id=service.id,
        name=of(service.name),
        organization=service.organization_name,
        verdict=result.verdict if result else None,
        verdict_words=of(showing.fields.verdicts[result.verdict]) if result else "",
        who=of(result.version.who) if result else "",
        because=tuple(ranked_because(option, showing)),
        reasons=reasons,
        missing=tuple(_missing(result, showing)) if result else (),
        notes=lines.all_said(result.notes) if result else (),
        instead=instead,
        documents=lines.all_said(result.version.documents) if result else (),
        warnings=tuple(_warnings(service, result, lines, showing)),
        ways=way_links(_nearest_first(service.phones, showing.town)),
        reaches=service.reaches_law_enforcement,
        reaches_words=of(service.reaches_law_enforcement_label),
        answered_by=of(service.answered_by_label),
        languages=of(service.languages),
        area=of(service.area_served),
        ages=of(service.ages),
        cost=of(service.cost),
        first_steps=of(service.first_steps),
        state=_OPEN[is_open],
        dialled=_last_dialled(service, showing),
        checked=showing.day(max(one.checked for one in service.sources)) if service.sources else "",
        sources=_all_sources(sources, service),
        verdict_sources=verdict_sources,
    )


def _all_sources(sources: _Sources, service: ServiceHit) -> tuple[Source, ...]:
    """Those of the rule, then the service's own."""
    sources.numbers(service.sources)
    return tuple(sources.found.values())


def _nearest_first(ways: Iterable[WayIn], town: str | None) -> list[WayIn]:
    """A number that is named after the town stands first."""
    name = towns()[town].name if town else None
    return sorted(ways, key=lambda way: name is None or way.label != name)


def _last_dialled(service: ServiceHit, showing: Showing) -> str:
    days = [way.dialled for way in service.phones if way.dialled]
    return showing.day(max(days)) if days else ""


class _Lines:
    """Turns what a rule says into lines with numbered sources."""

    def __init__(self, showing: Showing, sources: _Sources) -> None:
        self._showing = showing
        self._sources = sources

    def reason(self, reason: Reason) -> Line:
        """A criterion; who confirms it stands behind it."""
        text = self._showing.of(reason.leaf.text)
        return Line(text, self._sources.numbers(reason.leaf.citations))

    def said(self, said: Said) -> Line:
        """A text, and the services to go on to."""
        names = self._showing.names
        ids = dict.fromkeys((*said.go_to, *said.ask))
        to = tuple((one, names[one]) for one in ids if one in names)
        return Line(self._showing.of(said.text), self._sources.numbers(said.citations), to)

    def all_said(self, all_said: Iterable[Said]) -> tuple[Line, ...]:
        """Each in turn."""
        return tuple(self.said(one) for one in all_said)


def pointed_to(option: Option) -> Iterator[str]:
    """The ids of services that what is said of this one goes on to."""
    if option.result is None:
        return
    version = option.result.version
    for said in (*option.result.instead, *option.result.notes, *version.documents, *version.warnings):
        yield from (*said.go_to, *said.ask)


def _reasons(result: Result, lines: _Lines) -> Iterator[tuple[str, tuple[Line, ...]]]:
    for outcome in OUTCOMES:
        found = dict.fromkeys(lines.reason(one) for one in result.reasons if one.outcome == outcome)
        if found:
            yield outcome, tuple(found)


def _warnings(service: ServiceHit, result: Result | None, lines: _Lines, showing: Showing) -> Iterator[Line]:
    """Those of the rule, which name their sources, then what only the service says."""
    found = lines.all_said(result.version.warnings) if result else ()
    yield from found
    told = {line.text for line in found}
    yield from (Line(text, ()) for one in service.warnings if (text := showing.of(one)) not in told)


def _missing(result: Result, showing: Showing) -> Iterator[str]:
    for reason in result.missing:
        if reason.leaf.asks is not None:
            yield showing.of(showing.fields.by_id[reason.leaf.asks].label)


def ranked_because(option: Option, showing: Showing) -> Iterator[str]:
    """Why it stands where it stands, the strongest first."""
    say_word, fit = showing.say, option.fit
    verdict = option.result.verdict if option.result else None
    if verdict == "unlikely":
        yield say_word("options.because.unlikely")
    yield from (say_word(f"options.because.not_{name}") for name in fit.misfits)
    if option.is_closed:
        yield say_word("options.because.closed")
    if option.is_usual:
        yield say_word("options.because.usual")
    yield from _told(option, showing.language)
    yield from (say_unknown(name, showing.language) for name in fit.unknown)
    if verdict != "unlikely":
        yield say_word(f"options.because.{verdict or 'no_rule'}")
    if option.is_near:
        yield say_word("options.because.near")
    if fit.reaches_law_enforcement:
        yield say_word("options.because.reaches")


def _told(option: Option, language: Language) -> Iterator[str]:
    """What the search says of it, less who answers, which the card tells by itself."""
    found: Sequence[str] = [
        say(one, language)
        for one in (*(option.hit.because if option.hit else ()), *option.fit.because)
        if one.kind != "who_answers"
    ]
    yield from dict.fromkeys(found)
