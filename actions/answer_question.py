"""`action_answer_question`: the reviewed answer nearest in meaning to the question."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import (
    about_told,
    asked_on,
    clauses,
    heard,
    leading,
    repeats,
    reviewed,
    shortlist,
    situation,
    slots,
    speakers,
    thread,
    topics,
    turn,
)
from actions.collaborators import questions, responses
from actions.likeliest import OF_DUTY, SCORED, TO_MINORS, likeliest
from actions.speakers import STAFF, Speaker
from actions.tables import AnswerRow, answer_rows
from bot.text.plain import plain
from knowledge.meaning import Near

# A question that no rule sends here is answered as one that was not understood.
ELSE = "nlu_fallback"
# Where the intent is no topic of its own, who writes makes the answers for such a person likelier, by this
# much of nearness, and their default better than the intent's.
FITS = 0.15
OF_A_TOPIC = 0.05  # how much nearer they must be where the intent is one
NO_TOPIC = frozenset(
    {ELSE, "ask_minor_csec", "need_search_recovery", "report_tip", "ask_signs_indicators", STAFF}
    | {"ask_privacy_confidentiality", "ask_mandated_reporter"}
)
OF_SIGNS = "ask_signs_indicators"
ASKED_ONLY = frozenset({"s_tip_name", "s_tip_next"})  # who tells what they saw asks for none of these
# "My landlord wants sex for the rent, im 20" reads as a minor's question.
OF_MINORS, OF_ADULTS = "ask_minor_csec", "ask_what_is_trafficking"
OF_SCHOOL = re.compile(
    r"\b(?:school|students?|pupils?|class|classroom|campus|teachers?|kids?|graders?|escuela|alumn[oa]s?|clase|salon|maestr[oa]s?"
    r"|estudiantes?|prepa|secundaria|primaria)\b"
)
DUTY, DUTY_OF_HEALTH = "e_mandated_who", "e_role_health"  # who must report, in a school and in a clinic
SURELY = 0.8  # probability from which an intent is meant whatever was told
DISCLOSURES = frozenset({"ask_labor_trafficking"})
# "Need cases in the county, sex vs labor" lists no client.
OF_ITS_OWN = frozenset({"ask_collaborative", "ask_data_statistics", "ask_training_resources"})
# How much less near a question need be that has a story around it. Of 698 of them that were not stored, 0.80
# find their answer, and 0.54 did when they had to be as near as others.
OF_A_QUESTION = 0.15
NEARER_THAN_THIS_LINE = 0.8  # cosine
NO_FIGURE = "utter_no_figure"  # another figure than the one asked for is worse than none
STORY = 6  # words
SURE = 0.35  # probability from which a professional's question is what it was read as
FIRST_STEPS = "utter_school_suspects"


class AnswerQuestion(heard.Hearing):
    """Answers from knowledge/facts/answers, or says honestly that it may not have it right."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_answer_question"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Send one answer, and keep which it was for whoever asks where it comes from."""
        if speakers.must_report(tracker):
            return first_steps(dispatcher, tracker, FIRST_STEPS)
        asked = shortlist.read(tracker)
        of_staff = turn.is_with_staff(tracker) and for_speaker(tracker)
        if asked is not None and not of_staff and not _is_explained(tracker):
            return shortlist.tell(dispatcher, tracker, asked)
        picked = _picked(tracker)
        if picked is not None:
            return tell(dispatcher, tracker, picked)
        duty = _on_duty(tracker)
        if duty is not None:
            return tell(dispatcher, tracker, duty)
        fitting = for_speaker(tracker)
        told = None if fitting else _on_told(dispatcher, tracker)
        return told if told is not None else tell(dispatcher, tracker, fitting or _meant(tracker))


def _on_duty(tracker: Tracker) -> str | None:
    """The answer on the duty to report, surely asked for: "how long after i call CPS" is of no group."""
    row = answer_rows()[OF_DUTY]
    surely = turn.intent(tracker) == OF_DUTY and turn.sureness(tracker) >= SURELY
    of_family = turn.told_by_door(tracker, "told") == "other"  # "they took the report, who else"
    of_tip = speakers.after(tracker.get_slot(slots.ANSWER_TOLD)) == "tip"  # "and if i am wrong"
    of_own = tracker.get_slot(slots.NEED) is not None  # "how long do i have to file that", of a wage claim
    asked = surely and not (of_family or of_tip or of_own or turn.is_with_staff(tracker))
    near = _near_enough(row, turn.text(tracker)) if asked else None
    return near.id if near else None


def _is_explained(tracker: Tracker) -> bool:
    """Whether a professional asks for an explanation, and for no service; one that was not understood may."""
    row, text = answer_rows().get(turn.intent(tracker)), turn.text(tracker)
    if _is_of_its_own(tracker):
        return True
    if row is None or not leading.is_question(text):
        return False
    surely = turn.intent(tracker) != ELSE and turn.sureness(tracker) >= SURE
    return surely or _near_enough(row, text) is not None


def _on_told(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """What a step on a visa changes, or an answer to a question, for the thing told last."""
    status = about_told.status(dispatcher, tracker)
    if status is not None or _discloses(tracker) or _is_of_its_own(tracker):
        return status
    return about_told.tell(dispatcher, tracker)


def _is_of_its_own(tracker: Tracker) -> bool:
    """Whether groups, figures or trainings are surely asked for, whatever was told before."""
    return turn.intent(tracker) in OF_ITS_OWN and turn.sureness(tracker) >= SURELY


def _discloses(tracker: Tracker) -> bool:
    """Whether a message tells what is done to somebody: "he has my passport" asks for no rule on ID."""
    sure = turn.intent(tracker) in DISCLOSURES and turn.sureness(tracker) >= SURELY
    return sure and not leading.is_question(turn.text(tracker))


def _meant(tracker: Tracker) -> str:
    """The answer on what was told last, else that of the intent, else one about all lines or this one."""
    of_line = speakers.default(tracker) or (None if _is_of_its_own(tracker) else _of_this_line(tracker))
    of_line = of_line or about_told.about_calling(tracker)
    if of_line is not None:
        return of_line
    chosen = asked_on.answer(tracker) or asked_on.goes_on(tracker) or _answer(tracker)
    if chosen != answer_rows()[ELSE].default:
        return chosen
    return about_told.without_subject(tracker) or chosen


def _of_this_line(tracker: Tracker) -> str | None:
    """What is said of this line, unless a stored question is near: "can he see this" is of phones."""
    chosen = about_told.about_the_line(tracker)
    near = _nearest(_row(tracker), turn.text(tracker)) if chosen else None
    return None if near and near.nearness >= NEARER_THAN_THIS_LINE else chosen


def first_steps(dispatcher: CollectingDispatcher, tracker: Tracker, name: str) -> list[EventType]:
    """What who must report by law does at once; from here on the talk is with staff."""
    turn.ask(dispatcher, name, turn.language(tracker))
    return [SlotSet(slots.SCHOOL_TOLD, True), SlotSet(slots.SITUATION, situation.known(tracker))]


def follow(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """Answer who writes; None when no answer for them is meant, and the message is what it was read as.

    For every action that an intent alone would lead astray ("can they sue me" of a teacher is no need).
    """
    chosen = for_speaker(tracker)
    return None if chosen is None else tell(dispatcher, tracker, chosen)


def for_speaker(tracker: Tracker) -> str | None:
    """The answer, of those for who writes, that the message means; None for none."""
    speaker = speakers.of(tracker)
    near = _nearest(speaker.row, turn.text(tracker)) if speaker else None
    if speaker is None or near is None or near.nearness < speaker.at_least(tracker):
        return None
    if speaker.is_staff and _is_of_its_own(tracker) and near.nearness < SURELY:
        return None
    if not speaker.is_staff and _is_outdone(tracker, speaker, near):
        return None
    roles = situation.known(tracker).get("asker_roles", ())
    return DUTY_OF_HEALTH if near.id == DUTY and "health_worker" in roles else near.id


def _is_outdone(tracker: Tracker, speaker: Speaker, near: Near) -> bool:
    """Whether the message rather asks for an answer that is for everybody."""
    other = likeliest(tracker)
    if other is None or not leading.is_question(turn.text(tracker)) or speaker.is_spoken_to_others(other.id):
        return False
    return other.score >= max(SCORED, near.score + FITS)


def for_staff(tracker: Tracker) -> str:
    """The school's answer nearest in meaning, else the list of what school staff may ask."""
    return choose(speakers.staff().row, turn.text(tracker), in_story=True)


