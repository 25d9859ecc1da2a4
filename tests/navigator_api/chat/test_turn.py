import asyncio
import time

import pytest

from bot.text.responses import Reply

pytestmark = pytest.mark.anyio


async def test_a_question_goes_to_rasa_with_the_language(talk, rasa) -> None:
    turn = await talk.say("mi jefe no me paga")
    assert turn.replies == (Reply("An answer."),)
    assert turn.kind == "answer"
    assert rasa.received[0]["metadata"]["language"] == "es"
    assert rasa.received[0]["sender"] == "random-id"


async def test_rasa_may_switch_the_language_and_send_a_list(english_talk, rasa) -> None:
    await english_talk.say("hello there")
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
    (reply,) = turn.replies
    assert reply.text == f"{talk.reply('utter_both_hello').text}\nEHSD: 866-663-3225."
    assert turn.kind == "answer"
    assert talk.conversation.disclosed
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


async def test_slashes_alone_get_the_menu(english_talk, rasa) -> None:
    assert (await english_talk.say("//")).replies == (english_talk.reply("utter_menu"),)
    assert rasa.received == []


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


async def test_a_first_answer_takes_two_segments_where_later_ones_may_take_three(english_talk, rasa) -> None:
    rasa.answers = [{"text": "A list."}, {"custom": {"kind": "list"}}]
    assert (await english_talk.say("where can i sleep")).kind == "answer"
    assert (await english_talk.say("and eat")).kind == "list"


async def test_a_question_with_its_choices_keeps_them_in_a_first_answer(english_talk, rasa) -> None:
    buttons = [{"title": title} for title in ("Food", "Money")]
    rasa.answers = [{"text": "Which?", "buttons": buttons}, {"custom": {"kind": "list"}}]
    assert (await english_talk.say("do i qualify")).kind == "list"


async def test_who_asks_from_another_phone_hears_no_more_than_that_whatever_they_ask(talk, rasa) -> None:
    refused = talk.reply("utter_not_told", "es")
    rasa.answers = [{"text": refused.text}]
    await talk.say("soy su esposo, que les estuvo escribiendo ella")
    rasa.answers = [{"text": "Bay Area Legal Aid"}]
    for text in ("es mi mujer tengo derecho", "los voy a demandar"):
        assert (await talk.say(text)).replies == (refused,)
    assert "/restart" in rasa.texts


async def test_who_asks_from_another_phone_may_hear_how_to_erase_and_stays_who_they_are(talk, rasa) -> None:
    refused, erase = (talk.reply(name, "es") for name in ("utter_not_told", "utter_delete_history"))
    rasa.answers = [{"text": refused.text}]
    await talk.say("soy su esposo, que les estuvo escribiendo ella")
    rasa.answers = [{"text": erase.text}]
    assert (await talk.say("ya soy yo, como borro esto")).replies == (erase,)
    rasa.answers = [{"text": "Bay Area Legal Aid"}]
    assert (await talk.say("y que abogado le dieron")).replies == (refused,)
