import pytest

from actions.collaborators import rules
from actions.interview import MOST_QUESTIONS
from tests.actions.screening_talk import Talk


@pytest.mark.parametrize("skip", ["skip", "no se", "saltar", "idk"])
def test_whoever_skips_the_first_question_is_asked_about_all(skip: str) -> None:
    talk = Talk("do i qualify")
    talk.say(skip)
    assert len(talk.slots["interview"]["services"]) > 5
    assert talk.question != "choose"


@pytest.mark.parametrize("text", ["1 3", "la 3, y tambien la 1"])
def test_several_topics_may_be_chosen_at_once(text: str) -> None:
    talk = Talk("do i qualify")
    talk.say(text)
    assert {"calworks", "medi_cal"} <= set(talk.slots["interview"]["services"])


def test_thanks_in_a_sentence_end_the_questions_and_a_short_one_may_be_an_answer() -> None:
    talk = Talk("do i qualify")
    assert talk.say("thanks thats more than anyone told me", "thank") is None
    assert "did not catch" in talk.say("ty", "thank").text


def test_several_answers_are_none_where_one_is_asked_for() -> None:
    talk = Talk("do i qualify")
    talk.say("6")
    assert talk.question == "place_now"
    assert "did not catch" in talk.say("1 2").text


@pytest.mark.parametrize(
    ("text", "intent", "entities", "fact"),
    [
        ("adult", "provide_age", {"under_18": "false"}, ("age_now", [18, 120])),
        ("i'm 24", "provide_age", {"age": "24"}, ("age_now", 24)),
    ],
)
def test_a_fact_that_answers_another_question_is_noted_and_the_open_one_put_again(
    text: str, intent: str, entities: dict[str, str], fact: tuple[str, object]
) -> None:
    talk = Talk("do i qualify")
    talk.say("6")
    for _ in range(3):
        told = talk.say(text, intent, **entities)
        assert told.text.startswith("OK, noted.")
        assert talk.question == "place_now"
    assert talk.facts[fact[0]] == fact[1]


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("im 43 and i clean houses", "provide_age", {"age": "43"}),
        ("contra costa", "provide_county", {"county": "contra_costa"}),
    ],
)
def test_a_fact_in_place_of_a_choice_begins_with_all_of_it(
    text: str, intent: str, entities: dict[str, str]
) -> None:
    talk = Talk("do i qualify")
    told = talk.say(text, intent, **entities)
    assert told.text.startswith("OK, noted.")
    assert "What would you like to check" not in told.text
    assert talk.question not in ("choose", None)


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("no tengo papeles", {"immigration_step": "no_papers"}),
        ("i have papers", {}),
        ("i dont got papers", {}),
    ],
)
def test_having_papers_or_none_is_no_choice_of_a_lawyer(text: str, entities: dict[str, str]) -> None:
    talk = Talk("do i qualify")
    talk.say(text, "provide_immigration_status", **entities)
    assert talk.question == "choose"
    assert "with or without papers" in talk.last.text


def test_what_is_told_of_a_visa_is_no_program_to_check() -> None:
    talk = Talk("do i qualify, my u visa is pending", immigration_step="u_filed")
    assert talk.question == "choose"
    assert talk.facts["immigration_steps"] == ["u_filed"]
    talk.say("actually its a t visa", "provide_immigration_status", immigration_step="t_visa")
    assert talk.facts["immigration_steps"] == ["t_filed"]
    assert talk.question == "choose"


@pytest.mark.parametrize("text", ["oh wait i meant 3", "sorry, health", "no espere, salud"])
def test_a_correction_may_choose_another_topic(text: str) -> None:
    talk = Talk("do i qualify")
    talk.say("1")
    talk.say(text, "deny")
    assert talk.slots["interview"]["services"][0] == "medi_cal"
    assert "noted" in talk.last.text


def test_a_correction_of_what_was_told_along_the_way_is_taken() -> None:
    talk = Talk("am i eligible for medi-cal", county="contra_costa")
    question = talk.question
    talk.say("no wait alameda", "cannot_talk_now", county="alameda")
    assert talk.facts["place_now"] == "alameda"
    assert talk.question == question


@pytest.mark.parametrize("text", ["wait he is coming back and i am 16", "no wait he is here"])
def test_danger_that_begins_like_a_correction_is_none(text: str) -> None:
    assert Talk("do i qualify").say(text, "immediate_danger", age="16") is None


