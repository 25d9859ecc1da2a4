import asyncio
import time

import httpx
import pytest

from bot.text.responses import Reply
from knowledge.safety.screen import Screening
from navigator_api.chat.circuit import Circuit
from navigator_api.chat.rasa_client import RasaClient
from navigator_api.chat.sessions import Conversation
from navigator_api.chat.turn import Turns

pytestmark = pytest.mark.anyio

CALM = Screening((), (), (), "self", False)
AGE_ONLY = Screening(("minor_at_risk",), (), (), "self", True)
LOWERED = Screening((), ("self_harm",), (), "self", False)


class Talk:
    """One conversation; `seen` is what the screen finds in the next message."""

    def __init__(self, responses, rasa_client, clock, language=None) -> None:
        self.responses = responses
        self.seen = CALM
        self.conversation = Conversation("random-id", language=language)
        self.turns = Turns(responses=responses, rasa=rasa_client, screen=lambda _text: self.seen, clock=clock)

    async def say(self, text, seen=CALM):
        self.seen = seen
        return await self.turns.answer(self.conversation, text, "sms")

    def reply(self, name, language="en") -> Reply:
        return self.responses.reply(name, language)


@pytest.fixture
async def talk(responses, rasa, clock):
    async with httpx.AsyncClient(timeout=None, trust_env=False) as http:
        client = RasaClient(http, rasa.url, Circuit(), deadline=0.4)
        yield Talk(responses, client, clock)


@pytest.fixture
async def english_talk(talk):
    talk.conversation.language = "en"
    return talk


async def test_a_question_goes_to_rasa_with_the_language(talk, rasa) -> None:
    turn = await talk.say("mi jefe no me paga")
    assert turn.replies == (Reply("An answer."),)
    assert turn.kind == "answer"
    assert rasa.received[0]["metadata"]["language"] == "es"
    assert rasa.received[0]["sender"] == "random-id"


async def test_rasa_may_switch_the_language_and_send_a_list(english_talk, rasa) -> None:
    rasa.answers = [{"text": "Claro."}, {"custom": {"language": "es"}}, {"custom": {"kind": "list"}}]
    assert (await english_talk.say("could you write spanish")).kind == "list"
    assert english_talk.conversation.language == "es"


@pytest.mark.parametrize("text", ["", "  ", "\x00\u200b"])
async def test_a_picture_gets_a_word_in_both_languages_from_a_stranger(text, talk, rasa) -> None:
    turn = await talk.say(text)
    assert turn.replies == (talk.reply("utter_no_text"), talk.reply("utter_no_text", "es"))
    talk.conversation.language = "es"
    assert (await talk.say(text)).replies == (talk.reply("utter_no_text", "es"),)
    assert rasa.received == []


@pytest.mark.parametrize("text", ["?", "🙏", "1"])
async def test_an_undecidable_stranger_is_greeted_in_both_languages_without_rasa(text, talk, rasa) -> None:
    turn = await talk.say(text)
    assert turn.replies == (talk.reply("utter_both_welcome"),)
    assert rasa.received == []


async def test_a_strangers_one_word_is_answered_under_the_greeting_in_both_languages(talk, rasa) -> None:
    options = [{"title": "Check it", "payload": "/ask_eligibility"}]
    rasa.answers = [{"text": "EHSD: 866-663-3225.", "buttons": options}, {"custom": {"kind": "list"}}]
    turn = await talk.say("calfresh")
    assert rasa.texts == ["calfresh"]
    assert turn.replies == (talk.reply("utter_both_welcome"),)
    assert [reply.text for reply in turn.pinned] == ["EHSD: 866-663-3225."]
    assert turn.kind == "list"
    await talk.say("1")
    assert rasa.texts[1].startswith("/ask_eligibility")


async def test_the_same_word_again_is_answered_without_the_greeting(talk, rasa) -> None:
    await talk.say("visa")
    turn = await talk.say("visa")
    assert (turn.replies, turn.pinned) == ((Reply("An answer."),), ())


