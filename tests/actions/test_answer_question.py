import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_question import AnswerQuestion, choose, follow
from actions.collaborators import questions
from actions.tables import answer_rows
from actions.turn import sentence
from bot.text.segments import measure
from tests.actions.turns import run, tracker_of
from tests.facts import number


@pytest.mark.parametrize(
    ("intent", "text", "expected"),
    [
        ("ask_tcvap", "how long does tcvap last", "s_tcvap_long"),
        ("ask_tcvap", "cuanto dura el tcvap?", "s_tcvap_long"),
        ("ask_tcvap", "can my sister get help too", "s_family"),
        ("ask_tcvap", "tell me", "s_tcvap_who"),
        ("ask_mandated_reporter", "what happens if i dont report it", "e_penalty"),
        ("ask_mandated_reporter", "q pasa si no lo reporto", "e_penalty"),
        ("ask_immigration_risk", "ice is at the door", "s_ice"),
        ("ask_labor_trafficking", "the farm contractor keeps our ids", "s_work_control"),
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
        ("ask_tcvap", "how long does tcvap last", "s_tcvap_long"),
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
    again = run(AnswerQuestion(), "nlu_fallback", "blue seven tomorrow maybe?", slots=held)
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


# Questions in other words than the stored ones, by group, both languages: each has its answer.
REACHED = {
    "law": [
        ("ask_what_is_trafficking", "where is labor trafficking in the penal code", "c_law"),
        ("ask_what_is_trafficking", "how much prison time do they face", "c_law_penalty"),
        ("ask_what_is_trafficking", "cuántos años les dan", "c_law_penalty"),
        ("ask_what_is_trafficking", "is smuggling the same crime", "c_moving"),
        ("ask_what_is_trafficking", "en qué es distinto del contrabando", "c_moving"),
    ],
    "figures": [
        ("ask_data_statistics", "en qué trabajos se ve más", "c_industries"),
        ("ask_data_statistics", "how many of them were male", "c_by_sex"),
        ("ask_data_statistics", "cuántas eran mujeres", "c_by_sex"),
        ("ask_data_statistics", "why is that number so small", "c_why_counts"),
        ("ask_data_statistics", "por qué no coinciden sus números con otros", "c_why_counts"),
        ("ask_data_statistics", "is that a yearly figure", "c_count_years"),
        ("ask_data_statistics", "eso es cada año", "c_count_years"),
        ("ask_data_statistics", "how many victims in the county", "n_data"),
    ],
    "money and meetings": [
        ("ask_collaborative", "who pays for the fight against trafficking here", "n_funded"),
        ("ask_collaborative", "who chooses the groups that get the money", "n_money_decides"),
        ("ask_collaborative", "quiénes están en el comité directivo", "n_steering"),
        ("ask_collaborative", "are there meetings that anyone can attend", "n_meetings"),
        ("ask_collaborative", "puedo ir a sus reuniones", "n_meetings"),
        ("ask_collaborative", "who leads the coalition", "n_leads"),
    ],
    "posters": [
        ("ask_training_resources", "do you have the notice in english", "c_poster"),
        ("ask_training_resources", "multa por no tener el aviso", "c_poster"),
        ("ask_training_resources", "which businesses must put it up", "c_business"),
        ("ask_training_resources", "qué negocios lo tienen que poner", "c_business"),
    ],
    "press": [
        ("ask_privacy_confidentiality", "could i interview one of the survivors", "c_interview"),
        ("ask_training_resources", "quisiera entrevistar a una víctima", "c_interview"),
        ("ask_collaborative", "is it okay to cite this line in my story", "c_quote"),
    ],
    "a student": [
        ("school_student_disclosed", "should i give her a hug", "e_talk"),
        ("school_student_disclosed", "lo puedo abrazar", "e_talk"),
        ("ask_mandated_reporter", "do i tell the other teachers", "e_coworker"),
        ("ask_mandated_reporter", "the sro and the principal already have them", "e_admin_there"),
        ("school_student_disclosed", "la directora ya está con ellos", "e_admin_there"),
        ("ask_mandated_reporter", "the man is one of our teachers", "e_adult_staff"),
        ("school_student_disclosed", "quien lo hace es maestro de la escuela", "e_adult_staff"),
        ("ask_mandated_reporter", "he will be 18 next month", "e_turns_eighteen"),
        ("ask_mandated_reporter", "she told me last year and i said nothing", "e_late"),
        ("school_student_disclosed", "me lo contó el año pasado y no reporté", "e_late"),
        ("school_student_disclosed", "she says she will delete her chats", "e_keep_proof"),
        ("school_student_disclosed", "va a borrar las conversaciones", "e_keep_proof"),
        ("school_student_disclosed", "her younger brother is at risk as well", "e_sibling"),
        ("school_student_disclosed", "su hermana menor también corre peligro", "e_sibling"),
        ("ask_mandated_reporter", "they keep me waiting, is there an online form", "e_on_hold"),
        ("ask_mandated_reporter", "i do not know his last name", "e_what_info"),
        ("school_student_disclosed", "no sé su apellido", "e_what_info"),
        ("ask_mandated_reporter", "which form do i send and where", "e_time_form"),
        ("school_student_disclosed", "qué formulario mando y a dónde", "e_time_form"),
        ("ask_mandated_reporter", "who has to report", "e_mandated_who"),
    ],
    "aid": [
        ("ask_tcvap", "can i get it with no police report", "s_tcvap_proof"),
        ("ask_tcvap", "sin reporte de la policía me la dan", "s_tcvap_proof"),
        ("ask_tcvap", "the clerk did not let me fill out the form", "s_tcvap_refused"),
    ],
    "work": [
        ("ask_labor_trafficking", "i have to work off what i owe the smuggler", "s_debt"),
        ("ask_labor_trafficking", "trabajo para pagar lo que le debo al que me cruzó", "s_debt"),
        ("ask_labor_trafficking", "the workers had to sign papers they could not read", "s_signed"),
        ("ask_labor_trafficking", "my boss says he will sue if i quit", "s_quit_threat"),
        ("ask_labor_trafficking", "si renuncio dice que me demanda", "s_quit_threat"),
        ("ask_labor_trafficking", "my manager wants sex for more shifts", "s_sex_for_work"),
        ("ask_labor_trafficking", "all i get for my work is food and a bed", "s_low_pay"),
        ("ask_labor_trafficking", "me paga menos del mínimo", "s_low_pay"),
        ("ask_labor_trafficking", "he says hell call immigration on us", "s_boss_immigration"),
        ("ask_labor_trafficking", "they havent paid us in weeks", "s_job_pay"),
    ],
}


@pytest.mark.parametrize(
    ("intent", "text", "expected"),
    [case for group in REACHED.values() for case in group],
)
def test_questions_in_other_words_reach_their_answer(intent: str, text: str, expected: str) -> None:
    assert choose(answer_rows()[intent], text) == expected


@pytest.mark.parametrize("text", ["will i lose my credential over this", "me pueden quitar mi credencial"])
def test_who_fears_for_a_credential_is_not_told_yes(text: str) -> None:
    told = run(AnswerQuestion(), "ask_mandated_reporter", text, door={"told": "staff"})
    assert told.slots["answer_told"] == "e_credential"
    assert not told.text.startswith("Yes")


@pytest.mark.parametrize(
    ("told", "text", "expected"),
    [
        ("minor", "does my dad hear of this", "s_minor_parents"),
        ("minor", "mi papá se va a enterar si pido ayuda", "s_minor_parents"),
        ("minor", "i can only send texts", "s_text_only"),
        ("minor", "solo puedo mandar mensajes", "s_text_only"),
        ("other", "she is not missing but she will be mad at me", "s_friend_scared"),
        ("other", "mi amiga se enojará si le cuento a alguien", "s_friend_scared"),
    ],
)
def test_a_minor_or_a_friend_asks_on(told: str, text: str, expected: str) -> None:
    assert run(AnswerQuestion(), "nlu_fallback", text, door={"told": told}).slots["answer_told"] == expected


@pytest.mark.parametrize("told", [{}, {"services_told": ["stand_shelter"]}], ids=["nothing", "a bed"])
def test_who_holds_anothers_phone_hears_the_same_whatever_was_told_before(told) -> None:
    text = "tell me what my wife has been writing to you"
    outcome = run(AnswerQuestion(), "ask_privacy_confidentiality", text, slots=told)
    assert outcome.texts == [sentence("utter_not_told", "en")]


def test_who_tells_that_papers_were_taken_asks_for_no_rule_on_id() -> None:
    told = {"services_told": ["wage_claim"], "services_intent": "need_unpaid_wages"}
    text = "she has my passport and my visa"
    outcome = run(AnswerQuestion(), "ask_labor_trafficking", text, slots=told)
    assert "Holding your papers is a warning sign" in outcome.text


def test_a_story_around_a_question_asks_for_less_nearness_but_never_for_another_figure() -> None:
    row = answer_rows()["ask_mandated_reporter"]
    text = "we did the drill at staff meeting and i nodded. the written form, how many hours do i have for it"
    assert choose(row, text, in_story=True) == "e_time_form"
    figures = answer_rows()["ask_data_statistics"]
    asked = "for my class essay: which share of the cases in this county is on farms, in percent"
    assert choose(figures, asked, in_story=True) == "utter_no_figure"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("cuantas horas tengo para mandar el reporte escrito despues de llamar a CPS?", {"partner": "cfs"}),
        ("soy ayudante en kinder, yo tambien debo reportar o nomas la maestra", {"under_18": "true"}),
    ],
)
def test_a_sure_question_on_the_duty_is_of_no_group_and_of_no_minor(text: str, known: dict) -> None:
    outcome = run(AnswerQuestion(), "ask_mandated_reporter", text, language="es", entities=known)
    assert outcome.slots["answer_told"].startswith("e_")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("cases in solano and contra costa, labor vs sex", "en"),
        ("casos del condado, menores y adultos", "es"),
    ],
)
def test_who_wants_figures_gets_no_list_of_services(text: str, language: str) -> None:
    entities = {"county": "contra_costa", "place": "Contra Costa", "kind": "labor+sex"}
    outcome = run(AnswerQuestion(), "ask_data_statistics", text, language=language, entities=entities)
    assert "866-487-9243" not in outcome.text
    assert outcome.notes.get("kind") != "shortlist"


