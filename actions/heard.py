"""What is heard before an action answers what a message was read as: news, a fact, a question as stored.

That something went well, or one more fact of the matter, reads as nearly anything ("the police are here, i am
ok", "there are four of us") and asks for nothing. "What is prop 35" is near to a stored question whatever its
intent; there the answer is known better than the intent.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import (
    about_told,
    asked_on,
    clauses,
    facets,
    leading,
    onlookers,
    repeats,
    reviewed,
    sayings,
    situation,
    slots,
    sources,
    speakers,
    thread,
    topics,
    turn,
    which,
)
from actions.tables import answer_rows, answer_words, need_rows
from bot.text.plain import plain

NEWS, FACT = "good_news", "detail"
FREE = "utter_safety_after_watched"
UNREAD = "nlu_fallback"
# Cosine from which a message is a fact, or news, whatever it was read as.
SURELY, SURELY_NEWS = 0.7, 0.6
OF_ANOTHER = "utter_for_another"
NEWS_OF_A_CHILD = "utter_good_news_child"
# What tells of a missing child: its news goes to the police, too.
MISSING = frozenset({"e_missing", "s_missing_wait"})
GUESSED = 0.5  # probability below which a need is a guess
FEWEST_WORDS_OF_A_FACT = 3  # "yes please", "no gracias" tell nothing
SMALL = frozenset({"affirm", "deny"})
CLOSING = frozenset({"affirm", "thank", "goodbye", "ask_hotline", "deny"})
EMERGENCIES = frozenset({"immediate_danger", "self_harm", "medical_emergency"})


class Hearing(Action, ABC):
    """An action on what somebody wrote, once it is heard that it is none of these."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Send the word for news or for a fact, or the answer that is surely meant, else the action's own."""
        heard = tell(dispatcher, tracker)
        return self.answer(dispatcher, tracker) if heard is None else heard

    @abstractmethod
    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Send what the message asks for."""


def tell(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """The word for good news or a fact, or the answer that is surely meant; None for all other messages."""
    for one in (
        free_again,
        done,
        source,
        onlookers.tell,
        no_question,
        for_another,
        which.tell,
        yes_or_no,
        restated,
        on_told,
        answered,
    ):
        told = one(dispatcher, tracker)
        if told is not None:
            return told
    return None


def free_again(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """For "its me again, he left for work", after somebody else had the phone."""
    may_be = turn.told_by_door(tracker, "told") == "holder" or turn.intent(tracker) == UNREAD
    if not may_be or turn.is_with_staff(tracker) or not _tells_free(turn.text(tracker)):
        return None
    if speakers.by_saying(turn.text(tracker)) is not None:
        return None  # "its my phone plan, i have a right to see it"
    turn.ask(dispatcher, FREE, turn.language(tracker))
    return []


def _tells_free(text: str) -> bool:
    """Whether a part says it, however short: "its me again, ya se fue. how do i erase this"."""
    parts = (part for part in clauses.parts(text) if len(part.split()) >= FEWEST_WORDS_OF_A_FACT)
    return any(sayings.is_like("free", part) for part in (text, *parts))


def done(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """For "fair enough, ill call the first one monday": whoever has what they came for is not asked on."""
    if (
        turn.intent(tracker) not in CLOSING
        or turn.is_with_staff(tracker)
        or not asked_on.is_under_way(tracker)
    ):
        return None
    text = turn.text(tracker)
    if text.startswith("/") or leading.is_question(text) or not sayings.is_like("done", text):
        return None
    turn.ask(dispatcher, "utter_thank", turn.language(tracker))
    return []


def source(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """For "where does that number come from", of a figure or a fact just told: where it comes from."""
    told = thread.answer_told(tracker) or tracker.get_slot(slots.PARTNER_TOLD)
    if told is None or not sayings.is_like("source", turn.text(tracker)):
        return None
    turn.say(dispatcher, sources.words(sources.of_talk(tracker), turn.language(tracker)))
    return []


def on_told(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """What is surely asked of the thing told, whatever it was read as; not by who holds the phone."""
    asked = asked_on.of_told(tracker)
    if asked is None or speakers.by_saying(turn.text(tracker)) is not None:
        return None
    return about_told.tell(dispatcher, tracker, asked)


def yes_or_no(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """For "so yes or no" of what was just told: it depends, and who can say more."""
    told = thread.answer_told(tracker) is not None or bool(thread.services_told(tracker))
    if not told or turn.is_with_staff(tracker) or not sayings.is_like("yes_or_no", turn.text(tracker)):
        return None
    turn.ask(dispatcher, "utter_yes_or_no", turn.language(tracker))
    return []


def restated(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """The answer just told once more, for who says it in own words: "so nobody has to cross a border"."""
    told, said = thread.answer_told(tracker), plain(turn.text(tracker)).split()
    if told is None or turn.is_with_staff(tracker) or leading.without(said, "restates") == said:
        return None
    return say_again(dispatcher, tracker, told.id) if repeats.asks_again(tracker, told.id) else None


def say_again(dispatcher: CollectingDispatcher, tracker: Tracker, answer: str) -> list[EventType]:
    """The answer just told, once more, with a word that it is."""
    language = turn.language(tracker)
    words = reviewed.words(answer, language, on_page=turn.is_on_page(tracker))
    turn.say(dispatcher, turn.sentence("utter_again_said", language, words=words))
    return slots.told(answer=answer, services=topics.carried(tracker, answer))


def for_another(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """For "how can i help my sister" of an adult: whom they can call themselves, and that she decides."""
    facts = situation.known(tracker)
    of_child = situation.is_minor(facts) or turn.told_by_door(tracker, "told") == "other"
    works = not speakers.FOR_CLIENTS.isdisjoint(facts.get("asker_roles", ()))
    if of_child or works or turn.is_with_staff(tracker) or _is_urgent(tracker) or topics.meant(tracker):
        return None
    if not sayings.says("helps", turn.text(tracker)):
        return None
    turn.ask(dispatcher, OF_ANOTHER, turn.language(tracker))
    return []


def answered(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """The reviewed answer to a question that is nearly a stored one; None where it was sent just now."""
    chosen = asked_on.outright(tracker)
    # Who writes from another's phone asks "what did she write"; no stored answer is for them.
    if chosen is None or speakers.default(tracker) is not None:
        return None
    words = reviewed.words(chosen, turn.language(tracker), on_page=turn.is_on_page(tracker))
    if repeats.is_again(tracker, words):
        return say_again(dispatcher, tracker, chosen) if repeats.asks_again(tracker, chosen) else None
    turn.say(dispatcher, words, turn.offer_check(_to_check(chosen), turn.language(tracker)))
    return slots.told(answer=chosen, services=topics.carried(tracker, chosen))


def _to_check(answer: str) -> str | None:
    """What can be checked by short questions after an answer, if anything."""
    return next((row.check for row in answer_rows().values() if row.check and answer in row.among), None)


def no_question(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """The word for good news, or for a fact in the middle of a talk; None for all other messages."""
    if turn.text(tracker).startswith("/") or turn.is_with_staff(tracker) or _is_urgent(tracker):
        return None
    near, under_way = facets.nearest(turn.text(tracker)), turn.told_by_door(tracker, "later") is not None
    if near is None:
        return None
    if near.id == NEWS and _is_news(tracker, near.nearness, under_way=under_way):
        turn.ask(dispatcher, _of_news(tracker), turn.language(tracker))
        return []
    is_fact = under_way and near.id == FACT and near.nearness >= SURELY
    return about_told.tell(dispatcher, tracker, FACT) if is_fact and not _is_known_fact(tracker) else None


def _is_news(tracker: Tracker, nearness: float, *, under_way: bool) -> bool:
    """Less is enough in the middle of a talk, unless it reads as a need. A question or visa step is none."""
    if turn.entity(tracker, "immigration_step"):
        return False
    need = turn.intent(tracker) in need_rows() and turn.sureness(tracker) >= GUESSED
    least = SURELY_NEWS if under_way and not need else SURELY
    return nearness >= least and not leading.is_question(turn.text(tracker))


def more(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """What stands behind a yes or a no: a fact ("si duermo ahi mismo") or a question ("ok y cobran")."""
    said = plain(turn.text(tracker)).split()
    tells = set(said) - answer_words("yes") - answer_words("no") - answer_words("courtesy")
    if turn.intent(tracker) not in SMALL or len(said) < FEWEST_WORDS_OF_A_FACT or not tells:
        return None
    asked = facets.asked(turn.text(tracker), facets.NEAR_ON_TOLD)
    return about_told.tell(dispatcher, tracker, asked or FACT)


def _is_urgent(tracker: Tracker) -> bool:
    """What the crisis screen itself saw is no news, but for somebody near, who may be help."""
    intent = turn.intent(tracker)
    return intent in EMERGENCIES and turn.sureness(tracker) == 1.0


def _is_known_fact(tracker: Tracker) -> bool:
    """An age, a place or a step on a visa has an action of its own, which finds services anew."""
    of_an_action = (FACT, turn.intent(tracker)) in facets.NOT_ASKED
    return of_an_action and bool(tracker.latest_message.get("entities"))


def _of_news(tracker: Tracker) -> str:
    of_child = tracker.get_slot(slots.ANSWER_TOLD) in MISSING or turn.told_by_door(tracker, "told") == "other"
    return NEWS_OF_A_CHILD if of_child else "utter_good_news"
