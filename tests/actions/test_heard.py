"""News, facts and questions as they are stored are heard whatever the message was read as."""

import pytest

from actions import heard, reviewed
from actions.answer_question import AnswerQuestion
from actions.find_services import FindServices
from actions.follow_up import FollowUp
from actions.note_fact import NoteFact
from actions.screening import BeginScreening
from actions.turn import sentence
from tests.actions.turns import dispatched, run, tracker_of

LATER = {"later": "true", "door": "sms"}
TOLD = {"services_told": ["wage_claim"], "services_intent": "need_unpaid_wages"}


@pytest.mark.parametrize(
    ("action", "intent", "text", "language"),
    [
        (FollowUp, "bot_challenge", "the cops got here, we are fine", "en"),
        (AnswerQuestion, "ask_privacy_confidentiality", "ya llegó la policía, estoy bien", "es"),
        (FindServices, "need_shelter", "they had a bed and took me in", "en"),
    ],
)
def test_good_news_gets_no_list_and_a_number_to_keep(action, intent, text, language) -> None:
    outcome = run(action(), intent, text, language=language, door=LATER)
    assert outcome.texts == [sentence("utter_good_news", language)]


def test_news_of_a_child_that_was_missing_is_for_whoever_looks_after_it() -> None:
    slots = {"answer_told": "s_missing_wait"}
    outcome = run(FollowUp(), "affirm", "we found her, she is home safe", slots=slots, door=LATER)
    assert outcome.texts == [sentence("utter_good_news_child", "en")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("he is back home", "en"),
        ("they are here outside", "en"),
        ("police took my mom", "en"),
        ("she went back with him again", "en"),
        ("are they gonna return me to my father", "en"),
        ("entonces me van a llevar otra vez con mi apa", "es"),
    ],
)
def test_what_only_sounds_like_good_news_is_none(text: str, language: str) -> None:
    said = run(FollowUp(), "affirm", text, language=language, door=LATER).text
    assert sentence("utter_good_news", language) not in said


def test_what_the_screen_saw_is_no_news() -> None:
    tracker = tracker_of("immediate_danger", "the cops got here, we are fine", door=LATER)
    tracker.latest_message["intent"]["confidence"] = 1.0
    assert dispatched(lambda dispatcher: heard.tell(dispatcher, tracker)) is None


@pytest.mark.parametrize(
    ("action", "intent", "text"),
    [
        (FollowUp, "affirm", "yeah i sleep in the kitchen there"),
        (FollowUp, "deny", "no he doesnt hit me or anything"),
        (NoteFact, "provide_age", "two kids with me, 3 and 6"),
        (BeginScreening, "ask_eligibility", "im from texas does it matter"),
    ],
)
def test_one_more_fact_is_noted_for_the_service_that_was_told(action, intent, text) -> None:
    outcome = run(action(), intent, text, slots=TOLD, door=LATER)
    assert outcome.text.startswith("OK, noted.")
    assert "833-526-4636" in outcome.text


def test_a_second_fact_is_not_answered_word_for_word_alike() -> None:
    first = run(FollowUp(), "affirm", "yeah i sleep in the kitchen there", slots=TOLD, door=LATER)
    history = [
        {"event": "user", "text": "yeah i sleep in the kitchen there"},
        {"event": "bot", "text": first.text},
    ]
    second = run(
        FollowUp(), "deny", "no they never let us rest at all", slots=TOLD, door=LATER, history=history
    )
    assert second.texts == [sentence("utter_again_noted_too", "en")]


@pytest.mark.parametrize("text", ["yes", "no gracias", "ok y cobran algo"])
def test_a_bare_yes_and_a_question_behind_one_are_no_facts(text: str) -> None:
    assert "noted" not in run(FollowUp(), "affirm", text, slots=TOLD, door=LATER).text


@pytest.mark.parametrize(
    ("intent", "text", "language", "words"),
    [
        ("provide_age", "what does prop 35 do", "en", "Prop 35"),
        ("nlu_fallback", "que es la prop 35", "es", "Prop 35"),
        ("ask_eligibility", "will they tell my boss if i complain", "en", "833-526-4636"),
    ],
)
def test_a_question_nearly_as_stored_is_answered_whatever_it_was_read_as(
    intent, text, language, words
) -> None:
    action = NoteFact() if intent == "provide_age" else AnswerQuestion()
    assert words in run(action, intent, text, language=language).text