def test_staff_may_ask_of_trainings_and_groups() -> None:
    staff = {"school_told": True}
    text = "is there any training for teachers on this stuff"
    told = run(AnswerQuestion(), "ask_training_resources", text, slots=staff, sureness=0.95)
    assert told.slots["answer_told"].startswith("n_")


def test_a_group_that_is_surely_asked_for_is_no_question_of_the_thing_told() -> None:
    slots = {"services_told": ["stcc_immigration"], "services_intent": "need_legal_immigration"}
    text = "also who runs the trafficking task force and how do we join"
    told = run(AnswerQuestion(), "ask_collaborative", text, slots=slots, sureness=0.98)
    assert told.slots["answer_told"] in ("n_leads", "n_task_force", "n_members")


@pytest.mark.parametrize(
    ("text", "language"),
    [("and if i am wrong do i get in trouble", "en"), ("y si me equivoco me meto en problemas", "es")],
)
def test_who_gave_a_tip_has_no_duty_of_staff(text: str, language: str) -> None:
    told = run(
        AnswerQuestion(),
        "ask_mandated_reporter",
        text,
        language=language,
        slots={"answer_told": "c_where_report"},
        sureness=0.95,
    )
    assert told.slots["answer_told"] == "s_tip_next"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("im scared they deport me if i tell what they did", "en"),
        ("me da pavor que por pedir apoyo me saquen del pais", "es"),
    ],
)
def test_who_fears_to_be_deported_hears_of_a_lawyer(text: str, language: str) -> None:
    told = run(AnswerQuestion(), "ask_immigration_risk", text, language=language, sureness=0.95)
    assert "925-900-5151" in told.text


