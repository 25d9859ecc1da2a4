"""What is said after danger was answered: the answer of before decides, not what a short text is read as."""

import pytest

from bot.text.responses import Reply
from knowledge.safety.screen import WORDS, Screening, Signal
from navigator_api.chat import after, crisis

pytestmark = pytest.mark.anyio


def plain(cls: str, speaker="self") -> Screening:
    return Screening((cls,), (), (Signal("cue", cls, "en", lowered=False),), speaker, False)


def surmised(cls: str) -> Screening:
    return Screening((cls,), (), (Signal(WORDS, cls, "both", lowered=False),), "self", False)


DANGERS = [
    (plain("immediate_danger"), "utter_safety_after_danger"),
    (plain("self_harm"), "utter_safety_after_self_harm"),
    (plain("self_harm", "other"), "utter_safety_after_self_harm_other"),
    (plain("medical"), "utter_safety_after_medical"),
    (plain("minor_at_risk"), "utter_safety_after_minor"),
    (plain("minor_at_risk", "other"), "utter_safety_after_minor_other"),
]


@pytest.mark.parametrize("small", ["utter_goodbye", "utter_capabilities", "utter_rephrase", "utter_deny"])
@pytest.mark.parametrize(("seen", "name"), DANGERS)
async def test_news_that_rasa_takes_for_small_talk_gets_what_fits_the_danger(
    seen, name, small, english_talk, rasa
) -> None:
    await english_talk.say("something happened", seen)
    rasa.answers = [{"text": english_talk.reply(small).text}]
    turn = await english_talk.say("hes gone i think")
    assert (turn.replies, turn.kind) == ((english_talk.reply(name),), "crisis")


async def test_a_question_after_danger_gets_its_answer(english_talk, rasa) -> None:
    await english_talk.say("he hit me", plain("immediate_danger"))
    assert (await english_talk.say("can i get a restraining order")).replies == (Reply("An answer."),)


async def test_said_again_it_is_the_short_form(english_talk, rasa) -> None:
    await english_talk.say("he hit me", plain("immediate_danger"))
    rasa.answers = [{"text": english_talk.reply("utter_deny").text}]
    names = [(await english_talk.say("i dont know")).replies for _ in range(3)]
    long, short = english_talk.reply("utter_safety_after_danger"), english_talk.reply(crisis.SHORT)
    assert names == [(long,), (short,), (long,)]


async def test_words_that_only_sound_urgent_go_on_about_the_danger_before(english_talk, rasa) -> None:
    await english_talk.say("my friend took pills", plain("medical", "other"))
    turn = await english_talk.say("they are taking her to the er", surmised("immediate_danger"))
    assert turn.replies == (english_talk.reply("utter_safety_after_medical"),)
    assert rasa.received == []


@pytest.mark.parametrize("seen", [plain("immediate_danger"), surmised("self_harm")])
async def test_a_new_danger_after_another_is_answered_in_full(seen, english_talk) -> None:
    await english_talk.say("i am bleeding", plain("medical"))
    turn = await english_talk.say("something else", seen)
    assert turn.replies[0].text in {english_talk.reply(name).text for name in crisis.FULL}


async def test_rasa_tells_who_left_and_who_came_where_only_the_words_sound_watched(
    english_talk, rasa
) -> None:
    rasa.answers = [{"text": english_talk.reply(after.FREE).text}]
    turn = await english_talk.say("ok he left", surmised("cannot_talk"))
    assert (turn.replies, turn.forget) == ((english_talk.reply(after.FREE),), False)
    rasa.answers = [{"text": english_talk.reply(crisis.CANNOT_TALK).text}]
    turn = await english_talk.say("he came", surmised("cannot_talk"))
    assert (turn.replies, turn.forget) == ((english_talk.reply(crisis.CANNOT_TALK),), True)


async def test_who_left_after_a_danger_gets_what_fits_that_danger(english_talk, rasa) -> None:
    await english_talk.say("he has a bat", plain("immediate_danger"))
    rasa.answers = [{"text": english_talk.reply(after.FREE).text}]
    turn = await english_talk.say("hes gone i think", surmised("cannot_talk"))
    assert turn.replies == (english_talk.reply("utter_safety_after_danger"),)


async def test_a_watched_word_is_answered_when_rasa_is_down(english_talk, rasa) -> None:
    rasa.raw = b"[]"
    turn = await english_talk.say("not now", surmised("cannot_talk"))
    assert (turn.replies, turn.forget) == ((english_talk.reply(crisis.CANNOT_TALK),), True)


async def test_danger_that_only_rasa_saw_is_a_danger_too(english_talk, rasa) -> None:
    rasa.answers = [{"text": english_talk.reply("utter_safety_immediate_danger").text}]
    assert (await english_talk.say("worded as nobody foresaw")).kind == "crisis"
    rasa.answers = [{"text": english_talk.reply("utter_goodbye").text}]
    turn = await english_talk.say("it stopped")
    assert turn.replies == (english_talk.reply("utter_safety_after_danger"),)


async def test_a_talk_on_danger_is_not_told_what_a_text_costs(english_talk) -> None:
    await english_talk.say("he hit me", plain("immediate_danger"))
    assert english_talk.conversation.disclosed


def test_every_danger_but_the_staffs_and_the_watched_has_what_goes_after_it(responses) -> None:
    assert crisis.FULL - after.NEXT.keys() == {crisis.STAFF, crisis.CANNOT_TALK, crisis.WATCHED}
    assert not after.RESPONSES - responses.names


@pytest.mark.parametrize("text", ["shes texting now, at a motel w him", "le digo que me espere ahi?"])
async def test_news_of_a_missing_child_is_never_taken_for_a_watched_writer(text, talk, rasa) -> None:
    await talk.say("my daughter is gone", plain("minor_at_risk", "other"))
    turn = await talk.say(text, surmised("cannot_talk"))
    assert turn.replies == (talk.reply("utter_safety_after_minor_other", talk.conversation.language),)
    assert {"911", "800-843-5678"} <= set(turn.replies[0].text.replace(",", "").split())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("i cant call he can hear me", "utter_safety_danger_and_watched"),
        ("no puedo llamar me oyen", "utter_safety_danger_and_watched"),
        ("cant talk hes back", "utter_safety_cannot_talk"),
    ],
)
async def test_who_is_held_and_cannot_call_is_told_of_texts(text, name, english_talk, rasa) -> None:
    await english_talk.say("he locked me in", plain("immediate_danger"))
    turn = await english_talk.say(text, plain("cannot_talk"))
    assert turn.replies[0].text in {english_talk.reply(name).text, english_talk.reply(name, "es").text}


async def test_the_same_where_rasa_alone_hears_it(english_talk, rasa) -> None:
    await english_talk.say("he locked me in", plain("immediate_danger"))
    rasa.answers = [{"text": english_talk.reply("utter_safety_cannot_talk").text}]
    turn = await english_talk.say("if i call he will hear", surmised("cannot_talk"))
    assert turn.replies == (english_talk.reply("utter_safety_danger_and_watched"),)


@pytest.mark.parametrize(
    ("seen", "name"),
    [
        (plain("immediate_danger"), "utter_good_news"),
        (plain("self_harm"), "utter_safety_after_self_harm"),
        (plain("medical"), "utter_safety_after_medical"),
    ],
)
async def test_good_news_after_danger_is_said_so_but_not_to_who_is_hurt(
    seen, name, english_talk, rasa
) -> None:
    await english_talk.say("something happened", seen)
    rasa.answers = [{"text": english_talk.reply("utter_good_news").text}]
    assert (await english_talk.say("im ok now")).replies == (english_talk.reply(name),)
