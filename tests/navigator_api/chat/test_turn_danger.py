import asyncio
import time

import pytest

from knowledge.safety.screen import Screening
from navigator_api.chat.turn import Turns

pytestmark = pytest.mark.anyio

LOWERED = Screening((), ("self_harm",), (), "self", False)


async def test_danger_is_answered_at_once_without_rasa(talk, rasa) -> None:
    rasa.hang()
    started = time.monotonic()
    turn = await talk.say("he has a gun", Screening(("immediate_danger",), (), (), "self", False))
    assert turn.replies == (talk.reply("utter_safety_immediate_danger"),)
    assert turn.kind == "crisis"
    assert time.monotonic() - started < 0.2
    assert rasa.received == []


async def test_danger_does_not_wait_for_an_earlier_question(english_talk, rasa) -> None:
    rasa.hang()
    slow = asyncio.create_task(english_talk.say("where can i sleep"))
    await asyncio.sleep(0.05)
    started = time.monotonic()
    turn = await english_talk.say("he has a gun", Screening(("immediate_danger",), (), (), "self", False))
    assert turn.kind == "crisis"
    assert time.monotonic() - started < 0.2
    await slow


async def test_danger_is_answered_in_the_language_of_that_very_message(english_talk) -> None:
    turn = await english_talk.say("ayudame ya", Screening(("immediate_danger",), (), (), "self", False))
    assert turn.replies == (english_talk.reply("utter_safety_immediate_danger", "es"),)
    assert english_talk.conversation.language == "en"


async def test_the_same_danger_again_is_short_until_ten_minutes_have_passed(english_talk, clock) -> None:
    seen = Screening(("self_harm",), (), (), "self", False)
    assert (await english_talk.say("i want to die", seen)).replies[0] == english_talk.reply(
        "utter_safety_self_harm"
    )
    clock.now += 599
    assert (await english_talk.say("i want to die", seen)).replies[0] == english_talk.reply(
        "utter_safety_short"
    )
    clock.now += 1
    assert (await english_talk.say("i want to die", seen)).replies[0] == english_talk.reply(
        "utter_safety_self_harm"
    )


async def test_a_watched_writer_gets_one_neutral_line_and_is_forgotten(english_talk, rasa) -> None:
    turn = await english_talk.say("he is here", Screening(("cannot_talk",), (), (), "self", False))
    assert turn.replies == (english_talk.reply("utter_safety_cannot_talk"),)
    assert turn.forget
    assert rasa.received == []


async def test_a_denied_or_figurative_danger_does_not_alarm_under_a_calm_answer(english_talk) -> None:
    seen = Screening((), ("immediate_danger",), (), "self", False)
    assert (await english_talk.say("my boss will kill me if i am late, any job training", seen)).pinned == ()


async def test_a_lowered_wish_to_die_keeps_the_numbers(english_talk) -> None:
    turn = await english_talk.say("i am not suicidal", LOWERED)
    assert turn.pinned == (english_talk.reply("utter_safety_short"),)


async def test_a_mistake_of_ours_still_leaves_numbers(talk, responses, rasa, clock) -> None:
    def broken(_text, later):
        raise RuntimeError

    turns = Turns(responses=responses, rasa=None, screen=broken, clock=clock, unanswered=lambda *_: None)
    turn = await turns.answer(talk.conversation, "he has a gun", "chat")
    assert turn.replies == (talk.reply("utter_both_unavailable"),)
