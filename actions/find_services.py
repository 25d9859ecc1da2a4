"""`action_find_services`: services for a need, one at a time; a shortlist for who asks for a client."""

import re
from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlmodel import Session

from actions import (
    about_need,
    about_told,
    answer_question,
    asked_on,
    interview,
    leading,
    listing,
    parts,
    repeats,
    reviewed,
    shortlist,
    situation,
    slots,
    topics,
    turn,
)
from actions.collaborators import directory, now, rules
from actions.heard import Hearing
from actions.tables import NeedRow, need_rows
from bot.text.plain import plain
from knowledge.directory import options
from knowledge.directory.options import Wanted
from knowledge.directory.results import ServiceHit
from knowledge.meaning import encoder

HERE = "contra_costa"
ONCE_MORE = 0.5  # cosine; what an answer must reach where the list would only be sent again
SURELY = 0.9  # probability of a need that is another than the one told
FEWEST_WORDS_OF_A_NEED = 5
MOST_WORDS_OF_A_NAME = 6  # "information on the u visa"
SOMEBODY = frozenset(
    {"who", "whos", "somebody", "someone", "anybody", "anyone", "quien", "quienes", "alguien"}
)
# "Quien la puede pedir" asks of the visa, as "she asked me what is a t visa"; "quien me ayuda con la visa"
# wants somebody.
_OF_THE_VISA = re.compile(
    r"\b(?:what (?:is|are) (?:the |a )?[tu] visas?\b|que es (?:eso de )?(?:la |una )?visa [tu]\b"
    r"|quien(?:es)? (?:la |lo )?(?:pueden? (?:pedir|sacar|tener)|piden?|califican?)"
    r"|who (?:can (?:get|ask|apply|have)|gets?|qualifies) )"
)
OF_VISAS = "need_legal_immigration"


class FindServices(Hearing):
    """Tells of a service with phone, who answers, whom it serves, and words for the phone."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_find_services"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Send the first service, a navigator's shortlist, or the answer to what was asked about a need."""
        need = turn.intent(tracker)
        if shortlist.read(tracker, need_rows()[need]) is not None:
            return find(dispatcher, tracker, need)
        for_speaker = _for_speaker(dispatcher, tracker)
        if for_speaker is not None:
            return for_speaker
        part = parts.of(need, turn.text(tracker))
        if part and part.answer and part.answer != tracker.get_slot(slots.ANSWER_TOLD):
            return explain(dispatcher, tracker, need, part.answer)
        topic = topics.meant(tracker)
        answer = None
        if topic is not None and part is None:
            answer = about_need.answer(tracker, need) or _explained(tracker, topic)
        anew = _is_new(tracker, need) or (part is not None and not about_told.surely_asked(tracker))
        told = None if answer or anew else _on_told(dispatcher, tracker)
        if told is not None:
            return told
        if answer is None and part is None:
            answer = about_need.answer(tracker, need)
        if answer is None:
            return find(dispatcher, tracker, need)
        return explain(dispatcher, tracker, need, answer)