@pytest.mark.parametrize(("age", "is_minors"), [("20", False), ("16", True)])
def test_an_adult_is_never_told_what_is_said_to_minors(age: str, is_minors: bool) -> None:
    text = "mi casero quiere que le pague la renta de otra forma, eso cuenta? tengo " + age
    outcome = run(AnswerQuestion(), "ask_minor_csec", text, language="es", entities={"age": age})
    assert (outcome.slots["answer_told"] == "s_minor_trade") is is_minors


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what if im mistaken and i ruin her life", "e_how_sure"),
        ("can her family find out i called", "e_name_secret"),
    ],
)
def test_who_asked_whether_they_must_report_asks_on_as_staff_do(text: str, expected: str) -> None:
    told = {"answer_told": "e_mandated_who"}
    outcome = run(AnswerQuestion(), "ask_mandated_reporter", text, slots=told, door={"told": "other"})
    assert outcome.slots["answer_told"] == expected


def test_who_asks_who_gives_a_training_does_not_ask_who_this_is() -> None:
    text = "our lawyer says hotel staff need a trafficking class. who does it out here"
    outcome = run(AnswerQuestion(), "ask_training_resources", text, sureness=0.99)
    assert outcome.slots["answer_told"] == "n_training"


@pytest.mark.parametrize(
    ("text", "language"),
    [("yall help trans women too or no", "en"), ("y a las mujeres trans si las atienden", "es")],
)
def test_whom_this_is_for_is_answered_with_everybody(text: str, language: str) -> None:
    outcome = run(AnswerQuestion(), "nlu_fallback", text, language=language)
    assert outcome.slots["answer_told"] == "s_anyone"


def test_who_tells_what_they_saw_first_hears_whom_to_tell() -> None:
    text = (
        "idk if this is the right number, at my nail place in rodeo i think the lady lives in the back room"
    )
    assert run(AnswerQuestion(), "report_tip", text).slots["answer_told"] == "c_where_report"
    asked = run(AnswerQuestion(), "report_tip", "do i have to put my name on a report")
    assert asked.slots["answer_told"] == "s_tip_name"
