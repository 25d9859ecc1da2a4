"""What somebody who saw something, or misses a child, adds to it is to be told to who can act on it."""

import pytest

from actions import onlookers
from actions.follow_up import FollowUp
from actions.note_fact import NoteFact
from actions.school_steps import SchoolSteps
from actions.turn import sentence
from bot.text.language import Language
from tests.actions.turns import dispatched, run, tracker_of

TIP, CHILD = {"answer_told": "c_where_report"}, {"answer_told": "e_missing"}


@pytest.mark.parametrize(
    ("intent", "text", "language"),
    [
        ("provide_county", "it is over in pinole by the creek", "en"),
        ("nlu_fallback", "never saw them hit anybody, they just never go out alone", "en"),
        ("report_tip", "the owner yelled at her the whole time", "en"),
        ("provide_county", "queda por pinole junto al arroyo", "es"),
        ("nonsense", "nunca salen solos, los recoge una van blanca", "es"),
    ],
)
def test_who_saw_something_hears_whom_to_tell_the_rest(intent: str, text: str, language: Language) -> None:
    outcome = run(NoteFact(), intent, text, language=language, slots=TIP)
    assert outcome.texts == [sentence("utter_tip_noted", language)]
    assert "answer_told" not in outcome.slots  # the talk stays on the tip


def test_the_second_time_it_is_said_that_this_line_passes_nothing_on() -> None:
    before = [{"event": "bot", "text": sentence("utter_tip_noted", "en")}]
    outcome = run(NoteFact(), "provide_county", "its the blue house in pinole", slots=TIP, history=before)
    assert outcome.slots["answer_told"] == "s_tip_next"
    assert "passes nothing on" in outcome.text


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_place_told_of_a_missing_child_is_no_wish_for_a_menu(language: Language) -> None:
    outcome = run(NoteFact(), "provide_county", "bay point", language=language, slots=CHILD)
    assert outcome.texts == [sentence("utter_safety_after_minor_other", language)]


@pytest.mark.parametrize(
    ("intent", "text", "slots"),
    [
        ("provide_county", "is it the same in pinole", TIP),  # a question has an answer of its own
        ("provide_county", "i live in pinole", {}),
        ("provide_county", "i live in pinole", {"answer_told": "s_t_visa"}),
        ("need_food_basics", "i need food for my kids", TIP),
        ("thank", "ok thank you so much", TIP),
        ("provide_county", "pinole", {**TIP, "school_told": True}),
    ],
)
def test_other_messages_are_not_taken_for_that(intent: str, text: str, slots: dict[str, object]) -> None:
    tracker = tracker_of(intent, text, slots=slots)
    assert dispatched(lambda dispatcher: onlookers.tell(dispatcher, tracker)) is None


def test_a_place_is_no_wish_for_the_address_of_a_shelter() -> None:
    text = "pinole, i dont want to write the street"
    outcome = run(FollowUp(), "ask_shelter_address", text, slots=TIP, sureness=0.6)
    assert outcome.texts == [sentence("utter_tip_noted", "en")]
    sure = run(FollowUp(), "ask_shelter_address", "where is that shelter for women", slots=TIP)
    assert sure.texts == [sentence("utter_shelter_address", "en")]


def test_what_a_worker_told_a_customer_is_no_disclosure_of_a_pupil() -> None:
    told = run(
        SchoolSteps(), "school_student_disclosed", "she told me quietly she sleeps in the back", slots=TIP
    )
    assert told.texts == [sentence("utter_tip_noted", "en")]
    pupil = run(SchoolSteps(), "school_student_disclosed", "a student told me she is sold", slots=TIP)
    assert pupil.texts == [sentence("utter_school_student_disclosed", "en")]


def test_who_misses_a_child_gives_no_tip_of_it() -> None:
    slots = {"answer_told": "s_tip_next"}
    told = run(NoteFact(), "provide_county", "its in bay point", slots=slots, door={"told": "other"})
    assert told.texts == [sentence("utter_safety_after_minor_other", "en")]