def test_a_need_and_a_minor_have_answers_of_their_own() -> None:
    assert "Say:" in run(FindServices(), "need_shelter", "where can i sleep tonight").text
    minor = run(AnswerQuestion(), "ask_minor_csec", "what is prop 35", slots={"situation": {"age_now": 15}})
    assert "Prop 35" not in minor.text


def test_a_step_on_a_visa_is_no_news() -> None:
    step = {"immigration_step": "u_filed"}
    text = "i filed for my u visa and they gave me the receipt"
    assert run(AnswerQuestion(), "ask_tcvap", text, entities=step).text != sentence("utter_good_news", "en")


def test_who_holds_anothers_phone_gets_no_stored_answer() -> None:
    text = "soy su esposo, que les estuvo escribiendo ella"
    outcome = run(AnswerQuestion(), "ask_privacy_confidentiality", text, language="es")
    assert outcome.text == sentence("utter_not_told", "es")


@pytest.mark.parametrize("action", [FollowUp(), AnswerQuestion(), BeginScreening()])
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("its me again, he is at work now", "en"),
        ("ok im alone now. so about the money, who do i ask first", "en"),
        ("ya llegue yo, mi niño agarro el telefono", "es"),
    ],
)
def test_the_owner_of_a_phone_is_heard_again_whatever_it_reads_as(action, text, language) -> None:
    said = run(action, "ask_eligibility", text, language=language, door={"told": "holder"})
    assert said.texts == [sentence("utter_safety_after_watched", language)]


def test_nobody_else_is_taken_for_one_who_is_free_again() -> None:
    said = run(BeginScreening(), "ask_eligibility", "its me again, he is at work now")
    assert sentence("utter_safety_after_watched", "en") not in said.texts


@pytest.mark.parametrize(
    ("intent", "text", "language"),
    [
        ("need_case_management", "ok got it. how do i help her from where i am", "en"),
        ("ask_capabilities", "que hago yo para ayudarle a mi cuñada", "es"),
    ],
)
def test_whoever_wants_to_help_an_adult_hears_whom_they_can_call(intent, text, language) -> None:
    action = FindServices() if intent.startswith("need") else FollowUp()
    expected = [sentence("utter_for_another", language)]
    assert run(action, intent, text, language=language).texts == expected
    of_child = run(action, intent, text, language=language, door={"told": "other"})
    assert of_child.texts != expected


def test_a_yes_with_a_please_is_no_fact() -> None:
    told = {"services_told": ["ehsd_tcvap"]}
    assert run(FollowUp(), "affirm", "sí por favor", language="es", slots=told).texts == [
        sentence("utter_affirm", "es")
    ]


@pytest.mark.parametrize(
    ("intent", "text", "language"),
    [
        ("affirm", "alright, gonna ring the first one on monday", "en"),
        ("affirm", "sale, mañana les hablo saliendo del trabajo", "es"),
        ("ask_hotline", "ya hable y quedaron de venir, gracias por el telefono", "es"),
    ],
)
def test_who_has_what_they_came_for_is_asked_nothing_more(intent, text, language) -> None:
    outcome = run(FollowUp(), intent, text, language=language, slots=TOLD, door=LATER)
    assert outcome.texts == [sentence("utter_thank", language)]


@pytest.mark.parametrize(
    "text", ["yes please", "ok which one do i call on monday", "do it", "yes but im scared"]
)
def test_who_goes_on_is_not_sent_away(text: str) -> None:
    assert run(FollowUp(), "affirm", text, slots=TOLD, door=LATER).text != sentence("utter_thank", "en")


@pytest.mark.parametrize(
    ("text", "language"), [("where did that number come from", "en"), ("y ese dato de donde salio", "es")]
)
def test_a_figure_that_is_doubted_gets_its_source(text: str, language: str) -> None:
    for with_staff in (False, True):
        slots = {"answer_told": "n_data", "school_told": with_staff}
        outcome = run(
            AnswerQuestion(), "ask_data_statistics", text, language=language, slots=slots, door=LATER
        )
        assert ("This comes from" if language == "en" else "Esto viene de") in outcome.text