async def test_an_answer_as_long_as_a_text_may_be_leaves_no_room_for_the_greeting(talk, rasa) -> None:
    rasa.answers = [{"text": "a" * 459}]
    assert (await talk.say("tcvap")).replies == (Reply("a" * 459),)


@pytest.mark.parametrize("name", ["utter_nonsense", "utter_rephrase", "utter_greet"])
async def test_a_word_that_says_nothing_gets_the_greeting_alone(name, talk, rasa) -> None:
    rasa.answers = [{"text": talk.reply(name).text}]
    turn = await talk.say("qwer")
    assert (turn.replies, turn.pinned) == ((talk.reply("utter_both_welcome"),), ())


async def test_a_strangers_word_gets_the_greeting_when_rasa_is_silent(talk, rasa) -> None:
    rasa.raw = b"[]"
    assert (await talk.say("visa")).replies == (talk.reply("utter_both_welcome"),)


async def test_a_page_in_spanish_needs_no_greeting_in_both(talk, rasa) -> None:
    talk.conversation.hint = "es"
    await talk.say("visa")
    assert rasa.received[0]["metadata"]["language"] == "es"
    await talk.say("my boss")
    assert rasa.received[1]["metadata"]["language"] == "en"


async def test_delete_forgets_and_says_so_in_the_words_language(talk, rasa) -> None:
    turn = await talk.say("BORRAR")
    assert turn.forget
    assert turn.replies == (talk.reply("utter_deleted", "es"),)
    assert rasa.received == []


@pytest.mark.parametrize(
    ("text", "language", "name", "expected"),
    [
        ("HELP", None, "utter_sms_help", "en"),
        ("HELP", "es", "utter_sms_help", "es"),
        ("AYUDA", "en", "utter_sms_help", "es"),
        ("INFO", None, "utter_sms_help", "en"),
        ("MENU", "es", "utter_menu", "es"),
        ("MENU", None, "utter_both_welcome", "en"),
        ("ENGLISH", "es", "utter_language_switched", "en"),
        ("ESPAÑOL", "en", "utter_language_switched", "es"),
    ],
)
async def test_keywords_answer_without_rasa(text, language, name, expected, talk, rasa) -> None:
    talk.conversation.language = language
    assert (await talk.say(text)).replies == (talk.reply(name, expected),)
    assert rasa.received == []


async def test_help_does_not_fix_a_stranger_to_english_but_ayuda_does_to_spanish(talk) -> None:
    await talk.say("HELP")
    assert talk.conversation.language is None
    await talk.say("AYUDA")
    assert talk.conversation.language == "es"


async def test_the_language_word_switches_for_good(english_talk, rasa) -> None:
    await english_talk.say("ESPAÑOL")
    await english_talk.say("T visa")
    assert rasa.received[0]["metadata"]["language"] == "es"


async def test_menu_asked_twice_by_a_stranger_shows_the_menu(talk) -> None:
    await talk.say("MENU")
    assert (await talk.say("MENU")).replies == (talk.reply("utter_menu"),)


async def test_a_number_picks_the_option_that_was_offered_last(english_talk, rasa) -> None:
    await english_talk.say("MENU")
    await english_talk.say("2")
    assert rasa.texts == ['/need_food_basics{"language": "en"}']


async def test_an_option_may_be_picked_by_its_words_in_any_case(english_talk, rasa) -> None:
    await english_talk.say("MENU")
    await english_talk.say("a place to SLEEP.")
    assert rasa.texts == ['/need_shelter{"language": "en"}']


async def test_what_an_option_stands_for_goes_to_rasa_with_the_language(talk, rasa) -> None:
    talk.conversation.language = "es"
    rasa.answers = [{"text": "?", "buttons": [{"title": "Nada", "payload": '/choose{"choice": "none"}'}]}]
    await talk.say("califico para algo")
    await talk.say("1")
    assert rasa.texts[1] == '/choose{"choice": "none", "language": "es"}'