def _row(tracker: Tracker) -> AnswerRow:
    """The intent's answers; all of them where a duty of staff is read into a worker's "if i report him"."""
    intent, told = turn.intent(tracker), thread.answer_told(tracker)
    own = tracker.get_slot(slots.NEED) or (told and told.audience == about_told.FOR_TEXTERS)
    if intent == OF_DUTY and own and turn.sureness(tracker) < SURELY:
        return answer_rows()[ELSE]
    if intent == OF_MINORS and situation.is_adult(situation.told(tracker)):
        row = answer_rows()[OF_ADULTS]
        return replace(row, among=tuple(one for one in row.among if one not in TO_MINORS))
    row = answer_rows().get(intent, answer_rows()[ELSE])
    return row if intent != OF_SIGNS or OF_SCHOOL.search(plain(turn.text(tracker))) else _for_all(row)


def _for_all(row: AnswerRow) -> AnswerRow:
    """A row without what is said to school staff alone."""
    for_school = thread.answers_for(thread.FOR_SCHOOL)
    return replace(row, among=tuple(one for one in row.among if one not in for_school))


def _answer(tracker: Tracker) -> str:
    row, speaker = _row(tracker), speakers.of(tracker)
    if speaker is not None:
        return _likelier(speaker, row, tracker)
    asks = leading.is_question(turn.text(tracker)) and row.default != NO_FIGURE
    near = likeliest(tracker) if asks and asked_on.is_under_way(tracker) else None
    if near is not None and near.score >= SCORED:
        return near.id
    chosen = choose(row, turn.text(tracker), in_story=True)
    return row.default if chosen in ASKED_ONLY and not leading.is_question(turn.text(tracker)) else chosen


