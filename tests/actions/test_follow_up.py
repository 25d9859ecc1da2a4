import asyncio
from typing import Any

import pytest

from actions import reviewed
from actions.follow_up import OWN, FollowUp
from actions.turn import sentence
from tests.actions.turns import Outcome, dispatched, run, tracker_of

CHECK = {"title": "Check it", "payload": '/ask_eligibility{"choice": "cash"}'}


def unsure(intent: str, sureness: float, text: str, **known: Any) -> Outcome:
    """The action after a message that was read as `intent` with that probability."""
    tracker = tracker_of(intent, text, **known)
    tracker.latest_message["intent"]["confidence"] = sureness
    heard = dispatched(lambda dispatcher: asyncio.run(FollowUp().run(dispatcher, tracker, {})))
    assert heard is not None
    return heard


def after(*buttons: dict[str, str]) -> list[dict]:
    return [
        {"event": "user", "text": "i need money"},
        {"event": "bot", "text": "EHSD", "data": {"buttons": list(buttons) or None}},
        {"event": "user", "text": "yes"},
    ]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("intent", sorted(OWN))
def test_small_talk_gets_the_intents_own_sentence(intent: str, language: str) -> None:
    assert run(FollowUp(), intent, "ok", language=language).texts == [sentence(OWN[intent], language)]


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("no i meant can an american citizen be trafficked too", "en", "citizen"),
        ("no, yo digo si los hombres tambien pueden ser victimas de trata", "es", "hombres"),
    ],
)
def test_a_no_that_says_what_was_meant_gets_that(text: str, language: str, words: str) -> None:
    assert words in run(FollowUp(), "deny", text, language=language).text


def test_a_no_that_corrects_is_not_told_that_nothing_is_sent_and_a_long_one_is() -> None:
    corrects = run(FollowUp(), "deny", "no i meant the green one next to my uncles old truck")
    assert corrects.texts == [sentence("utter_rephrase", "en")]
    assert run(FollowUp(), "deny", "no one is hurting me im ok").texts == [sentence("utter_deny", "en")]


def test_yes_picks_the_one_option_that_was_offered() -> None:
    outcome = run(FollowUp(), "affirm", "si", history=after(CHECK), door={"door": "sms"})
    assert outcome.texts == []
    (heard,) = outcome.heard
    assert heard["parse_data"]["intent"]["name"] == "ask_eligibility"
    assert heard["parse_data"]["entities"] == [{"entity": "choice", "value": "cash"}]
    assert heard["metadata"] == {"door": "sms"}


@pytest.mark.parametrize("buttons", [(), (CHECK, CHECK)], ids=["none", "several"])
def test_yes_to_no_option_or_several_asks_what_is_wanted(buttons) -> None:
    outcome = run(FollowUp(), "affirm", "yes", history=after(*buttons))
    assert outcome.texts == [sentence("utter_affirm", "en")]


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("is this free", "en", "takes no money"),
        ("cuanto cuesta", "es", "no cobra"),
        ("do they answer at night", "en", "24 hours"),
        ("que me van a preguntar", "es", "Preguntan"),
    ],
)
def test_a_vague_question_with_nothing_told_is_about_this_line_or_all(text, language, words) -> None:
    assert words in run(FollowUp(), "bot_challenge", text, language=language).text


def test_who_this_is_stays_the_answer_whatever_was_told() -> None:
    told = {"answer_told": "s_ice"}
    for text in ("are you a robot", "is this the police"):
        assert run(FollowUp(), "bot_challenge", text, slots=told).texts == [
            sentence("utter_bot_challenge", "en")
        ]
    assert "computer, not immigration" in run(FollowUp(), "bot_challenge", "are you ice", slots=told).text


@pytest.mark.parametrize(
    "text", ["where is she", "where are you hiding my wife", "address of the safe house"]
)
def test_whoever_looks_for_a_person_or_shelter_hears_the_same_after_any_talk(text: str) -> None:
    for slots in ({}, {"services_told": ["stand_shelter"]}, {"partner_told": "stand"}):
        outcome = run(FollowUp(), "ask_shelter_address", text, slots=slots)
        assert outcome.texts == [sentence("utter_shelter_address", "en")]


