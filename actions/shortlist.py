"""What a navigator texts in shorthand ("legal aid, labor, 17, spanish"), and the shortlist it gets.

A shortlist names the contact and the source of each service, for somebody who works with a client.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlmodel import Session

from actions import (
    about_told,
    asked_on,
    facets,
    leading,
    listing,
    phones,
    reviewed,
    situation,
    slots,
    thread,
    topics,
    turn,
)
from actions.collaborators import directory, now, questions, rules
from actions.sources import best, cited
from actions.tables import NeedRow
from bot.text.language import Language
from bot.text.plain import plain
from bot.text.segments import measure
from knowledge.directory import options, queries
from knowledge.directory.options import Wanted
from knowledge.directory.results import ServiceHit
from knowledge.directory.search.query import places
from knowledge.directory.usual import Group, kinds
from knowledge.directory.wanted_needs import wanted_needs
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
KINDS_IN_SPANISH = {"laboral": "labor", "trabajo": "labor", "sexual": "sex", "sexo": "sex"}
SURE = 0.5  # confidence of an intent that may say what is needed
MOST_SERVICES = 3
MOST_PARTS = 3
MOST_WORDS = 16
FACTS = ("age", "under_18", "language_wanted", "county", "kind", "immigration_step")
# What a later message may change of a client; a town of this county is told to those on the list instead.
CHANGES = ("age", "under_18", "language_wanted", "kind")
MOST_WORDS_OF_A_CHANGE = 8
_SAME = re.compile(r"\b(?:same|what about|how about|lo mismo|igual|mism[oa])\b", re.IGNORECASE)
_DROPPED = re.compile(
    r"\b(?:drop|forget|scrap|quit[ea]|olvid[ea])\s+(?:(?:the|el|la|lo de)\s+)?\w+\b", re.IGNORECASE
)
_ONESELF = re.compile(
    r"\b(?:i|i'?m|im|ive|me|my|we|our|yo|mi|mis|me|soy|estoy|tengo|necesito|quiero|busco)\b", re.IGNORECASE
)
# One client, and nothing done to who writes: whoever is sold calls buyers "clients", too.
_CLIENT = re.compile(r"\b(?:client|clt|cliente|clienta)\b", re.IGNORECASE)
_DONE_TO_ONESELF = re.compile(r"\b(?:me|us|nos|conmigo)\b", re.IGNORECASE)
# Of years, months and hours only an age counts, and that is told by its entity.
_NUMBER = re.compile(
    r"\b\d{1,3}\b(?!\s*(?:yrs?|years?|a[nñ]os?|months?|mes(?:es)?|days?|d[ií]as?|hrs?|hours?)\b)"
)
_NEXT = re.compile(
    r"^\W*(?:(?:ty|thx|thanks|thank you|ok|k|gracias|va)\W+)?"
    r"(?:next(?: one| client| clt| ct| pt)?|otr[oa](?: client[ea])?|siguiente)\W+",
    re.IGNORECASE,
)
_WORKPLACE = re.compile(
    r"^\s*(?:here\s+)?(?:at|with|for|from|in|en|de|del|con)\s+(?:\w+\s+){0,2}?"
    r"(?:clinic|hospital|shelter|nonprofit|agency|office|church|cl[ií]nica|refugio|albergue|agencia|oficina|iglesia"
    r"|organizaci[oó]n)\b",
    re.IGNORECASE,
)
LAWYER = frozenset(
    {"lawyer", "lawyers", "attorney", "abogado", "abogada", "abogados", "licenciado", "licenciada"}
)
_PAPERS: Group = ("legal_immigration",)
_BREAK = re.compile(r"[,;/|+\n]|\s-\s")
_WISHES = re.compile(r"[,;|+&.\n]|\s(?:and|y|e|or|o)\s", re.IGNORECASE)
LONGEST_WISH = 6  # words
YOUNGEST = 8  # years; a lower number counts something else ("mom + 2")
PLACE = "provide_county"
_HELPERS = frozenset({"advocacy", "case_management", "crisis_support"})
# What staff ask about rules and in which order to apply; a list of services answers none of it.
RULES = frozenset(
    {"n_order", "n_cert", "n_tcvap_screen", "n_tcvap_clock", "n_benefit_changes", "n_derivative", "n_lea"}
    | {"n_calvcb_proof", "n_mdt_how", "n_mdt_what", "n_privilege", "n_share"}
)
ON_A_RULE = 0.62  # cosine
_AID = _HELPERS | {"cash_assistance", "food", "health_care", "legal_immigration", "victim_compensation"}


@dataclass(frozen=True)
class Asked:
    """A navigator's question: its words, the needs they were read as, and the facts of the client.

    `papers`: whether a step on a visa is told, or that there is none.
    """

    text: str
    needs: tuple[str, ...]
    age: int | None
    language: str | None
    place: str | None
    kind: str | None = None
    papers: bool = False


def read(tracker: Tracker, row: NeedRow | None = None) -> Asked | None:
    """The question, when this is shorthand or comes from somebody with a client; else None."""
    before = _before(tracker)
    if before is not None and row is None and _changes(tracker):
        return _changed(tracker, before)
    text = turn.text(tracker) if before is None else _NEXT.sub("", turn.text(tracker))
    if before is not None and row is not None and _wishes_on(tracker):
        return _wished(tracker, before, row)
    if (
        before is not None
        and row is None
        and turn.intent(tracker) == PLACE
        and not _is_shorthand(tracker, text)
    ):
        return None  # "no es antioch es bay point": a place of the list before
    professional = turn.entity(tracker, "asker") in PROFESSIONALS or _has_client(text)
    own = before is None and _goes_on(tracker)
    if not professional and (own or _asks_on(text) or not _is_shorthand(tracker, text)):
        return None
    numbers = (*filter(str.isdigit, _pieces(text)), *_NUMBER.findall(text))
    age = turn.entity(tracker, "age") or next((one for one in numbers if int(one) >= YOUNGEST), None)
    county = turn.entity(tracker, "county")
    sure = turn.sureness(tracker) >= SURE
    return Asked(
        _without_asker(tracker, text),
        row.usual.needs if row and sure else (),
        int(age) if age and int(age) <= situation.OLDEST else None,
        LANGUAGE_CODES.get(turn.entity(tracker, "language_wanted") or ""),
        county if county in places() else None,
        turn.entity(tracker, "kind") or _kind(text),
        papers=turn.entity(tracker, "immigration_step") is not None,
    )


def _kind(text: str) -> str | None:
    """The kind of trafficking that a piece names, in either language."""
    pieces = (KINDS_IN_SPANISH.get(piece, piece) for piece in map(plain, _pieces(text)))
    return next((piece for piece in pieces if piece in kinds()), None)


def _before(tracker: Tracker) -> Asked | None:
    """What the last shortlist of this talk was asked for."""
    kept = tracker.get_slot(slots.SHORTLIST)
    return Asked(**kept | {"needs": tuple(kept["needs"])}) if kept else None


def _changes(tracker: Tracker) -> bool:
    """Whether a short message puts one fact of the client in place of another: "same but adult"."""
    text = turn.text(tracker)
    told = any(turn.entity(tracker, one) for one in CHANGES) and not _ONESELF.search(text)
    asks = leading.is_question(text) and not _SAME.search(text)
    return told and not asks and len(text.split()) <= MOST_WORDS_OF_A_CHANGE


def _changed(tracker: Tracker, before: Asked) -> Asked:
    age, minor = turn.entity(tracker, "age"), turn.entity(tracker, "under_18")
    kept = None if minor else before.age
    return replace(
        before,
        age=int(age) if age else kept,
        language=LANGUAGE_CODES.get(turn.entity(tracker, "language_wanted") or "", before.language),
        kind=turn.entity(tracker, "kind") or before.kind,
    )


def _wishes_on(tracker: Tracker) -> bool:
    """Whether another need is named for the same client: "drop shelter, need case mgmt, same pt"."""
    text = turn.text(tracker)
    plainly = _DROPPED.search(text) or _SAME.search(text)
    return bool(plainly) and not _ONESELF.search(text) and turn.sureness(tracker) >= SURE


def _wished(tracker: Tracker, before: Asked, row: NeedRow) -> Asked:
    text = _DROPPED.sub("", turn.text(tracker)).strip(" ,.;")
    dropped = text != turn.text(tracker).strip(" ,.;")
    kind = turn.entity(tracker, "kind")  # a bed for who asked on wages is no bed and wages
    return replace(_changed(tracker, before), text=text, needs=() if dropped else row.usual.needs, kind=kind)


def _goes_on(tracker: Tracker) -> bool:
    """Whether a talk of somebody's own is under way: "19, richmond, got a dog" tells who they are."""
    roles = situation.known(tracker).get("asker_roles", ())
    own = tracker.get_slot(slots.NEED) or tracker.get_slot(slots.ANSWER_TOLD)
    return bool(own) and PROFESSIONALS.isdisjoint(roles)