@pytest.mark.parametrize(
    ("action", "intent", "text", "said"),
    [
        (AnswerQuestion, "nlu_fallback", "does that one charge you if you have no insurance", "833-526-4636"),
        (FindServices, "need_job_training", "how late are they open over there", "833-526-4636"),
    ],
)
def test_what_is_surely_asked_of_the_thing_told_is_answered_whatever_it_was_read_as(
    action, intent, text, said
) -> None:
    assert said in run(action(), intent, text, slots=TOLD, door=LATER).text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("so you dont have to cross any border", "en"),
        ("o sea que no hace falta cruzar la frontera", "es"),
        ("it can happen without crossing a border right", "en"),
    ],
)
def test_who_asks_just_what_was_told_hears_it_again(text: str, language: str) -> None:
    told = reviewed.words("c_moving", language)
    before = [{"event": "user", "text": "do they have to take you somewhere"}, {"event": "bot", "text": told}]
    outcome = run(
        AnswerQuestion(),
        "ask_what_is_trafficking",
        text,
        language=language,
        slots={"answer_told": "c_moving"},
        door=LATER,
        history=[*before, {"event": "user", "text": text}],
    )
    assert outcome.text == sentence("utter_again_said", language, words=told)


@pytest.mark.parametrize(("text", "language"), [("so yes or no", "en"), ("pero si o no", "es")])
def test_who_wants_a_yes_or_a_no_of_what_was_told_hears_that_it_depends(text: str, language: str) -> None:
    slots = {"answer_told": "s_line_reports"}
    outcome = run(FollowUp(), "affirm", text, language=language, slots=slots, door=LATER)
    assert outcome.text == sentence("utter_yes_or_no", language)


def test_with_nothing_told_a_yes_or_a_no_is_of_nothing() -> None:
    assert run(FollowUp(), "affirm", "so yes or no").text != sentence("utter_yes_or_no", "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [("where is that from", "en"), ("and where did that come from", "en"), ("y eso de donde viene", "es")],
)
def test_what_was_told_of_a_group_has_a_source_too(text: str, language: str) -> None:
    outcome = run(
        AnswerQuestion(), "ask_what_is_trafficking", text, language=language, slots={"partner_told": "cvs"}
    )
    assert outcome.text.startswith("This comes from" if language == "en" else "Esto viene de")


@pytest.mark.parametrize(
    ("text", "language"),
    [("soy yo. ya se fue. que pongo", "es"), ("its me, he went to sleep. so what about the job", "en")],
)
def test_a_short_part_of_a_message_tells_that_the_owner_is_back(text: str, language: str) -> None:
    outcome = run(AnswerQuestion(), "nlu_fallback", text, language=language, door={"told": "holder"})
    assert outcome.texts == [sentence("utter_safety_after_watched", language)]


def test_a_question_with_a_lead_is_no_good_news() -> None:
    outcome = run(
        FindServices(),
        "need_legal_other",
        "bueno y como ablo con un abogado de confianza",
        language="es",
        door=LATER,
    )
    assert "925-900-5151" in outcome.text or "800-551-5554" in outcome.text


def test_what_is_done_to_somebody_is_no_question_of_a_rule() -> None:
    slots = {"answer_told": "s_boss_immigration"}
    outcome = run(
        AnswerQuestion(),
        "ask_labor_trafficking",
        "es q el guarda mi pasaporte y dice que si me voy llama a ice",
        language="es",
        slots=slots,
        door=LATER,
    )
    assert outcome.slots["answer_told"] in ("s_work_control", "s_boss_immigration")
    assert "credencial" not in outcome.text


def test_whose_number_is_kept_is_no_question_of_a_service() -> None:
    outcome = run(
        AnswerQuestion(),
        "ask_privacy_confidentiality",
        "and do you keep my phone number. how long",
        slots=TOLD,
    )
    assert outcome.slots["answer_told"] == "s_line_keeps"


@pytest.mark.parametrize(
    ("text", "language"),
    [("soy yo otra vez, ya se fue a trabajar", "es"), ("its me again he left for work", "en")],
)
def test_who_comes_back_another_day_is_heard(text: str, language: str) -> None:
    told = run(AnswerQuestion(), "nlu_fallback", text, language=language)
    assert told.texts == [sentence("utter_safety_after_watched", language)]


@pytest.mark.parametrize(
    "text", ["its my phone plan, i got a right to see it", "yo pago el telefono, tengo derecho a ver"]
)
def test_whoever_holds_anothers_phone_is_never_taken_for_its_owner(text: str) -> None:
    outcome = run(AnswerQuestion(), "ask_privacy_confidentiality", text, door={"told": "holder"})
    assert outcome.texts != [sentence("utter_safety_after_watched", "en")]