@pytest.mark.parametrize(
    ("text", "language", "answer"),
    [("who leads it", "en", "n_leads"), ("quien participa", "es", "n_members")],
)
def test_a_question_on_the_matter_told_gets_its_reviewed_answer(text, language, answer) -> None:
    outcome = run(FollowUp(), "out_of_scope", text, language=language, slots={"answer_told": "n_groups"})
    assert outcome.slots["answer_told"] == answer


@pytest.mark.parametrize(("text", "language"), [("hes out now", "en"), ("se fue a trabajar", "es")])
def test_who_can_talk_again_gets_the_numbers_and_who_cannot_no_word_of_them(text, language) -> None:
    free = run(FollowUp(), "cannot_talk_now", text, language=language)
    assert free.texts == [sentence("utter_safety_after_watched", language)]
    quiet = run(FollowUp(), "cannot_talk_now", "hes still here", language=language)
    assert quiet.texts == [sentence("utter_safety_cannot_talk", language)]


def test_who_takes_this_number_for_another_hears_what_it_is() -> None:
    for intent in ("greet", "goodbye", "out_of_scope", "cannot_talk_now"):
        outcome = run(FollowUp(), intent, "hola es maria?", language="es")
        assert outcome.texts == [sentence("utter_wrong_number", "es")]


def test_danger_that_the_classifier_doubts_yields_to_an_answer_on_what_was_told() -> None:
    told = {"answer_told": "s_t_visa"}
    text = "puedo traer a mis papas"
    doubted = unsure("immediate_danger", 0.49, text, language="es", slots=told)
    assert "visa T" in doubted.text
    for sureness, slots in ((0.9, told), (0.49, {})):
        said = unsure("immediate_danger", sureness, text, language="es", slots=slots)
        assert said.texts == [sentence("utter_safety_immediate_danger", "es")]


def test_police_who_tell_a_parent_to_wait_are_answered_for() -> None:
    said = unsure("immediate_danger", 0.79, "i called police they said wait", door={"told": "other"})
    assert "800-843-5678" in said.text
    assert "no wait" in said.text


@pytest.mark.parametrize(
    ("told", "name"), [("staff", "e_talk"), ("other", "s_child_other")], ids=["student", "child"]
)
@pytest.mark.parametrize(("text", "language"), [("she is here with me", "en"), ("esta aqui conmigo", "es")])
def test_the_one_whom_a_talk_is_about_may_be_there(told, name, text, language) -> None:
    door = {"door": "sms", "told": told}
    outcome = run(FollowUp(), "cannot_talk_now", text, language=language, door=door)
    assert outcome.texts == [reviewed.words(name, language)]


@pytest.mark.parametrize(
    ("text", "language"), [("cant call, only text", "en"), ("no puedo llamar solo mensaje", "es")]
)
def test_who_can_only_write_gets_ways_to_write_and_no_silence(text: str, language: str) -> None:
    outcome = run(FollowUp(), "cannot_talk_now", text, language=language)
    assert outcome.texts == [sentence("utter_lines_by_text", language)]
    minor = run(FollowUp(), "cannot_talk_now", text, language=language, slots={"situation": {"age_now": 16}})
    assert minor.texts == [sentence("utter_safety_after_minor", language)]


@pytest.mark.parametrize("text", ["cant talk he is here", "no puedo hablar ahorita"])
def test_who_cannot_talk_is_left_alone(text: str) -> None:
    outcome = run(FollowUp(), "cannot_talk_now", text)
    assert outcome.texts == [sentence("utter_safety_cannot_talk", "en")]


def test_health_staff_with_a_minor_get_their_steps_where_danger_is_only_guessed() -> None:
    entities = {"asker": "health_worker", "age": "16"}
    said = unsure("immediate_danger", 0.4, "nurse, my patient of 16 has a man with her", entities=entities)
    assert said.texts == [sentence("utter_school_suspects", "en")]


def test_small_talk_that_is_a_guess_gives_way_to_what_is_asked_of_all_lines() -> None:
    assert unsure("goodbye", 0.3, "is it free").texts == [sentence("utter_line_cost", "en")]
    assert run(FollowUp(), "goodbye", "is it free").texts != [sentence("utter_line_cost", "en")]


def test_who_cannot_call_after_a_number_hears_of_other_ways_unless_the_screen_was_sure() -> None:
    told = {"services_told": ["stand_shelter"], "services_intent": "need_shelter"}
    text = "i cant call them she looks at my phone"
    guessed = unsure("cannot_talk_now", 0.6, text, slots=told)
    assert guessed.texts == [sentence("utter_lines_by_text", "en")]
    assert unsure("cannot_talk_now", 1.0, text, slots=told).texts == [
        sentence("utter_safety_cannot_talk", "en")
    ]