def _asks_on(text: str) -> bool:
    """Whether a question is about what was told: "and for her kids? 4 and 9, both born here"."""
    return any(leading.is_question(part) and facets.asked(part) for part in re.split(r"(?<=\?)\s", text))


def _without_asker(tracker: Tracker, text: str) -> str:
    """The text without what says who asks, and where: "counselor at a clinic" wishes for neither."""
    entities = tracker.latest_message.get("entities") or []
    named = next((one for one in entities if one["entity"] == "asker" and "start" in one), None)
    if named is None:
        return text
    return f"{text[: named['start']]}{_WORKPLACE.sub('', text[named['end'] :])}".strip()


def _has_client(text: str) -> bool:
    return _CLIENT.search(text) is not None and _DONE_TO_ONESELF.search(text) is None


def _is_shorthand(tracker: Tracker, text: str) -> bool:
    """Short pieces with a fact in them: nobody in need writes lists like that.

    Three pieces with no more than three words each, or two facts of somebody whom nothing calls "I" or "my".
    """
    pieces = _pieces(text)
    facts = [turn.entity(tracker, kind) for kind in FACTS]
    if not any(facts[:2]):
        facts += _NUMBER.findall(text)[:1]
    short = all(len(piece.split()) <= 3 for piece in pieces) and len(text.split()) <= MOST_WORDS
    about_another = _ONESELF.search(text) is None and len(text.split()) <= MOST_WORDS
    if len(pieces) >= 3 and short and any(facts) and about_another:
        return True
    return len(pieces) >= 2 and about_another and sum(map(bool, facts)) >= 2


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in _BREAK.split(text) if piece.strip()]


