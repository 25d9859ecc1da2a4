import asyncio
import re

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.collaborators import rules
from actions.interview import MOST_QUESTIONS
from actions.screening import BeginScreening
from bot.text.segments import measure
from tests.actions.screening_talk import Talk, to_the_end
from tests.actions.turns import DOMAIN, Outcome, run, tracker_of

NEVER = sorted(name for name, field in rules().fields.by_id.items() if field.by_text == "never")


@pytest.mark.parametrize("language", ["en", "es"])
def test_begins_with_help_that_is_there_for_anybody_and_one_question(language: str) -> None:
    talk = Talk("do i qualify", language=language)
    assert talk.question == "choose"
    assert "925-900-5151" in talk.last.text
    assert "TCVAP" in talk.last.text
    assert len(talk.last.options) == 6
    assert measure(talk.last.text).parts <= 2


def test_a_program_by_its_name_is_screened_at_once() -> None:
    talk = Talk("am i eligible for medi-cal")
    assert list(talk.slots["interview"]["services"]) == ["medi_cal"]
    assert talk.question != "choose"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("topic", ["1", "2", "3", "4", "5", "6"])
@pytest.mark.parametrize("answer", ["skip", "1", "no", "2020"])
def test_every_talk_ends_with_a_contact_and_never_with_a_no(language: str, topic: str, answer: str) -> None:
    talk = Talk("califico", language=language)
    talk.say(topic)
    asked = to_the_end(talk, answer)
    assert len(set(asked)) <= MOST_QUESTIONS["sms"]
    again = [one for n, one in enumerate(asked) if one in asked[:n] and one != asked[n - 1]]
    assert again == []
    assert re.search(r"\d{3}-\d{4}|\b211\b", talk.last.text)
    assert not re.search(r"not eligible|do not qualify|no califica|you qualify\b", talk.last.text)
    assert measure(talk.last.text).parts <= 3


@pytest.mark.parametrize("topic", ["1", "2", "3", "4", "5", "6"])
def test_by_text_nothing_is_asked_that_must_not_stand_with_a_phone_company(topic: str) -> None:
    talk = Talk("do i qualify")
    talk.say(topic)
    assert not set(to_the_end(talk, "1")) & set(NEVER)


def test_on_the_page_steps_taken_are_asked_and_last() -> None:
    talk = Talk("do i qualify for tcvap", door="chat")
    asked = to_the_end(talk)
    sensitive = [rules().fields.by_id[one].sensitivity == "high" for one in asked]
    assert "immigration_steps" in asked
    assert sensitive == sorted(sensitive)


def test_by_text_what_is_private_waits_for_leave() -> None:
    talk = Talk("do i qualify")
    talk.say("4")
    while talk.question != "safe_check":
        talk.say("1")
    talk.say("no")
    closed = {name for name, field in rules().fields.by_id.items() if field.by_text == "after_safe_check"}
    assert talk.over or talk.question not in closed


def test_why_tells_why_and_asks_again() -> None:
    talk = Talk("can i get calworks")
    question = talk.question
    why = talk.say("why")
    assert talk.question == question
    assert why.text.startswith(rules().fields.by_id[question].why.en)


def test_what_is_not_understood_is_said_once_and_then_left_out() -> None:
    talk = Talk("can i get calworks")
    question = talk.question
    assert "did not catch" in talk.say("purple").text
    assert talk.question == question
    talk.say("purple")
    assert talk.over or talk.question != question
    assert talk.facts[question] == "not_sure"


def test_back_puts_the_question_before_again() -> None:
    talk = Talk("do i qualify")
    talk.say("1")
    first = talk.question
    talk.say("skip")
    talk.say("back")
    assert talk.question == first
    assert first not in talk.facts


