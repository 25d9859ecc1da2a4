import pytest

from bot.text.responses import Reply
from knowledge.safety.screen import Screening, Signal

pytestmark = pytest.mark.anyio

AGE_ONLY = Screening(("minor_at_risk",), (), (), "self", True)


async def test_rasa_is_told_the_door_and_that_staff_have_their_first_steps(english_talk, rasa) -> None:
    staff = Screening(("minor_at_risk",), (), (), "staff", False)
    await english_talk.say("a student told me", staff)
    assert rasa.received == []
    turn = await english_talk.say("she is 14, what happens next", staff)
    known = {"door": "sms", "language": "en", "told": "staff", "later": "true"}
    assert rasa.received[0]["metadata"] == known
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


async def test_an_age_is_answered_by_rasa_with_the_numbers_after_it(english_talk, rasa) -> None:
    turn = await english_talk.say("im 16 need food", AGE_ONLY)
    assert turn.replies == (Reply("An answer."),)
    assert turn.pinned == (english_talk.reply("utter_safety_short"),)


async def test_an_age_gets_the_full_answer_for_minors_when_rasa_fails(english_talk, rasa) -> None:
    rasa.raw = b"[]"
    turn = await english_talk.say("im 16 need food", AGE_ONLY)
    assert turn.replies == (english_talk.reply("utter_safety_minor"),)
    assert turn.kind == "crisis"


async def test_an_age_alone_is_answered_as_to_a_young_person(english_talk, rasa) -> None:
    rasa.answers = [{"text": english_talk.reply("utter_provide_age_minor").text}]
    turn = await english_talk.say("im 17", AGE_ONLY)
    assert turn.replies == (english_talk.reply("utter_safety_minor_age"),)
    assert turn.pinned == ()


async def test_numbers_are_not_said_twice(english_talk, rasa) -> None:
    rasa.answers = [{"text": "Call or text 988, any hour."}]
    assert (await english_talk.say("im 16 and want to talk", AGE_ONLY)).pinned == ()


HERE_WITH_ME = Screening(
    ("cannot_talk",), (), (Signal("quiet.present.en", "cannot_talk", "en", lowered=False),), "self", False
)


async def test_staff_whose_steps_rasa_gave_are_staff_at_the_door(english_talk, rasa) -> None:
    rasa.answers = [{"text": english_talk.reply("utter_school_student_disclosed").text}]
    await english_talk.say("one of my kids told me something")
    rasa.answers = [{"text": "An answer."}]
    turn = await english_talk.say("she is here with me", HERE_WITH_ME)
    assert (turn.replies, turn.forget) == ((Reply("An answer."),), False)
    assert rasa.received[-1]["metadata"]["told"] == "staff"


async def test_a_friends_word_that_the_child_is_there_is_no_sign_of_being_watched(english_talk, rasa) -> None:
    await english_talk.say("my niece is 15 and", Screening(("minor_at_risk",), (), (), "other", False))
    turn = await english_talk.say("she is here with me", HERE_WITH_ME)
    assert turn.replies == (Reply("An answer."),)


async def test_a_watched_writer_whom_nothing_tells_to_be_another_is_left_alone(english_talk, rasa) -> None:
    turn = await english_talk.say("she is here with me", HERE_WITH_ME)
    assert (turn.replies, turn.forget) == ((english_talk.reply("utter_safety_cannot_talk"),), True)


async def test_staff_who_are_listened_to_are_left_alone(english_talk) -> None:
    plain = Signal("quiet.listening.en", "cannot_talk", "en", lowered=False)
    await english_talk.say("a student told me", Screening(("minor_at_risk",), (), (), "staff", False))
    turn = await english_talk.say("cant talk", Screening(("cannot_talk",), (), (plain,), "self", False))
    assert turn.replies == (english_talk.reply("utter_safety_cannot_talk"),)


async def test_an_age_told_bare_is_kept_through_danger(english_talk, rasa) -> None:
    rasa.answers = [{"text": english_talk.reply("utter_provide_age_minor").text}]
    await english_talk.say("im 16", AGE_ONLY)
    turn = await english_talk.say("he hit me", Screening(("immediate_danger",), (), (), "self", False))
    assert turn.replies == (english_talk.reply("utter_safety_minor_danger"),)
    await english_talk.say("where can i sleep")
    told = [text for text in rasa.texts if text != "/restart"]
    assert told[-2:] == ['/provide_age{"under_18": "true"}', "where can i sleep"]


async def test_staff_whose_student_is_in_danger_are_staff_from_then_on(english_talk, rasa) -> None:
    seen = Screening(("immediate_danger", "minor_at_risk"), (), (), "staff", False)
    await english_talk.say("teacher here, a man waits for my student outside", seen)
    await english_talk.say("can i hug her")
    assert rasa.received[-1]["metadata"]["told"] == "staff"


async def test_an_adults_age_ends_what_was_said_of_a_child(english_talk, rasa) -> None:
    await english_talk.say("a girl came to my house", Screening(("minor_at_risk",), (), (), "other", False))
    rasa.answers = [{"text": english_talk.reply("utter_provide_age").text}]
    adult = english_talk.reply("utter_safety_after_adult_other")
    assert (await english_talk.say("she says 20")).replies == (adult,)
    assert (english_talk.conversation.danger, english_talk.conversation.told) == (None, None)


async def test_an_adults_age_takes_nothing_from_staff(english_talk, rasa) -> None:
    await english_talk.say("a student told me", Screening(("minor_at_risk",), (), (), "staff", False))
    rasa.answers = [{"text": english_talk.reply("utter_provide_age").text}]
    await english_talk.say("her cousin is 20")
    assert english_talk.conversation.told == "staff"


async def test_an_age_beside_a_question_makes_the_writer_a_minor_from_the_next_one_on(
    english_talk, rasa
) -> None:
    await english_talk.say("im 17 where can i sleep", AGE_ONLY)
    assert rasa.texts == ["im 17 where can i sleep"]
    await english_talk.say("and eat")
    assert rasa.texts[1:] == ['/provide_age{"under_18": "true"}', "and eat"]
    assert rasa.received[-1]["metadata"]["told"] == "minor"
