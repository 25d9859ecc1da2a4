import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_question import AnswerQuestion, choose, follow
from actions.collaborators import questions
from actions.tables import answer_rows
from bot.text.segments import measure
from tests.actions.turns import run, tracker_of
from tests.facts import number


@pytest.mark.parametrize(
    ("intent", "text", "expected"),
    [
        ("ask_tcvap", "how long does tcvap last", "n_tcvap_clock"),
        ("ask_tcvap", "cuanto dura el tcvap?", "n_tcvap_clock"),
        ("ask_tcvap", "can my sister get help too", "s_family"),
        ("ask_tcvap", "tell me", "s_tcvap_who"),
        ("ask_mandated_reporter", "what happens if i dont report it", "e_penalty"),
        ("ask_mandated_reporter", "q pasa si no lo reporto", "e_penalty"),
        ("ask_immigration_risk", "ice is at the door", "s_ice"),
        ("ask_labor_trafficking", "the farm contractor keeps our ids", "s_boss_immigration"),
        ("need_search_recovery", "my niece ran away from her group home", "e_missing"),
        ("ask_privacy_confidentiality", "who reads this", "s_line_keeps"),
    ],
)
def test_the_answer_nearest_in_meaning_or_the_intents_own(intent: str, text: str, expected: str) -> None:
    assert choose(answer_rows()[intent], text) == expected


def test_what_was_not_understood_gets_an_answer_only_when_it_is_very_near() -> None:
    row = answer_rows()["nlu_fallback"]
    assert choose(row, "what is a u visa") == "s_u_visa"
    assert choose(row, "blue seven tomorrow maybe") == "utter_rephrase"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("intent", sorted(answer_rows()))
def test_every_default_is_one_text_of_two_segments_at_most(intent: str, language: str) -> None:
    outcome = run(AnswerQuestion(), intent, "zzz", language=language)
    assert len(outcome.texts) == 1
    assert 1 <= measure(outcome.text).parts <= 2


def test_an_intent_without_a_row_is_answered_as_not_understood() -> None:
    outcome = run(AnswerQuestion(), "need_shelter", "zzz")
    assert "211" in outcome.text


# What staff ask on, read as the intents that these words get without a talk before them.
STAFF_ASKS = [
    ("ask_privacy_confidentiality", "so what do i tell her now", "e_talk"),
    ("ask_privacy_confidentiality", "must i inform his parents", "e_family_first"),
    ("ask_privacy_confidentiality", "can her family find out i called", "e_name_secret"),
    ("ask_mandated_reporter", "whats the deadline to report", "e_time_form"),
    ("ask_mandated_reporter", "mandated reporter meaning?", "e_mandated_who"),
    ("nlu_fallback", "he pleaded with me not to tell anyone", "e_begged_secret"),
    ("nlu_fallback", "is it ok if she goes home after school", "e_go_home"),
    ("ask_privacy_confidentiality", "que le contesto", "e_talk"),
    ("nlu_fallback", "me pidio que no le dijera a nadie", "e_begged_secret"),
    ("ask_privacy_confidentiality", "la familia sabra que yo llame", "e_name_secret"),
    ("nlu_fallback", "la puedo mandar a su casa hoy", "e_go_home"),
    ("nlu_fallback", "les aviso antes a los papas", "e_family_first"),
]


@pytest.mark.parametrize(("intent", "text", "expected"), STAFF_ASKS)
def test_staff_are_answered_as_staff_whatever_their_words_are_read_as(
    intent: str, text: str, expected: str
) -> None:
    staff = run(AnswerQuestion(), intent, text, door={"told": "staff"})
    assert staff.slots["answer_told"] == expected


