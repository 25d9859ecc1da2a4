import pytest

pytestmark = pytest.mark.anyio


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