@pytest.mark.parametrize("text", ["por que me preguntas eso", "why are you asking me that"])
def test_why_may_be_asked_in_a_sentence_that_was_read_as_something_else(text: str) -> None:
    talk = Talk("can i get calworks")
    why = rules().fields.by_id[talk.question].why.en
    assert talk.say(text, "ask_capabilities").text.startswith(why)


def test_why_at_the_last_question_does_not_end_the_talk() -> None:
    talk = Talk("do i qualify")
    talk.say("6")
    while len(talk.slots["interview"]["asked"]) < MOST_QUESTIONS["sms"]:
        talk.say("skip")
    question = talk.question
    talk.say("why")
    assert (talk.over, talk.question) == (False, question)
    talk.say("purple")
    assert (talk.over, talk.question) == (False, question)


@pytest.mark.parametrize(
    ("text", "intent"), [("no quiero policia", "nlu_fallback"), ("si me deportan?", "affirm")]
)
def test_what_begins_with_a_yes_or_no_and_asks_something_is_answered(text: str, intent: str) -> None:
    talk = Talk("do i qualify", language="es")
    talk.say("4")
    while talk.question != "safe_check":
        talk.say("1")
    told = talk.say(text, intent)
    assert talk.question == "safe_check"
    assert talk.slots["interview"]["private_ok"] is None
    assert told.options == ["Seguir", "Ya basta"]
    assert told.slots["answer_told"]


@pytest.mark.parametrize(("word", "ends"), [("yes", False), ("no", True), ("si", False)])
def test_a_yes_to_going_on_is_no_answer_to_the_question(word: str, ends: bool) -> None:
    talk = Talk("am i eligible for medi-cal")
    question = talk.question
    talk.say("can men get help too", "nlu_fallback")
    talk.say(word, "affirm")
    assert talk.over == ends
    if not ends:
        assert talk.question == question
        assert question not in talk.facts


def test_a_question_without_an_answer_is_no_failed_try() -> None:
    talk = Talk("do i qualify", language="es")
    for _ in range(3):
        assert "866-663-3225" in talk.say("y cuanto dinero dan", "nlu_fallback").text
    assert talk.question == "choose"


def test_asking_again_what_there_is_puts_the_question_again() -> None:
    talk = Talk("do i qualify")
    assert (
        "There may be something" in talk.say("is there anything for someone like me", "ask_eligibility").text
    )
    assert talk.question == "choose"
    talk.say("1")
    talk.say("what about calfresh", "ask_eligibility")
    assert list(talk.slots["interview"]["services"]) == ["cfap"]


@pytest.mark.parametrize("text", ["necesito albergue", "i need a bed tonight", "can you get me a lawyer"])
def test_a_need_that_names_a_topic_is_no_choice_of_it(text: str) -> None:
    talk = Talk("do i qualify")
    assert talk.say(text, "need_shelter") is None
    talk.say("food and cash please", "need_food_basics")
    assert talk.question != "choose"


def test_the_door_is_told_that_words_answer_this_question_only() -> None:
    talk = Talk("do i qualify")
    assert talk.last.notes["options"] == "once"
    talk.say("enough")
    assert talk.last.notes["options"] == "once"


@pytest.mark.parametrize(
    "text",
    [
        "i would rather not say that one",
        "esa prefiero no contestarla",
        "i dont wanna say that",
        "eso no quiero decirlo",
    ],
)
def test_a_question_may_be_skipped_in_a_sentence(text: str) -> None:
    talk = Talk("do i qualify")
    talk.say("2", "choose")
    before = talk.question
    assert talk.say(text, "deny") is not None
    assert talk.question != before


def test_a_choice_may_stand_beside_an_excuse_and_a_fact() -> None:
    talk = Talk("do i qualify")
    talk.say("sorry 2. im 31", "provide_age", age="31")
    assert talk.question != "choose"
    assert talk.facts["age_now"] == 31


def test_a_step_on_a_visa_told_in_a_question_is_noted() -> None:
    talk = Talk("do i qualify")
    talk.say("2", "choose")
    said = talk.say(
        "i filed for a u visa, does that matter here", "provide_immigration_status", immigration_step="u_visa"
    )
    assert said is not None
    assert "with or without papers" in said.text
