import pytest

from actions.answer_question import AnswerQuestion
from actions.likeliest import likeliest
from actions.screening import BeginScreening
from tests.actions.turns import run, tracker_of

TOLD = {"services_told": ["cc_211_referral"]}


@pytest.mark.parametrize(
    ("text", "intent", "answer"),
    [
        ("so will my name stay out of it if i give the tip", "ask_privacy_confidentiality", "s_tip_name"),
        ("and a person who was born in this country, can it happen to them", "ask_eligibility", "c_citizens"),
        ("y cuánto dura la visa T", "ask_tcvap", "s_t_visa_long"),
    ],
)
def test_an_answer_of_another_intent_is_found(text: str, intent: str, answer: str) -> None:
    near = likeliest(tracker_of(intent, text))
    assert near is not None
    assert near.id == answer


def test_the_intents_tip_the_scale_where_two_answers_are_alike() -> None:
    text = "who has to report"
    tracker = tracker_of("ask_mandated_reporter", text)
    tracker.latest_message["intent_ranking"] = [{"name": "ask_mandated_reporter", "confidence": 1.0}]
    near = likeliest(tracker)
    assert near is not None
    assert near.id.startswith("e_")


def test_what_is_for_school_staff_is_told_to_nobody_else() -> None:
    near = likeliest(tracker_of("ask_privacy_confidentiality", "who has to report"))
    assert near is not None
    assert not near.id.startswith("e_")


@pytest.mark.parametrize("text", ["", "  ", '/choose{"choice": "food"}'])
def test_no_words_mean_no_answer(text: str) -> None:
    assert likeliest(tracker_of("nonsense", text)) is None


def test_in_a_talk_the_likeliest_answer_outdoes_the_intent() -> None:
    text = "so it can be human trafficking even if nobody moved the person anywhere"
    said = run(AnswerQuestion(), "ask_eligibility", f"{text}?", slots=TOLD)
    assert said.slots["answer_told"] == "c_moving"


def test_a_question_with_an_answer_begins_no_eligibility_talk() -> None:
    said = run(
        BeginScreening(), "ask_eligibility", "can it be trafficking if they were never moved?", slots=TOLD
    )
    assert said.slots["answer_told"] == "s_not_locked"