def tell(dispatcher: CollectingDispatcher, tracker: Tracker, asked: Asked) -> list[EventType]:
    """Answer what staff ask about a program, a fact that was told, or a rule; else send the list."""
    near = questions().nearest(asked.text, RULES)
    if near is None or near.nearness < ON_A_RULE or not _only_of_aid(asked):
        is_list = _is_shorthand(tracker, turn.text(tracker))
        answered = None if is_list else _answered(dispatcher, tracker, asked)
        return show(dispatcher, tracker, asked) if answered is None else answered
    turn.say(dispatcher, reviewed.words(near.id, turn.language(tracker), on_page=turn.is_on_page(tracker)))
    turn.tell_door(dispatcher, kind="shortlist")
    return slots.told(answer=near.id)


def _answered(dispatcher: CollectingDispatcher, tracker: Tracker, asked: Asked) -> list[EventType] | None:
    """What is asked of a program by name ("whom can a T visa include"), or on a fact that was told before."""
    parts = [asked.text, *_pieces(asked.text)]
    asks = topics.meant(tracker) is not None and leading.is_question(asked.text)
    questions_in = filter(leading.is_question, parts)
    facet = next(filter(None, map(_facet_of_named, questions_in)), None) if asks else None
    told = about_told.tell(dispatcher, tracker, facet) if facet else None
    if told is not None:
        return told
    found = [near for part in parts if (near := questions().nearest(part, thread.akin(tracker)))]
    near = max(found, key=lambda one: one.nearness, default=None)
    if near is None or near.nearness < asked_on.AT_LEAST:
        return None
    turn.say(dispatcher, reviewed.words(near.id, turn.language(tracker), on_page=turn.is_on_page(tracker)))
    return slots.told(answer=near.id)


def _facet_of_named(text: str) -> str | None:
    return facets.asked(topics.without_name(text, "it"), facets.NEAR_WITH_NAME)


def _only_of_aid(asked: Asked) -> bool:
    """Whether nothing but aid is asked for: who needs a bed as well gets the numbers for that."""
    with directory() as session:
        return all(_AID.issuperset(group) for group in _needs(session, asked))


def show(dispatcher: CollectingDispatcher, tracker: Tracker, asked: Asked) -> list[EventType]:
    """Send the best services as a list with sources; MORE tells of the rest."""
    language = turn.language(tracker)
    with directory() as session:
        needs, hits = len(_needs(session, asked)), _texted(session, asked, tracker)
        # What the words name may be no service to text (a case review); the need itself has some. Where none
        # is known to speak the language, an interpreter may: no list would be a no that nobody gave.
        for wider in ({"text": ""}, {"text": "", "language": None}):
            hits = hits or _texted(session, replace(asked, **wider), tracker)
    words, count = compose(hits, language, at_least=needs, about=_about(asked, language))
    turn.say(dispatcher, words)
    turn.tell_door(dispatcher, kind="shortlist")
    return [SlotSet(slots.SHORTLIST, asdict(asked)), *listing.kept(hits, count)]


