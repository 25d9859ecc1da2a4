"""What a navigator texts in shorthand ("legal aid, labor, 17, spanish"), and the shortlist it gets.

A shortlist names the contact and the source of each service, for somebody who works with a client.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlmodel import Session

from actions import listing, phones, situation, turn
from actions.collaborators import directory, now
from actions.tables import NeedRow, need_rows
from actions.tell_source import best, cited
from bot.text.language import Language
from bot.text.segments import measure
from knowledge.directory import queries
from knowledge.directory.results import ServiceHit
from knowledge.directory.search.find import search
from knowledge.directory.search.memory import memory
from knowledge.directory.search.query import Query, places
from knowledge.directory.search.slots import slots as wishes
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
SURE = 0.5  # confidence of an intent that may say what is needed
MOST_SERVICES = 3
MOST_PARTS = 3
MOST_WORDS = 16
FOUND = 12
FACTS = ("age", "under_18", "language_wanted", "county", "kind", "immigration_step")
# What a client of labor or sex trafficking needs beside what is asked for (taxonomy ids).
NEEDS_OF_KIND = {"labor": ("wage_recovery",), "sex": ("advocacy", "case_management")}
_PAPERS = ("legal_immigration",)
_ANYTHING = "case_management"  # what is read where somebody needs help and does not say which
_ONESELF = re.compile(
    r"\b(?:i|i'?m|im|ive|me|my|we|our|yo|mi|mis|me|soy|estoy|tengo|necesito|quiero|busco)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"\b\d{1,3}\b")
_BREAK = re.compile(r"[,;/|+\n]|\s-\s")


@dataclass(frozen=True)
class Asked:
    """A navigator's question: its words, the needs they were read as, and the facts of the client."""

    text: str
    needs: tuple[str, ...]
    age: int | None
    language: str | None
    place: str | None
    kind: str | None = None


def read(tracker: Tracker, row: NeedRow | None = None) -> Asked | None:
    """The question, when this is shorthand or comes from somebody with a client; else None."""
    text = turn.text(tracker)
    professional = turn.entity(tracker, "asker") in PROFESSIONALS
    if not professional and not _is_shorthand(tracker, text):
        return None
    age = turn.entity(tracker, "age") or next(filter(str.isdigit, _pieces(text)), None)
    age = age or next(iter(_NUMBER.findall(text)), None)
    county = turn.entity(tracker, "county")
    sure = turn.sureness(tracker) >= SURE
    return Asked(
        text,
        row.needs if row and sure else (),
        int(age) if age and int(age) <= situation.OLDEST else None,
        LANGUAGE_CODES.get(turn.entity(tracker, "language_wanted") or ""),
        county if county in places() else None,
        turn.entity(tracker, "kind")
        or next((piece for piece in _pieces(text) if piece in NEEDS_OF_KIND), None),
    )


def _is_shorthand(tracker: Tracker, text: str) -> bool:
    """Short pieces with a fact in them: nobody in need writes lists like that.

    Three pieces with no more than three words each, or two facts of somebody whom nothing calls "I" or "my".
    """
    pieces = _pieces(text)
    facts = [turn.entity(tracker, kind) for kind in FACTS]
    if not any(facts[:2]):
        facts += _NUMBER.findall(text)[:1]
    short = all(len(piece.split()) <= 3 for piece in pieces) and len(text.split()) <= MOST_WORDS
    if len(pieces) >= 3 and short and any(facts):
        return True
    about_another = _ONESELF.search(text) is None and len(text.split()) <= MOST_WORDS
    return len(pieces) >= 2 and about_another and sum(map(bool, facts)) >= 2


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in _BREAK.split(text) if piece.strip()]


def show(dispatcher: CollectingDispatcher, tracker: Tracker, asked: Asked) -> list[EventType]:
    """Send the best services as a list with sources; MORE tells of the rest."""
    language = turn.language(tracker)
    with directory() as session:
        ids = found(session, asked)
        last = situation.unlikely(situation.known(tracker), ids)
        ids.sort(key=lambda identity: identity in last)
        hits = [
            hit for hit in queries.services(session, ids, audience="navigator", on=now().date()) if hit.sms
        ]
    words, count = compose(hits, language)
    turn.say(dispatcher, words)
    turn.tell_door(dispatcher, kind="list")
    return listing.kept(hits, count)


def found(session: Session, asked: Asked) -> list[str]:
    """Services for each need that the words name, the best of each in turn; else by the words."""
    client = Query(age=asked.age, language=asked.language, place=asked.place, per_page=FOUND)
    needs = _needs(session, asked)
    if not needs:
        return _search(session, replace(client, text=asked.text))
    lists = []
    for group in needs:
        hits = _search(session, replace(client, needs=group))
        lists.append(_usual_first(hits, group, young=asked.age is not None and asked.age < situation.ADULT))
    in_turn = (one for row in zip_longest(*lists) for one in row if one is not None)
    return list(dict.fromkeys(in_turn))


def _search(session: Session, query: Query) -> list[str]:
    return [hit.service_id for hit in search(session, query, encode=encoder(), on=now()).hits]


def _needs(session: Session, asked: Asked) -> list[tuple[str, ...]]:
    """What the message was surely read as, then the needs that its words name, in their order.

    A step on a visa is a fact of a client, and the kind of trafficking is said in passing: last, if at all.
    """
    named = [wish.needs for wish in wishes(session, asked.text, memory(session)) if wish.needs]
    named = [group for group in named if group != _PAPERS or not (asked.needs or len(named) > 1)]
    read = () if named and _ANYTHING in asked.needs else asked.needs
    named = [group for group in named if not set(group) & set(read)]
    of_kind = [NEEDS_OF_KIND[kind] for kind in (asked.kind or "").split("+") if kind in NEEDS_OF_KIND]
    told = {need for group in of_kind for need in group}
    named.sort(key=lambda group: not told.isdisjoint(group))
    return list(dict.fromkeys([*([read] if read else []), *named, *of_kind]))


def _usual_first(hits: list[str], needs: tuple[str, ...], *, young: bool) -> list[str]:
    """What texters get first for these needs (needs.yml) stands first; for the young what is theirs."""
    rows = [row for row in need_rows().values() if set(row.needs) & set(needs)]
    usual = [one for row in rows for one in ((*row.under_18, *row.first) if young else row.first)]
    return sorted(hits, key=lambda one: usual.index(one) if one in usual else len(usual))


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
        service=_briefly(hit, language),
    )


def _briefly(hit: ServiceHit, language: Language) -> str:
    """The name of the service; its words for a text where a letter of the name would double the cost."""
    name = hit.name.of(language)
    if hit.sms is None or measure(name).encoding == "GSM-7":
        return name
    return re.split(r"[.;:]", hit.sms.about.of(language))[0]


def _end(hits: Sequence[ServiceHit], language: Language) -> str:
    """The sources of all, each once: many services stand in one document."""
    sources = [best(hit.sources)[0] for hit in hits]
    named = "; ".join(dict.fromkeys(cited(one) for one in sources))
    return turn.sentence("utter_shortlist_end", language, source=named, checked=sources[0].checked)