@pytest.mark.parametrize(
    ("text", "language", "service"),
    [
        ("do you guys help with food too", "en", "cc_211_referral"),
        ("ustedes ayudan con doctor?", "es", "medi_cal"),
    ],
)
def test_a_need_named_in_a_question_on_what_there_is_gets_its_services(text, language, service) -> None:
    said = run(FollowUp(), "ask_capabilities", text, language=language)
    assert said.slots["services_told"][0] == service


@pytest.mark.parametrize("text", ["do you help people without papers", "what can you do for me"])
def test_whom_this_line_helps_is_no_need(text: str) -> None:
    assert run(FollowUp(), "ask_capabilities", text).texts == [sentence("utter_capabilities", "en")]


def test_a_question_behind_thanks_is_answered() -> None:
    said = run(FollowUp(), "thank", "thank you so much. is it true a citizen can be trafficked too")
    assert said.slots["answer_told"] == "c_citizens"


@pytest.mark.parametrize(
    ("text", "language"),
    [("can you look up if my ex wrote to you guys", "en"), ("digame si mi ex ya les mando mensaje", "es")],
)
def test_whether_somebody_else_wrote_is_told_to_nobody(text: str, language: str) -> None:
    said = run(FollowUp(), "ask_privacy_confidentiality", text, language=language)
    assert said.texts == [sentence("utter_of_nobody", language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [("is that hotline a person or a recording", "en"), ("si llamo me contesta un robot", "es")],
)
def test_who_answers_a_number_is_not_asked_of_this_line(text: str, language: str) -> None:
    said = run(FollowUp(), "bot_challenge", text, language=language).texts
    assert said == [sentence("utter_ask_human", language)]


def test_whoever_saw_the_signs_that_were_told_hears_where_to_tell_of_them() -> None:
    text = "yes most of those, she is never alone and he holds her card"
    assert (
        run(FollowUp(), "affirm", text, slots={"answer_told": "c_signs"}).slots["answer_told"]
        == "c_where_report"
    )


@pytest.mark.parametrize(
    "text", ["luego le hablo, que pase buena noche", "gracias por todo y que le vaya bien"]
)
def test_a_good_wish_at_the_end_asks_nothing(text: str) -> None:
    assert run(FollowUp(), "goodbye", text, language="es").texts == [sentence("utter_goodbye", "es")]


def test_a_place_that_was_read_as_nothing_of_ours_is_noted() -> None:
    entities = {"place": "Brentwood", "county": "contra_costa"}
    outcome = run(FollowUp(), "out_of_scope", "brentwood, out by the orchards", entities=entities)
    assert outcome.texts == [sentence("utter_provide_county", "en")]


def test_a_first_message_tells_of_nobody_who_left() -> None:
    text = "un compa dice que este numero lo pusieron los de la migra. es neta o no"
    told = run(FollowUp(), "bot_challenge", text, language="es")
    assert told.texts == [sentence("utter_bot_challenge", "es")]


def test_who_runs_a_number_found_somewhere_is_asked_of_this_line() -> None:
    told = run(FollowUp(), "bot_challenge", "who runs this, i found the number on a mirror")
    assert told.texts == [sentence("utter_bot_challenge", "en")]


def test_an_age_put_right_in_the_middle_of_a_talk_is_noted() -> None:
    told = {"services_told": ["wage_claim"], "services_intent": "need_unpaid_wages"}
    entities = {"age": "52", "place": "Danville", "county": "contra_costa"}
    text = "oh sorry i turned 52 last week, here in danville"
    outcome = run(FollowUp(), "out_of_scope", text, slots=told, entities=entities)
    assert outcome.slots["situation"]["age_now"] == 52
    assert outcome.texts != [sentence("utter_out_of_scope", "en")]


def test_a_town_put_right_in_many_words_is_noted() -> None:
    told = {"answer_told": "s_work_control"}
    entities = {"place": "Moraga", "county": "contra_costa"}
    text = "perdón, me equivoqué de pueblo, con los señores es en moraga donde yo duermo"
    outcome = run(FollowUp(), "out_of_scope", text, language="es", slots=told, entities=entities)
    assert outcome.texts == [sentence("utter_place_noted", "es", place="Moraga")]