def test_a_correction_changes_the_answer_before_and_keeps_the_question() -> None:
    talk = Talk("do i qualify")
    talk.say("1")
    while talk.question != "age_now":
        talk.say("skip")
    talk.say("25")
    open_question = talk.question
    talk.say("no wait 17")
    assert talk.facts["age_now"] == [17, 17]
    assert talk.question == open_question


def test_what_is_told_along_the_way_is_not_asked_again() -> None:
    talk = Talk("am i eligible for medi-cal", age="30", county="contra_costa")
    assert talk.facts == {"age_now": 30, "place_now": "contra_costa"}
    assert not {"age_now", "place_now"} & set(to_the_end(talk))


@pytest.mark.parametrize("intent", ["immediate_danger", "self_harm", "medical_emergency", "cannot_talk_now"])
def test_danger_is_no_answer_even_when_it_sounds_like_one(intent: str) -> None:
    assert Talk("do i qualify").say("1", intent) is None


def test_another_need_or_question_is_left_to_its_own_rule() -> None:
    talk = Talk("do i qualify")
    assert talk.say("i have nowhere to sleep tonight and its cold", "need_shelter") is None
    assert talk.say("how many people does this happen to around here", "ask_data_statistics") is None


def test_enough_ends_the_talk_with_what_is_known_so_far() -> None:
    talk = Talk("do i qualify")
    talk.say("1")
    ended = talk.say("enough")
    assert talk.over
    assert "(866) 663-3225" in ended.text
    assert ended.slots["services_left"]


def test_enough_before_anything_was_chosen_just_ends_it() -> None:
    talk = Talk("do i qualify")
    assert "MENU" in talk.say("never mind").text
    assert talk.over


def test_a_choice_of_another_list_is_no_answer() -> None:
    talk = Talk("do i qualify")
    assert "did not catch" in talk.say("/choose", "choose", choice="0-17").text


def test_somebody_the_rules_lead_elsewhere_is_told_of_another_path() -> None:
    talk = Talk("do i qualify for tcvap", door="chat")
    while not talk.over and talk.question != "us_citizen":
        talk.say("skip")
    talk.say("yes")
    if not talk.over:
        talk.say("enough")
    assert talk.last.text.startswith("Another path may fit better: ")
    assert re.search(r"\d{3}-\d{4}", talk.last.text)


def begun(text: str, confidence: float) -> Outcome:
    tracker = tracker_of("ask_eligibility", text)
    tracker.latest_message["intent"]["confidence"] = confidence
    dispatcher = CollectingDispatcher()
    events = asyncio.run(BeginScreening().run(dispatcher, tracker, DOMAIN))
    said = " ".join(sent.get("text") or "" for sent in dispatcher.messages)
    return Outcome([said], {"followup": [e["name"] for e in events if e["event"] == "followup"]}, {}, [])


@pytest.mark.parametrize(
    ("text", "confidence", "words"),
    [
        ("can men get this kind of help too", 1.0, "It can happen to anyone"),
        ("he used to hit me and i was his maid", 0.4, "Community Violence Solutions"),
    ],
)
def test_no_talk_begins_where_an_answer_or_an_advocate_serves_better(
    text: str, confidence: float, words: str
) -> None:
    told = begun(text, confidence)
    assert words in told.text
    assert told.notes["followup"] == ["action_listen"]


@pytest.mark.parametrize(
    ("text", "confidence"), [("he used to hit me, do i qualify?", 0.4), ("my income is 900", 0.9)]
)
def test_a_talk_begins_for_a_question_or_a_sure_statement(text: str, confidence: float) -> None:
    told = begun(text, confidence)
    assert (told.text, told.notes["followup"]) == ("", [])


def test_staff_with_a_pupil_who_ask_of_a_time_limit_begin_no_check() -> None:
    text = "y hay un limite de tiempo? hoy es viernes"
    outcome = run(
        BeginScreening(), "ask_eligibility", text, language="es", slots={"school_told": True}, sureness=0.6
    )
    assert "36" in outcome.text
    assert "interview" not in outcome.slots