async def test_rasa_is_told_the_door_and_that_staff_have_their_first_steps(english_talk, rasa) -> None:
    staff = Screening(("minor_at_risk",), (), (), "staff", False)
    await english_talk.say("a student told me", staff)
    assert rasa.received == []
    turn = await english_talk.say("she is 14, what happens next", staff)
    assert rasa.received[0]["metadata"] == {"door": "sms", "language": "en", "told": "staff"}
    assert turn.pinned == (english_talk.reply("utter_safety_short"),)


MINOR = Screening(("minor_at_risk",), (), (), "self", False)


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (MINOR, "minor"),
        (Screening(("immediate_danger", "minor_at_risk"), (), (), "self", False), "minor"),
        (Screening(("minor_at_risk",), (), (), "other", False), "other"),
        (Screening(("self_harm",), (), (), "self", False), None),
    ],
)
async def test_rasa_is_told_who_got_the_numbers_for_a_minor_at_the_door(
    seen, told, english_talk, rasa
) -> None:
    await english_talk.say("something", seen)
    await english_talk.say("where can i sleep")
    assert rasa.received[-1]["metadata"].get("told") == told


async def test_staff_stay_staff_whatever_they_write_later(english_talk, rasa) -> None:
    await english_talk.say("a student told me", Screening(("minor_at_risk",), (), (), "staff", False))
    await english_talk.say(
        "she cut herself", Screening(("self_harm", "minor_at_risk"), (), (), "other", False)
    )
    await english_talk.say("what do i say to her")
    assert rasa.received[-1]["metadata"]["told"] == "staff"


async def test_rasa_hears_once_that_a_minor_writes_and_anew_after_it_was_made_to_forget(
    english_talk, rasa
) -> None:
    told = '/provide_age{"under_18": "true"}'
    await english_talk.say("im 17 and ran away", MINOR)
    await english_talk.say("where can i sleep")
    await english_talk.say("and eat")
    assert rasa.texts == [told, "where can i sleep", "and eat"]
    await english_talk.say("he has a gun", Screening(("immediate_danger",), (), (), "self", False))
    await english_talk.say("where can i go")
    assert [text for text in rasa.texts if text != "/restart"][3:] == [told, "where can i go"]


async def test_somebody_elses_age_is_not_taken_for_the_writers(english_talk, rasa) -> None:
    await english_talk.say("my friend is 16", Screening(("minor_at_risk",), (), (), "other", False))
    await english_talk.say("where can i sleep")
    assert rasa.texts == ["where can i sleep"]


def asked(*titles: str, once: bool = False) -> list[dict]:
    buttons = [{"title": title, "payload": f'/choose{{"choice": "{title}"}}'} for title in titles]
    return [{"text": "?", "buttons": buttons}, *([{"custom": {"options": "once"}}] * once)]


@pytest.mark.parametrize("text", ["2", "2.", "#2", "option 2", "la 2", "2 Food", "(2) food", "FOOD"])
async def test_an_option_may_be_named_by_number_words_or_both(text, english_talk, rasa) -> None:
    rasa.answers = asked("Bed", "Food")
    await english_talk.say("where")
    await english_talk.say(text)
    assert rasa.texts[1].startswith('/choose{"choice": "Food"')


@pytest.mark.parametrize("text", ["2 Bed", "1 2", "2 kids"])
async def test_more_than_an_option_is_a_text(text, english_talk, rasa) -> None:
    rasa.answers = asked("Bed", "Food")
    await english_talk.say("where")
    await english_talk.say(text)
    assert rasa.texts[1] == text


async def test_words_of_a_question_answer_that_question_and_no_later_one(english_talk, rasa) -> None:
    """A "no se" to a question without options must not pick what an earlier question offered."""
    rasa.answers = asked("Yes", "Not sure", once=True)
    await english_talk.say("do i qualify")
    rasa.answers = [{"text": "What age?"}, {"custom": {"options": "once"}}]
    await english_talk.say("not sure")
    await english_talk.say("not sure")
    assert rasa.texts[1].startswith("/choose")
    assert rasa.texts[2] == "not sure"