def _likelier(speaker: Speaker, row: AnswerRow, tracker: Tracker) -> str:
    """The nearer of an answer for who writes and one of the intent.

    The first has the benefit of doubt, unless the intent is a topic of its own.
    """
    text, open_topic = turn.text(tracker), turn.intent(tracker) in NO_TOPIC
    fitting, plain = _near_enough(speaker.row, text), _near_enough(row, text)
    doubt = FITS if open_topic else -OF_A_TOPIC
    if fitting and fitting.nearness + doubt >= (plain.nearness if plain else 0):
        return fitting.id
    if plain and not speaker.is_spoken_to_others(plain.id):
        return plain.id
    again = speaker.default == tracker.get_slot(slots.ANSWER_TOLD)
    to_others = speaker.is_spoken_to_others(row.default)
    return speaker.default if speaker.default and open_topic and (to_others or not again) else row.default


def _picked(tracker: Tracker) -> str | None:
    """The answer or response that was picked from a list; a pick of a talk that is over is none."""
    choice = turn.entity(tracker, "choice")
    return choice if choice in questions().ids or choice in responses().names else None


def tell(dispatcher: CollectingDispatcher, tracker: Tracker, chosen: str) -> list[EventType]:
    """Send an answer, by its id or a response's name, and keep its id: it has a source to be asked for."""
    if chosen.startswith("utter_"):
        turn.ask(dispatcher, chosen, turn.language(tracker))
        if chosen == answer_rows()[ELSE].default:
            _note_unanswered(dispatcher, tracker)
        return []
    row, language = answer_rows().get(turn.intent(tracker)), turn.language(tracker)
    said = reviewed.words(chosen, language, on_page=turn.is_on_page(tracker))
    if repeats.is_again(tracker, said) and not turn.is_with_staff(tracker):
        return _instead(dispatcher, tracker, chosen)
    turn.say(dispatcher, said, turn.offer_check(row.check if row else None, language))
    return slots.told(answer=chosen, services=topics.carried(tracker, chosen))


def _note_unanswered(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Tells the door which of our topics came nearest, so that editors see what is missing."""
    near = questions().nearest(turn.text(tracker), questions().ids)
    turn.tell_door(dispatcher, unanswered=near.id if near else "unknown")


def _instead(dispatcher: CollectingDispatcher, tracker: Tracker, again: str) -> list[EventType]:
    """For an answer just sent: itself where it is what is asked, else the next nearest, else who knows."""
    language = turn.language(tracker)
    if repeats.asks_again(tracker, again):
        return heard.say_again(dispatcher, tracker, again)
    other = _next_nearest(tracker, again)
    if other is not None:
        turn.say(dispatcher, reviewed.words(other, language, on_page=turn.is_on_page(tracker)))
        return slots.told(answer=other)
    speaker = speakers.of(tracker)
    if speaker and speaker.again:
        turn.say(dispatcher, turn.sentence(speaker.again, language))
        return []
    told = thread.answer_told(tracker)
    facts = told is not None and told.audience != about_told.FOR_TEXTERS
    turn.say(dispatcher, turn.sentence("utter_again_facts" if facts else "utter_again_answer", language))
    return []


def _next_nearest(tracker: Tracker, again: str) -> str | None:
    """Another answer that is near enough; to who tells what is done to them, also the intent's own."""
    row = answer_rows().get(turn.intent(tracker), answer_rows()[ELSE])
    others = thread.answers_not_for(thread.FOR_SCHOOL) - {again}
    among = others if row.among == "every" else others & set(row.among)
    near = questions().nearest(turn.text(tracker), among)
    if near is not None and near.nearness >= row.at_least:
        return near.id
    return row.default if _discloses(tracker) and row.default != again else None


def choose(row: AnswerRow, text: str, *, in_story: bool = False) -> str:
    """The id of the answer, or the response name, that the text gets.

    `in_story`: the question may have a story around it, and needs to be less near.
    """
    near = _near_enough(row, text, in_story=in_story)
    return near.id if near else row.default


def _near_enough(row: AnswerRow, text: str, *, in_story: bool = True) -> Near | None:
    near = _nearest(row, text, clauses.of(text) if in_story else ())
    asks = len(text.split()) >= STORY and leading.is_question(text) and row.default != NO_FIGURE
    least = row.at_least - (OF_A_QUESTION if in_story and asks else 0)
    return near if near and near.nearness >= least else None


def _nearest(row: AnswerRow, text: str, parts: Sequence[str] = ()) -> Near | None:
    stored = questions()
    return stored.nearest(text, stored.ids if row.among == "every" else row.among, parts)
