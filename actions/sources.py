"""The sources of what was told, as people are shown them: title and date, at most two."""

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from rasa_sdk import Tracker
from sqlmodel import Session

from actions import phones, slots, turn
from actions.collaborators import directory, today
from bot.text.language import Language
from knowledge.directory import queries
from knowledge.directory.results import Citation

MOST_PARTS = 2
_OFFICIAL = re.compile(r"\.gov$|\.us$|courts|^ehsd\.org$|^cityof")
MOST_SOURCES = 2
LEAST_WORDS = 3  # of a page's address that reads as its title
MOST_WORDS = 9


def of_talk(tracker: Tracker) -> Sequence[Citation]:
    """The citations behind what was told last in this talk."""
    answer, partner = tracker.get_slot(slots.ANSWER_TOLD), tracker.get_slot(slots.PARTNER_TOLD)
    services = tracker.get_slot(slots.SERVICES_TOLD) or []
    with directory() as session:
        if answer:
            return best(queries.answers(session, [answer])[0].sources)
        if partner:
            return _of_partner(session, partner)
        hits = queries.services(session, services, audience="navigator", on=today(), reachable=False)
    return [best(hit.sources)[0] for hit in hits if hit.sources]


def _of_partner(session: Session, partner: str) -> list[Citation]:
    """What the county pays first, for that was told; then what else is said of them."""
    found = queries.organization(session, partner, on=today())
    if found is None:
        return []
    told = [*(line.sources for line in found.contract_lines), *(said.sources for said in found.statements)]
    return [best(sources)[0] for sources in told if sources]


def best(found: Sequence[Citation]) -> list[Citation]:
    """Documents and the pages of offices first, then other pages; within these the order of the facts."""
    return sorted(found, key=lambda one: not (_is_titled(one) or _OFFICIAL.search(one.title)))


def _is_titled(source: Citation) -> bool:
    return " " in source.title


def words(found: Sequence[Citation], language: Language) -> str:
    """At most two sources, fewer when they do not fit."""
    named = list(dict.fromkeys(cited(one) for one in found))[:MOST_SOURCES]
    if not named:
        return turn.sentence("utter_source_none", language)
    forms = [
        turn.sentence("utter_source", language, source="; ".join(named[:count]), checked=found[0].checked)
        for count in range(len(named), 0, -1)
    ]
    return phones.fullest(forms, MOST_PARTS)


def cited(source: Citation) -> str:
    """Title and date, as people are shown a source: without chapter, and a date only where it has one."""
    title, date = _title(source).split(" > ")[0], source.as_of.split(" (")[0]
    year = re.search(r"\d{4}", date)
    return title if year is None or year.group() in title else f"{title} ({date})"


def _title(source: Citation) -> str:
    """The title; of a page known by its address alone, the site after the words of the address."""
    if _is_titled(source) or source.url is None:
        return source.title
    named = [_words(part) for part in urlsplit(source.url).path.split("/")]
    longest = max(named, key=len)
    words = longest if len(longest) >= LEAST_WORDS else [word for part in named for word in part]
    if len(words) < LEAST_WORDS:
        return source.title
    return f"{' '.join(words[:MOST_WORDS]).capitalize()}, {source.title}"


def _words(part: str) -> list[str]:
    """The words of one part of an address; none in one that is a code."""
    found = re.findall(r"[a-z]{2,}|\d+", re.sub(r"\.\w{2,5}$", "", unquote(part)).lower())
    return [] if sum(map(str.isdigit, found)) * 2 >= len(found) else found