async def test_a_number_is_itself_when_nothing_was_offered_or_it_is_too_high(english_talk, rasa) -> None:
    await english_talk.say("2")
    rasa.answers = [{"text": "Which?", "buttons": [{"title": "Bed"}, {"title": "Food"}]}]
    await english_talk.say("where")
    await english_talk.say("3")
    await english_talk.say("2.")
    await english_talk.say("0")
    assert rasa.texts == ["2", "where", "3", "Food", "0"]


async def test_an_answer_without_options_takes_the_old_ones_away(english_talk, rasa) -> None:
    await english_talk.say("MENU")
    await english_talk.say("1")
    await english_talk.say("1")
    assert rasa.texts[1] == "1"


@pytest.mark.parametrize(
    ("text", "sent"),
    [("/restart", "restart"), ('/greet{"x":1}', 'greet{"x":1}'), ("EXTERNAL: /restart", "restart")],
)
async def test_nobody_drives_rasa_from_a_phone(text, sent, english_talk, rasa) -> None:
    await english_talk.say(text)
    assert rasa.texts == [sent]


async def test_an_option_cannot_carry_a_command_either(english_talk, rasa) -> None:
    rasa.answers = [{"text": "Which?", "buttons": [{"title": "/restart"}]}]
    await english_talk.say("where")
    await english_talk.say("1")
    assert rasa.texts[1] == "restart"


async def test_slashes_alone_get_the_menu(english_talk, rasa) -> None:
    assert (await english_talk.say("//")).replies == (english_talk.reply("utter_menu"),)
    assert rasa.received == []


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


async def test_an_age_is_answered_by_rasa_with_the_numbers_after_it(english_talk, rasa) -> None:
    turn = await english_talk.say("im 16 need food", AGE_ONLY)
    assert turn.replies == (Reply("An answer."),)
    assert turn.pinned == (english_talk.reply("utter_safety_short"),)


async def test_an_age_gets_the_full_answer_for_minors_when_rasa_fails(english_talk, rasa) -> None:
    rasa.raw = b"[]"
    turn = await english_talk.say("im 16 need food", AGE_ONLY)
    assert turn.replies == (english_talk.reply("utter_safety_minor"),)
    assert turn.kind == "crisis"


async def test_a_lowered_cue_keeps_the_numbers(english_talk) -> None:
    turn = await english_talk.say("i am not suicidal", LOWERED)
    assert turn.pinned == (english_talk.reply("utter_safety_short"),)


@pytest.mark.parametrize(
    ("language", "name", "expected"),
    [
        ("en", "utter_unavailable", "en"),
        ("es", "utter_unavailable", "es"),
        (None, "utter_both_unavailable", "en"),
    ],
)
async def test_a_silent_rasa_is_answered_for(language, name, expected, talk, rasa) -> None:
    rasa.raw = b"[]"
    talk.conversation.language = language
    turn = await talk.say("T visa")
    assert turn.replies == (talk.reply(name, expected),)
    assert turn.kind == "fallback"


async def test_one_senders_messages_reach_rasa_in_order(english_talk, rasa) -> None:
    await asyncio.gather(*(english_talk.say(f"question number {n}") for n in "abcdef"))
    assert rasa.texts == [f"question number {n}" for n in "abcdef"]


async def test_waiting_for_the_message_before_counts_against_the_deadline(english_talk, rasa) -> None:
    rasa.hang()
    started = time.monotonic()
    turns = await asyncio.gather(*(english_talk.say("where can i sleep") for _ in range(4)))
    assert {turn.kind for turn in turns} == {"fallback"}
    assert time.monotonic() - started < 0.9


async def test_a_mistake_of_ours_still_leaves_numbers(talk, responses, rasa, clock) -> None:
    def broken(_text):
        raise RuntimeError

    turns = Turns(responses=responses, rasa=None, screen=broken, clock=clock)
    turn = await turns.answer(talk.conversation, "he has a gun", "chat")
    assert turn.replies == (talk.reply("utter_both_unavailable"),)
