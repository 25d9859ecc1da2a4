"""Which reviewed answer a short question goes on to, by what was told before it.

"How do i apply", "que papeles llevo" name nothing: among the answers on the matter that was told the nearest
is meant, though over all answers another may be nearer.
"""

from rasa_sdk import Tracker

from actions import clauses, facets, leading, situation, slots, thread, turn
from actions.collaborators import questions
from actions.likeliest import likeliest
from actions.tables import answer_rows, need_rows
from bot.text.plain import plain

AT_LEAST = 0.52  # cosine, among the few answers on one matter
SURELY = 0.8
MOST_WORDS = 9
FOR_READERS = frozenset({"community", "navigator"})  # whose answers are figures and facts, not help
GOES_ON = (["y"], ["and"])
LONGEST_REST = 5  # words
NEAR_BY_ITSELF = 0.85  # a message this near to a stored question needs no context
SURE = 0.95  # probability of an intent
# The score from which an answer is surely meant: in the middle of a talk, where intents mislead; at first;
# and at first in place of an intent that has no such answers ("what can you do for me").
SCORED, SCORED_AT_FIRST, SCORED_OVER_OTHERS = 0.33, 0.4, 0.6
# The score from which a question is surely about the thing told: of 615 turns of talks that were labelled
# apart, 0.8 of those from 0.5 on were, and more where the intent is none of these.
OF_TOLD = 0.5
OF_ITS_OWN = frozenset(
    {"ask_language_switch", "ask_source", "ask_human", "bot_challenge", "ask_training_resources"}
    | {"ask_collaborative", "ask_data_statistics", "delete_history", "stop_messages", "ask_more"}
)
SMALL_TALK = frozenset({"affirm", "deny", "greet", "thank", "goodbye"})  # "yes" is like any question
ALSO = frozenset({"also", "too", "tambien", "tmb", "tbn", "ademas"})
FACTS = frozenset({"provide_age", "provide_county", "provide_immigration_status"})
NO_QUESTIONS = frozenset({facets.OTHER, facets.DETAIL, "good_news", "line_is", "line_tells", "another"})
# What has one answer whatever the words.
FIXED = frozenset(
    {"immediate_danger", "self_harm", "medical_emergency", "cannot_talk_now"}
    | {"bot_challenge", "ask_shelter_address"}
)


def goes_on(tracker: Tracker) -> str | None:
    """For "and of forced labor?" after a reviewed fact: that the sources say no more; else None."""
    told, words = thread.answer_told(tracker), plain(turn.text(tracker)).split()
    on_facts = told is not None and told.audience in FOR_READERS and not turn.is_with_staff(tracker)
    return "utter_again_facts" if on_facts and words[:1] in GOES_ON and len(words) <= LONGEST_REST else None


def outright(tracker: Tracker) -> str | None:
    """The id of the answer that a question surely asks for, whatever intent it was read as.

    A need has its services first (about_need), a group named its own facts; a minor has answers of their own.
    """
    text = turn.text(tracker)
    if text.startswith("/") or turn.is_with_staff(tracker) or _has_own(tracker):
        return None
    if len(text.split()) < clauses.FEWEST_WORDS or situation.is_minor(situation.known(tracker)):
        return None
    near = likeliest(tracker)
    if near is None or near.score < _least(tracker):
        return None
    if not leading.is_question(text) and near.nearness < NEAR_BY_ITSELF:
        return None
    on_told = facets.nearest(text) if is_under_way(tracker) else None
    return None if on_told and on_told.nearness > near.nearness else near.id


def of_told(tracker: Tracker) -> str | None:
    """What a message surely asks of the thing told (a key of the facets' files), whatever it was read as."""
    text = turn.text(tracker)
    if text.startswith("/") or turn.is_with_staff(tracker) or not is_under_way(tracker):
        return None
    if turn.intent(tracker) in OF_ITS_OWN | FIXED or (_is_sure(tracker) and turn.intent(tracker) in FACTS):
        return None
    if turn.intent(tracker) in FACTS and turn.entity(tracker, "place") and not leading.is_question(text):
        return None  # "richmond rn but i can bart anywhere"
    near = facets.nearest(text)
    if near is None or near.id in NO_QUESTIONS or near.score < OF_TOLD:
        return None
    if (near.id, turn.intent(tracker)) in facets.NOT_ASKED or adds_a_need(tracker):
        return None
    if not leading.is_question(text) and (near.nearness < SURELY or turn.intent(tracker) in SMALL_TALK):
        return None
    answer = likeliest(tracker)
    return near.id if answer is None or near.score > answer.score else None


def adds_a_need(tracker: Tracker) -> bool:
    """Whether another need than the one told is added to it: "i also want therapy, but for free"."""
    need, told = turn.intent(tracker), tracker.get_slot(slots.NEED)
    adds = not ALSO.isdisjoint(plain(turn.text(tracker)).split())
    return adds and need in need_rows() and told not in (None, need) and _is_sure(tracker)


def _is_sure(tracker: Tracker) -> bool:
    return turn.sureness(tracker) >= SURE


def _least(tracker: Tracker) -> float:
    """The score that an answer must have here."""
    if is_under_way(tracker):
        return SCORED
    return SCORED_AT_FIRST if turn.intent(tracker) in answer_rows() else SCORED_OVER_OTHERS


def _has_own(tracker: Tracker) -> bool:
    """Whether the message is surely for an action that knows more than the stored answers do."""
    intent = turn.intent(tracker)
    surely = intent not in answer_rows() and _is_sure(tracker)
    return surely or intent in FIXED or intent in need_rows() or turn.entity(tracker, "partner") is not None


def is_under_way(tracker: Tracker) -> bool:
    """Whether this talk has told something before, or the door knows of one."""
    told = (slots.NEED, slots.ANSWER_TOLD, slots.SERVICES_TOLD, slots.PARTNER_TOLD)
    return turn.told_by_door(tracker, "later") is not None or any(map(tracker.get_slot, told))


def answer(tracker: Tracker, at_least: float = AT_LEAST) -> str | None:
    """The id of the answer, or None where nothing was told or the message is about something else."""
    text = turn.text(tracker)
    akin = thread.akin(tracker)
    if not akin or len(text.split()) > MOST_WORDS or turn.is_with_staff(tracker):
        return None
    near, anywhere = questions().nearest(text, akin), questions().nearest(text, questions().ids)
    assert near is not None
    assert anywhere is not None
    if near.nearness < at_least or (anywhere.nearness >= NEAR_BY_ITSELF and anywhere.id not in akin):
        return None
    return near.id