def _for_speaker(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """The answer for who writes; a need that is only guessed is none of staff with a pupil."""
    told = answer_question.follow(dispatcher, tracker)
    if told is None and turn.is_with_staff(tracker) and turn.sureness(tracker) < SURELY:
        return answer_question.tell(dispatcher, tracker, answer_question.for_staff(tracker))
    return told


def _explained(tracker: Tracker, topic: topics.Topic) -> str | None:
    """What a visa or program is, for who names it and asks for nobody to help with it."""
    if len(topics.visas_in(turn.text(tracker))) > 1:
        return topic.facets["compare"][0]
    of_visa = _OF_THE_VISA.search(plain(turn.text(tracker))) is not None
    asks_else = about_told.asked(tracker) not in (None, "what") and not of_visa
    if _wants_lawyer(tracker) or asks_else or topics.told(tracker) or turn.intent(tracker) != OF_VISAS:
        return None
    if not (of_visa or _asks_what(turn.text(tracker))):
        return None
    return next(iter(topic.facets.get("what", ())), None)


def _asks_what(text: str) -> bool:
    """Whether a message asks, or is a bare name; a story, or "who does it free", wants somebody to help."""
    said = plain(text).split()
    return len(said) <= MOST_WORDS_OF_A_NAME or (leading.is_question(text) and SOMEBODY.isdisjoint(said))


def _wants_lawyer(tracker: Tracker) -> bool:
    return not shortlist.LAWYER.isdisjoint(plain(turn.text(tracker)).split())


def _is_new(tracker: Tracker, need: str) -> bool:
    """Whether another need than the one told is surely meant: "and is there help with the rent meanwhile"."""
    told, answer = tracker.get_slot(slots.NEED), tracker.get_slot(slots.ANSWER_TOLD)
    if asked_on.adds_a_need(tracker):
        return True
    if told is None and answer and answer not in need_rows()[need].answers:
        return turn.sureness(tracker) >= SURELY and not about_told.surely_asked(tracker)
    surely = turn.sureness(tracker) >= SURELY and not about_told.surely_asked(tracker)
    return surely and told not in (None, need) and len(turn.text(tracker).split()) >= FEWEST_WORDS_OF_A_NEED


def _on_told(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """What a step on a visa changes, or an answer to a question, for the thing told last."""
    status = about_told.status(dispatcher, tracker)
    if status is not None:
        return status
    if _wants_lawyer(tracker) and topics.told(tracker) is None:
        return None  # "a lawyer for a t visa" asks for one, and not whether one is needed
    asks = about_need.asks(tracker) or leading.is_question(turn.text(tracker))
    return about_told.tell(dispatcher, tracker) if asks or about_told.surely_asked(tracker) else None


def find(dispatcher: CollectingDispatcher, tracker: Tracker, need: str) -> list[EventType]:
    """Services for a need (an intent of needs.yml), by what the talk has told so far."""
    row = need_rows()[need]
    facts = situation.of_who_writes(tracker)
    kept = [SlotSet(slots.SITUATION, facts), SlotSet(slots.NEED, need)]
    asked = shortlist.read(tracker, row)
    if asked is not None:
        return [*kept, *shortlist.tell(dispatcher, tracker, asked)]
    part = None if situation.is_minor(facts) else parts.of(need, turn.text(tracker))
    named = interview.services_named(turn.text(tracker))
    with directory() as session:
        ids = ranked(session, row, facts, named=part.first if part else named if len(named) == 1 else ())
        hits = listing.readable(session, ids)
        line = listing.line(hits[0], turn.language(tracker)) if hits else ""
    if hits and need == tracker.get_slot(slots.NEED) and repeats.is_stale(tracker, line):
        told = None if _tells_place(tracker) else about_told.tell(dispatcher, tracker)
        return [*kept, *(told if told is not None else _once_more(dispatcher, tracker, hits))]
    say = part.say if part and part.say else row.say
    return [*kept, *listing.show(dispatcher, tracker, ids, say=say, check=row.check)]


def of_who(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """The services for the need told before, for "im trans, is that ok", who asks in other words; or None."""
    need = tracker.get_slot(slots.NEED)
    if need not in need_rows() or situation.is_minor(situation.known(tracker)):
        return None
    part = parts.of(need, turn.text(tracker))
    return find(dispatcher, tracker, need) if part and part.who else None


def _tells_place(tracker: Tracker) -> bool:
    """Whether a place is told and nothing asked: "el sobrante" is near to "how do i get there"."""
    named = turn.intent(tracker) == "provide_county" and turn.entity(tracker, "place") is not None
    return named and not leading.is_question(turn.text(tracker))


def _once_more(
    dispatcher: CollectingDispatcher, tracker: Tracker, hits: Sequence[ServiceHit]
) -> list[EventType]:
    """For the service told before: the answer that is near, else what this message changes."""
    on = None if situation.told(tracker) else asked_on.answer(tracker, ONCE_MORE)
    if on is not None and on != tracker.get_slot(slots.ANSWER_TOLD):
        return answer_question.tell(dispatcher, tracker, on)
    language, place = turn.language(tracker), turn.entity(tracker, "place")
    county = turn.entity(tracker, "county")
    facts = {**listing.contact(hits[0], language), "place": place or ""}
    if place and county and county != HERE:
        name = "utter_again_elsewhere"
    elif place:
        name = "utter_again_place"
    else:
        name = "utter_again_noted" if situation.told(tracker) else "utter_again"
        if turn.entity(tracker, "immigration_step"):
            name = "utter_provide_immigration_status"
    turn.say(dispatcher, turn.sentence(name, language, **facts))
    turn.tell_door(dispatcher, kind="list")
    return listing.kept(hits, 1)


def near(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """A place told after services without a need (a shortlist): to be said to the first of them."""
    with directory() as session:
        hits = listing.readable(session, tracker.get_slot(slots.SERVICES_TOLD) or [])
    if not hits or turn.entity(tracker, "place") is None:
        return None
    left = [SlotSet(slots.SERVICES_LEFT, listing.left(tracker))]
    return [*_once_more(dispatcher, tracker, hits), *left]


def explain(dispatcher: CollectingDispatcher, tracker: Tracker, need: str, answer: str) -> list[EventType]:
    """A reviewed answer to a question about a need; MORE leads on to the services for it."""
    row, facts, language = need_rows()[need], situation.known(tracker), turn.language(tracker)
    with directory() as session:
        ids = [hit.id for hit in listing.readable(session, ranked(session, row, facts))]
    words = reviewed.words(answer, language, on_page=turn.is_on_page(tracker))
    more = turn.sentence("utter_services_after_answer", language)
    turn.say(dispatcher, f"{words} {more}", turn.offer_check(row.check, language))
    turn.tell_door(dispatcher, kind="list")
    kept = [(slots.SITUATION, facts), (slots.NEED, need), (slots.SERVICES_LEFT, ids)]
    return [*(SlotSet(name, value) for name, value in kept), *slots.told(answer=answer)]


def ranked(session: Session, row: NeedRow, facts: situation.Facts, *, named: Sequence[str] = ()) -> list[str]:
    """The services for a need in the order of knowledge.directory.options, as staff see them too.

    Those that are `named` stand first; what the rules lead elsewhere stands last.
    """
    read = situation.read(facts)
    wanted = Wanted.of(read, needs=(row.usual.needs,), named=tuple(named))
    found = options.find(session, rules(), read, wanted, encode=encoder(), on=now())
    return [one.service for one in found.ranked]