@pytest.mark.parametrize(
    ("intent", "text", "expected"),
    [
        ("ask_tcvap", "how long does tcvap last", "n_tcvap_clock"),
        ("ask_training_resources", "where do i find a training", "n_training"),
    ],
)
def test_staff_still_get_the_answer_on_another_topic(intent: str, text: str, expected: str) -> None:
    assert run(AnswerQuestion(), intent, text, door={"told": "staff"}).slots["answer_told"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the officer said come back after 24 hours", "s_missing_wait"),
        ("what now", "s_child_other"),
        ("could she be arrested for it", "s_child_trouble"),
        ("she keeps saying its what she wants", "s_child_choice"),
        ("the messages are gone now", "s_child_photos"),
        ("nos dijeron que hay que esperar un dia", "s_missing_wait"),
        ("a quien le cuento esto", "s_child_other"),
        ("pueden arrestarla", "s_child_trouble"),
    ],
)
def test_who_writes_of_a_child_is_answered_about_the_child(text: str, expected: str) -> None:
    assert (
        run(AnswerQuestion(), "nlu_fallback", text, door={"told": "other"}).slots["answer_told"] == expected
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_friend_is_not_spoken_to_as_the_minor(language: str) -> None:
    text = {"en": "my friend is 16 and sleeps with men for money", "es": "mi amiga tiene 16 y cobra por sexo"}
    told = run(
        AnswerQuestion(),
        "ask_minor_csec",
        text[language],
        language=language,
        entities={"asker": "family_or_friend", "age": "16"},
    )
    assert told.slots["answer_told"] == "s_child_other"
    herself = {"en": "im 16 and men pay me for sex", "es": "tengo 16 y me pagan por sexo"}[language]
    own = run(AnswerQuestion(), "ask_minor_csec", herself, language=language, entities={"age": "16"})
    assert own.slots["answer_told"] == "s_minor_trade"


def test_the_same_default_is_not_said_twice() -> None:
    held = {"answer_told": "s_child_other"}
    again = run(AnswerQuestion(), "nlu_fallback", "blue seven tomorrow maybe", slots=held)
    assert "not have it right" in again.text


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("ask_mandated_reporter", "are you people going to report what i say"),
        ("ask_privacy_confidentiality", "do you call the cops if i say where i am"),
        ("ask_mandated_reporter", "ustedes van a reportarme"),
    ],
)
@pytest.mark.parametrize("told", ["minor", ""])
def test_whether_this_line_reports_is_said_of_this_line(intent: str, text: str, told: str) -> None:
    assert run(AnswerQuestion(), intent, text, door={"told": told}).slots["answer_told"] == "s_line_reports"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is it anonymous if i call", "s_tip_name"),
        ("what if his boss learns it was me", "s_tip_name"),
        ("are officers going over there now", "s_tip_next"),
        ("se puede sin decir quien soy", "s_tip_name"),
        ("y mandan a alguien hoy", "s_tip_next"),
    ],
)
def test_a_tipster_asks_on_about_the_tip_and_not_about_this_chat(text: str, expected: str) -> None:
    asked = run(
        AnswerQuestion(), "ask_privacy_confidentiality", text, slots={"answer_told": "c_where_report"}
    )
    assert asked.slots["answer_told"] == expected


@pytest.mark.parametrize(
    "text", ["could he trace where i go with my phone", "me puede seguir por medio del celular"]
)
def test_a_watched_phone_is_no_question_on_what_this_line_keeps(text: str) -> None:
    assert run(AnswerQuestion(), "ask_privacy_confidentiality", text).slots["answer_told"] == "s_phone_safety"


@pytest.mark.parametrize("intent", ["ask_minor_csec", "need_search_recovery", "nlu_fallback"])
def test_health_staff_with_a_minor_get_the_first_steps(intent: str) -> None:
    entities = {"asker": "health_worker", "age": "15"}
    first = run(AnswerQuestion(), intent, "er nurse, girl of 15, a man speaks for her", entities=entities)
    assert number("cfs_child_abuse") in first.text.replace("-", "")
    assert first.slots["school_told"] is True


def test_health_staff_with_an_adult_get_a_shortlist() -> None:
    entities = {"asker": "health_worker", "age": "30"}
    listed = run(AnswerQuestion(), "nlu_fallback", "clinic nurse, patient 30 needs a bed", entities=entities)
    assert "school_told" not in listed.slots


def test_any_action_can_ask_whether_the_talk_means_something_else() -> None:
    dispatcher = CollectingDispatcher()
    staff = {"school_told": True}
    suing = tracker_of("need_legal_other", "could they sue me over it", slots=staff)
    assert follow(dispatcher, suing)
    assert "shields you" in dispatcher.messages[0]["text"]
    assert follow(dispatcher, tracker_of("need_legal_other", "could they sue me over it")) is None
    assert (
        follow(dispatcher, tracker_of("need_food_basics", "where is food for her family", slots=staff))
        is None
    )


def test_what_has_no_answer_tells_the_door_the_nearest_topic_and_no_words() -> None:
    outcome = run(AnswerQuestion(), "nlu_fallback", "blue seven tomorrow maybe")
    assert set(outcome.notes) == {"unanswered"}
    assert outcome.notes["unanswered"] in questions().ids
