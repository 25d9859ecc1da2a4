import asyncio

import pytest

from actions.answer_question import AnswerQuestion
from actions.school_steps import SchoolSteps
from actions.show_more import ShowMore
from tests.actions.turns import dispatched, run, tracker_of
from tests.facts import number

TOLD = {"school_told": True}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("intent", ["school_student_disclosed", "school_suspects"])
def test_three_lines_come_first_with_the_number_the_form_and_what_not_to_do(
    intent: str, language: str
) -> None:
    outcome = run(SchoolSteps(), intent, "she is 14, do i tell the parents", language=language)
    lines = outcome.text.replace("-", "")
    assert all(
        part in lines for part in ("1)", "2)", "3)", number("cfs_child_abuse"), "911", "SS 8572", "36")
    )
    assert "confront" in outcome.text or "enfrente" in outcome.text
    assert len(outcome.options) == 4
    assert outcome.slots["school_told"] is True


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("what happens after i report", "e_after_report"),
        ("im the school nurse", "e_role_nurse"),
        ("does my principal do it for me", "e_tell_principal"),
        ("the student is 18", "e_eighteen"),
        ("soy consejera de la escuela", "e_role_counselor"),
    ],
)
def test_after_them_each_question_gets_its_own_answer(text: str, answer: str) -> None:
    outcome = run(SchoolSteps(), "school_student_disclosed", text, slots=TOLD)
    assert outcome.slots["answer_told"] == answer


def test_what_is_near_to_no_answer_gets_the_choices() -> None:
    outcome = run(SchoolSteps(), "school_suspects", "hmm ok thx for that one", slots=TOLD)
    assert "What they will ask" in outcome.options


@pytest.mark.parametrize("intent", ["ask_minor_csec", "nlu_fallback", "report_tip"])
def test_staff_who_got_the_first_steps_at_the_door_are_answered_as_staff(intent: str) -> None:
    outcome = run(AnswerQuestion(), intent, "what do they ask me when i call", door={"told": "staff"})
    assert outcome.slots["answer_told"] == "e_what_info"
    stranger = run(AnswerQuestion(), intent, "what do they ask me when i call")
    assert stranger.slots.get("answer_told") != "e_what_info" or intent == "nlu_fallback"


@pytest.mark.parametrize("choice", ["utter_school_roles", "utter_school_card", "e_role_teacher", "e_talk"])
def test_every_choice_leads_somewhere(choice: str) -> None:
    assert run(AnswerQuestion(), "choose", entities={"choice": choice}).text


def test_a_choice_of_a_talk_that_is_over_asks_to_say_it_otherwise() -> None:
    assert "not have it right" in run(AnswerQuestion(), "choose", entities={"choice": "0-17"}).text


def test_more_after_the_first_steps_shows_what_staff_may_ask() -> None:
    assert "How to talk" in run(ShowMore(), "ask_more", slots=TOLD).options


@pytest.mark.parametrize(
    ("door", "slots"),
    [({}, {"answer_told": "e_missing"}), ({}, {"situation": {"asker_roles": ["family_or_friend"]}})],
)
def test_the_family_of_a_child_gets_no_steps_for_staff(door, slots) -> None:
    text = "he is back home thank god but with new phones and he wont talk"
    said = run(SchoolSteps(), "school_suspects", text, door=door, slots=slots)
    assert "SS 8572" not in said.text
    assert said.slots["answer_told"] == "s_child_other"


def test_staff_who_say_so_get_their_steps_though_a_child_was_told_of() -> None:
    said = run(
        SchoolSteps(),
        "school_suspects",
        "im her teacher",
        entities={"asker": "school_staff"},
        slots={"answer_told": "e_missing"},
    )
    assert "SS 8572" in said.text


def test_who_was_told_of_a_missing_child_at_the_door_is_surely_staff_to_get_their_steps() -> None:
    tracker = tracker_of(
        "school_student_disclosed", "her friend showed me an ad with her picture", door={"told": "other"}
    )
    tracker.latest_message["intent"]["confidence"] = 0.92
    heard = dispatched(lambda dispatcher: asyncio.run(SchoolSteps().run(dispatcher, tracker, {})))
    assert heard is not None
    assert "SS 8572" not in heard.text
    tracker.latest_message["intent"]["confidence"] = 0.97
    surely = dispatched(lambda dispatcher: asyncio.run(SchoolSteps().run(dispatcher, tracker, {})))
    assert surely is not None
    assert "SS 8572" in surely.text
