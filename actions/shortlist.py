"""What a navigator texts in shorthand ("legal aid, labor, 17, spanish"), and the shortlist it gets.

A shortlist names the contact and the source of each service, for somebody who works with a client.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import listing, phones, situation, turn
from actions.collaborators import directory, now
from actions.tables import NeedRow
from actions.tell_source import cited
from bot.text.language import Language
from bot.text.segments import measure
from knowledge.directory import queries
from knowledge.directory.results import ServiceHit
from knowledge.directory.search.find import search
from knowledge.directory.search.query import Query, places
from knowledge.meaning import encoder

PROFESSIONALS = frozenset(
    {
        "advocate_or_navigator",
        "health_worker",
        "child_welfare_worker",
        "legal_worker",
        "other_service_provider",
    }
)
LANGUAGE_CODES = {"spanish": "es", "english": "en", "tagalog": "tl", "chinese": "zh", "vietnamese": "vi"}
MOST_SERVICES = 3
MOST_PARTS = 3
MOST_WORDS = 16
FOUND = 12
_BREAK = re.compile(r"[,;/|+\n]|\s-\s")


@dataclass(frozen=True)
class Asked:
    """A navigator's question: its words, the needs they were read as, and the facts of the client."""

    text: str
    needs: tuple[str, ...]
    age: int | None
    language: str | None
    place: str | None


def read(tracker: Tracker, row: NeedRow | None = None) -> Asked | None:
    """The question, when this is shorthand or comes from somebody with a client; else None."""
    text = turn.text(tracker)
    professional = turn.entity(tracker, "asker") in PROFESSIONALS
    if not professional and not _is_shorthand(tracker, text):
        return None
    age = turn.entity(tracker, "age") or next(filter(str.isdigit, _pieces(text)), None)
    county = turn.entity(tracker, "county")
    return Asked(
        text,
        row.needs if row else (),
        int(age) if age and int(age) <= situation.OLDEST else None,
        LANGUAGE_CODES.get(turn.entity(tracker, "language_wanted") or ""),
        county if county in places() else None,
    )


def _is_shorthand(tracker: Tracker, text: str) -> bool:
    """Three pieces or more with no more than three words each: nobody in need writes lists like that."""
    pieces = _pieces(text)
    facts = [turn.entity(tracker, kind) for kind in ("age", "language_wanted", "county", "kind", "under_18")]
    short = all(len(piece.split()) <= 3 for piece in pieces) and len(text.split()) <= MOST_WORDS
    tells = any(facts) or any(piece.isdigit() for piece in pieces)
    return len(pieces) >= 3 and short and tells


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in _BREAK.split(text) if piece.strip()]


def show(dispatcher: CollectingDispatcher, tracker: Tracker, asked: Asked) -> list[EventType]:
    """Send the best services as a list with sources; MORE tells of the rest."""
    language = turn.language(tracker)
    with directory() as session:
        page = search(session, _query(asked), encode=encoder(), on=now())
        ids = [hit.service_id for hit in page.hits]
        facts = situation.known(tracker)
        last = situation.unlikely(facts, ids)
        ids.sort(key=lambda identity: identity in last)
        hits = [
            hit for hit in queries.services(session, ids, audience="navigator", on=now().date()) if hit.sms
        ]
    words, count = compose(hits, language)
    turn.say(dispatcher, words)
    turn.tell_door(dispatcher, kind="list")
    return listing.kept(hits, count)


def _query(asked: Asked) -> Query:
    """By needs where the intent told them; by the words themselves otherwise."""
    facts = {"age": asked.age, "language": asked.language, "place": asked.place}
    if asked.needs:
        return Query(needs=asked.needs, per_page=FOUND, **facts)  # type: ignore[arg-type]
    return Query(text=asked.text, per_page=FOUND, **facts)  # type: ignore[arg-type]


def compose(hits: Sequence[ServiceHit], language: Language) -> tuple[str, int]:
    """As many services as three segments hold, and how many those are."""
    if not hits:
        return turn.sentence("utter_services_no_more", language), 0
    for count in range(min(MOST_SERVICES, len(hits)), 0, -1):
        lines = [*(_line(hit, language) for hit in hits[:count]), _end(hits[:count], language)]
        more = turn.sentence("utter_services_more", language) if count < len(hits) else ""
        words = f"{chr(10).join(lines)} {more}".strip()
        if measure(words).parts <= MOST_PARTS:
            break
    return words, count


def _line(hit: ServiceHit, language: Language) -> str:
    return turn.sentence(
        "utter_shortlist_line",
        language,
        name=hit.organization_name,
        phone=phones.all_printed(hit.phones, language),
        service=hit.name.of(language),
    )


def _end(hits: Sequence[ServiceHit], language: Language) -> str:
    """The sources of all, each once: many services stand in one document."""
    sources = [hit.sources[0] for hit in hits]
    named = "; ".join(dict.fromkeys(cited(one) for one in sources))
    return turn.sentence("utter_shortlist_end", language, source=named, checked=sources[0].checked)