def _texted(session: Session, asked: Asked, tracker: Tracker) -> list[ServiceHit]:
    """The services found that have words for a text."""
    ids = found(session, asked, situation.known(tracker))
    hits = queries.services(session, ids, audience="navigator", on=now().date())
    return [hit for hit in hits if hit.sms]


def found(session: Session, asked: Asked, facts: situation.Facts) -> list[str]:
    """Services for each need that the words name, the best of each in turn; else by the words.

    The order is that of knowledge.directory.options. A text leaves out what is known not to fit the client,
    and lines that stand first for a need without meeting it.
    """
    read = situation.read({**facts, "age_now": asked.age} if asked.age is not None else facts)
    told = {"place": asked.place} if asked.place else {}
    wanted = Wanted.of(
        read,
        needs=_needs(session, asked),
        text=asked.text,
        language=asked.language,
        **told,
    )
    ranked = options.find(session, rules(), read, wanted, encode=encoder(), on=now()).ranked
    return [one.service for one in ranked if one.hit is not None and not one.fit.misfits]


def _needs(session: Session, asked: Asked) -> tuple[Group, ...]:
    """Every need named, also in a list of words ("cash + housing"); who only helps to find help, last."""
    of_kinds = (asked.kind or "").split("+")
    of_papers = asked.papers and not LAWYER.isdisjoint(plain(asked.text).split())
    chosen = (_PAPERS,) if of_papers else ()
    whole = wanted_needs(session, asked.text, chosen=chosen, read=asked.needs, of_kinds=of_kinds)
    wishes = [one.strip() for one in _WISHES.split(asked.text)]
    single = [
        group
        for one in wishes
        if one and len(one.split()) <= LONGEST_WISH
        for group in wanted_needs(session, one)
    ]
    taken = {need for group in whole for need in group}
    named = [*whole, *(group for group in dict.fromkeys(single) if taken.isdisjoint(group))]
    return tuple(sorted(named, key=lambda group: _HELPERS.issuperset(group)))


def _about(asked: Asked, language: Language) -> tuple[str, ...]:
    """What the age and the language of the client ask of whoever calls."""
    young = asked.age is not None and asked.age < situation.ADULT
    names = {"utter_shortlist_minor": young, "utter_shortlist_spoken": asked.language is not None}
    return tuple(turn.sentence(name, language) for name, told in names.items() if told)


def compose(
    hits: Sequence[ServiceHit], language: Language, at_least: int = 1, about: Sequence[str] = ()
) -> tuple[str, int]:
    """As many services as three segments hold, and how many those are; `about`: lines under them.

    The lines stand only where every need (`at_least` so many services) and the sources have room, too. Where
    the sources leave none for one of the needs, SOURCE tells them.
    """
    if not hits:
        return turn.sentence("utter_services_no_more", language), 0
    for lines in (about, about[:1]) if about else ():
        words, count = _composed(hits, language, 0, lines)
        if count >= min(at_least, len(hits)) and measure(words).parts <= MOST_PARTS:
            return words, count
    return _composed(hits, language, at_least, ())


def _composed(
    hits: Sequence[ServiceHit], language: Language, bare_to: int, about: Sequence[str]
) -> tuple[str, int]:
    """The longest list that fits, and how many services; with up to `bare_to` of them the sources may go."""
    most = min(MOST_SERVICES, len(hits))
    for count in range(most, 0, -1):
        for end in _ends(hits[:count], language, bare=count <= bare_to):
            more = turn.sentence("utter_services_more", language) if count < len(hits) else ""
            lines = [*(_line(hit, language) for hit in hits[:count]), *about, f"{end} {more}".strip()]
            if measure("\n".join(lines)).parts <= MOST_PARTS:
                return "\n".join(lines), count
    return "\n".join(lines), count


def _ends(hits: Sequence[ServiceHit], language: Language, *, bare: bool) -> list[str]:
    """What closes a list: the sources; where `bare`, else how to ask for them."""
    with_sources = _cited(hits, language)
    return [with_sources, turn.sentence("utter_shortlist_bare", language)] if bare else [with_sources]


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


def _cited(hits: Sequence[ServiceHit], language: Language) -> str:
    """The sources of all, each once: many services stand in one document."""
    sources = [best(hit.sources)[0] for hit in hits]
    named = "; ".join(dict.fromkeys(cited(one) for one in sources))
    return turn.sentence("utter_shortlist_end", language, source=named, checked=sources[0].checked)
