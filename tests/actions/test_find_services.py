import re
from datetime import UTC, datetime

import pytest

from actions import collaborators, listing
from actions.collaborators import directory
from actions.find_services import FindServices, ranked
from actions.show_more import ShowMore
from actions.tables import need_rows
from actions.turn import sentence
from bot.text.segments import measure
from tests.actions.turns import Outcome, run
from tests.facts import number

NUMBERS = re.compile(r"\d{3}-\d{4}|\b211\b|\b988\b")


def more(outcome: Outcome, language: str = "en") -> Outcome:
    return run(ShowMore(), "ask_more", slots=outcome.slots, language=language)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("intent", sorted(need_rows()))
def test_every_need_gets_a_number_a_second_way_who_answers_and_words_to_say(
    intent: str, language: str
) -> None:
    outcome = run(FindServices(), intent, language=language)
    assert len(set(NUMBERS.findall(outcome.text))) >= 2
    assert re.search(r"police|agentes|who they tell|si avisan", outcome.text)
    assert outcome.notes == {"kind": "list"}
    assert measure(outcome.text).parts <= 3
    assert re.search(r"traffick|trata\b|victim|shelter|polic", outcome.text[:60], re.IGNORECASE) is None


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("intent", sorted(need_rows()))
def test_every_page_of_every_need_keeps_to_its_segments(intent: str, language: str) -> None:
    outcome = run(FindServices(), intent, language=language)
    while outcome.slots["services_left"]:
        outcome = more(outcome, language)
        assert measure(outcome.text).parts <= 3, outcome.text
        assert NUMBERS.search(outcome.text)


def test_a_bed_for_tonight_leads_with_the_line_for_beds() -> None:
    assert run(FindServices(), "need_shelter").text.startswith("Contra Costa 211: 211")


def test_services_come_one_at_a_time_with_the_next_one_as_the_second_way() -> None:
    first = run(FindServices(), "need_shelter")
    assert first.slots["services_told"] == ["cc_211_referral"]
    assert "Or STAND!: 1-888-215-5555" in first.text
    assert "Calli House" not in first.text
    assert more(first).text.startswith("STAND!: 1-888-215-5555")


def test_somebody_under_18_gets_what_is_for_the_young_first() -> None:
    young = run(FindServices(), "need_shelter", entities={"age": "16"}, language="es")
    assert young.text.startswith("Runaway Safeline")
    assert more(young, "es").text.startswith("Calli House")
    assert "Runaway" not in more(young, "es").text
    grown = run(FindServices(), "need_shelter", entities={"age": "30"}, language="es").text
    assert "Runaway" not in grown


def test_an_age_that_was_told_before_still_counts() -> None:
    told = {"situation": {"age_now": 15}}
    assert run(FindServices(), "need_shelter", slots=told).text.startswith("Runaway Safeline")


def test_what_the_rules_lead_elsewhere_comes_last_and_is_not_dropped() -> None:
    with directory() as session:
        usual = ranked(session, need_rows()["need_cash_benefits"], {})
        citizen = ranked(session, need_rows()["need_cash_benefits"], {"us_citizen": True})
    assert usual[0] == "tcvap"
    assert "tcvap" in citizen[len(citizen) // 2 :]
    assert sorted(usual) == sorted(citizen)


def test_a_line_that_never_stands_alone_has_another_beside_it() -> None:
    text = re.sub(r"\D", "", run(FindServices(), "need_case_management").text)
    assert number("cvs_24h") in text
    assert number("stand_crisis") in text or number("lifeline_988") in text


def test_a_text_code_is_never_printed_without_its_word() -> None:
    assert "text HOPE to 20121" in run(FindServices(), "need_shelter").text
    assert "texto HOPE al 20121" in run(FindServices(), "need_shelter", language="es").text


def test_the_spanish_word_of_a_line_is_for_spanish_texts_only() -> None:
    counseling = {one: run(FindServices(), "need_counseling", language=one) for one in ("en", "es")}
    assert "AYUDA" not in counseling["en"].text + more(counseling["en"]).text
    assert "texto AYUDA al 988" in counseling["es"].text + more(counseling["es"], "es").text


def test_more_goes_on_and_ends_with_the_line_that_knows_the_rest() -> None:
    outcome = run(FindServices(), "need_shelter")
    seen = []
    for _ in range(12):
        seen += outcome.slots["services_told"]
        outcome = more(outcome)
        if "That is all" in outcome.text:
            break
    assert "211" in outcome.text
    assert len(seen) == len(set(seen)) >= 4


def test_words_for_the_phone_go_with_the_first_page_only() -> None:
    first = run(FindServices(), "need_shelter")
    assert "Say:" in first.text
    assert "Say:" not in more(first).text


def test_more_out_of_the_blue_says_where_to_ask() -> None:
    assert "211" in run(ShowMore(), "ask_more").text


def test_no_withdrawn_service_and_none_for_professionals_is_listed() -> None:
    with directory() as session:
        ids = {one for row in need_rows().values() for one in ranked(session, row, {})}
        listed = {hit.id for hit in listing.readable(session, sorted(ids))}
    assert not listed & {"heat_tip", "otip_letter", "ehsd_navigation", "ht_mdt_review"}


def test_numbers_that_nobody_checked_for_years_are_not_sent_but_crisis_lines_are(monkeypatch) -> None:
    def given(intent: str) -> set[str]:
        with directory() as session:
            ids = ranked(session, need_rows()[intent], {})
            return {way.value for hit in listing.readable(session, ids) for way in hit.phones}

    before = given("need_legal_immigration"), given("need_shelter")
    monkeypatch.setattr(collaborators, "_now", lambda: datetime(2028, 6, 1, tzinfo=UTC))
    after = given("need_legal_immigration"), given("need_shelter")
    assert after[0] < before[0]
    assert after[1]
    told = run(FindServices(), "need_shelter")
    assert number("stand_crisis") in re.sub(r"\D", "", told.text + more(told).text)


@pytest.mark.parametrize(
    ("need", "text", "answer"),
    [
        ("need_legal_immigration", "what is a t visa", "s_t_visa"),
        ("need_legal_immigration", "que es una visa u", "s_u_visa"),
        ("need_legal_other", "can i clear my record", "s_record"),
        ("need_legal_other", "puedo demandar a mi patron", "s_sue"),
        ("need_legal_other", "prostitution charge", "s_record"),
        ("need_unpaid_wages", "can my boss fire me if i ask for my pay", "c_claim_fear"),
    ],
)
def test_a_question_about_a_need_gets_its_answer_first_and_more_the_services(need, text, answer) -> None:
    outcome = run(FindServices(), need, text)
    assert outcome.slots["answer_told"] == answer
    assert outcome.slots["services_intent"] == need
    assert measure(outcome.text).parts <= 3
    assert NUMBERS.search(more(outcome).text)


@pytest.mark.parametrize(
    ("need", "text"),
    [
        ("need_legal_other", "i need a lawyer"),
        ("need_shelter", "can i sleep somewhere tonight?"),
        ("need_counseling", "can i talk to someone"),
    ],
)
def test_a_wish_gets_services_and_what_is_urgent_gets_them_at_once(need: str, text: str) -> None:
    assert run(FindServices(), need, text).slots["services_told"]


def test_what_was_told_decides_a_question_that_was_read_as_a_need() -> None:
    outcome = run(FindServices(), "need_job_training", "how do i apply", slots={"answer_told": "s_tcvap_who"})
    assert outcome.slots["answer_told"] == "s_tcvap_apply"


def test_the_end_of_a_list_leaves_its_source_to_be_asked_for() -> None:
    assert "services_told" not in run(ShowMore(), "ask_more").slots


def test_another_need_than_the_one_told_is_no_question_about_the_first() -> None:
    told = {"services_told": ["stcc_immigration"], "services_intent": "need_legal_immigration"}
    text = "and is there help to pay the rent meanwhile"
    outcome = run(FindServices(), "need_cash_benefits", text, slots=told)
    assert "Contra Costa 211" in outcome.text


@pytest.mark.parametrize(
    ("need", "text", "answer"),
    [
        (
            "need_legal_other",
            "they picked me up on the street when he was making me, years ago. can that get off my record",
            "s_record",
        ),
        ("need_legal_immigration", "ya metio lo suyo, puede traer a sus hijos con la visa T", "s_family"),
    ],
)
def test_a_question_about_a_need_is_heard_in_the_story_around_it(need: str, text: str, answer: str) -> None:
    assert run(FindServices(), need, text).slots["answer_told"] == answer


@pytest.mark.parametrize(
    ("text", "language"),
    [("im looking for a lawyer for a t visa", "en"), ("busco abogado para lo de la visa T", "es")],
)
def test_who_wants_a_lawyer_for_a_visa_gets_one(text: str, language: str) -> None:
    said = run(FindServices(), "need_legal_immigration", text, language=language)
    assert said.slots["services_told"][0] == "stcc_immigration"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("where can i see a doctor with no insurance", "en"),
        ("a donde puedo ir con un doctor sin seguro", "es"),
    ],
)
def test_whoever_asks_where_gets_a_number_and_no_explanation(text: str, language: str) -> None:
    outcome = run(FindServices(), "need_medical_health", text, language=language)
    assert outcome.slots["services_told"]
    assert not outcome.slots.get("answer_told")


def test_who_wants_somebody_for_a_visa_gets_no_explanation_of_it() -> None:
    text = "my wifes t visa was denied and the letter says 30 days, we need somebody to look at it"
    outcome = run(FindServices(), "need_legal_immigration", text)
    assert outcome.slots.get("services_told") == ["stcc_immigration"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("and i also want therapy but it has to be free", "en"),
        ("y tambien quisiera terapia pero que sea gratis", "es"),
    ],
)
def test_another_need_that_is_added_is_no_question_of_the_first(text: str, language: str) -> None:
    slots = {"services_told": ["cc_211_referral"], "services_intent": "need_shelter"}
    outcome = run(FindServices(), "need_counseling", text, language=language, slots=slots, sureness=0.97)
    assert outcome.slots["services_intent"] == "need_counseling"


def test_who_is_trans_gets_words_of_their_own_for_a_bed() -> None:
    english = run(FindServices(), "need_shelter", "bed for a trans woman, last shelter put me with men")
    assert sentence("utter_say_bed_trans", "en") in english.text
    spanish = run(FindServices(), "need_shelter", "soy trans, busco una cama para hoy", language="es")
    assert sentence("utter_say_bed_trans", "es") in spanish.text


def test_staff_with_a_pupil_are_offered_no_service_on_a_guess() -> None:
    told = run(
        FindServices(),
        "need_job_training",
        "how fast. i have class in ten",
        slots={"school_told": True},
        sureness=0.3,
    )
    assert told.slots["answer_told"].startswith("e_")


def test_a_need_beside_a_missing_child_gets_its_services() -> None:
    slots = {"answer_told": "e_missing"}
    told = run(FindServices(), "need_counseling", "and is there a group for me", slots=slots, sureness=0.98)
    assert told.slots["services_intent"] == "need_counseling"


def test_nobody_is_told_to_say_they_are_a_man_who_left_one() -> None:
    told = run(FindServices(), "need_shelter", "need a place to sleep since i left the guy i worked for")
    assert sentence("utter_say_bed_man", "en") not in told.text


@pytest.mark.parametrize(
    ("text", "language"),
    [("y la visa t quien la puede pedir", "es"), ("so who can get a t visa, its for a paper", "en")],
)
def test_who_may_have_a_visa_is_no_wish_for_a_lawyer(text: str, language: str) -> None:
    outcome = run(FindServices(), "need_legal_immigration", text, language=language, sureness=0.99)
    assert outcome.slots["answer_told"] == "s_t_visa"


def test_who_helps_with_a_visa_is_a_wish_for_one() -> None:
    text = "ocupo un abogado que me meta la visa t"
    outcome = run(FindServices(), "need_legal_immigration", text, language="es")
    assert outcome.text.startswith("Stand Together")


@pytest.mark.parametrize(
    ("door", "first"), [({"told": "minor"}, "Runaway Safeline"), ({}, "Contra Costa 211")]
)
def test_a_minor_whom_only_the_door_knows_gets_beds_for_the_young(door, first: str) -> None:
    outcome = run(FindServices(), "need_shelter", "i cant go back there tonight", door=door)
    assert outcome.text.startswith(first)


@pytest.mark.parametrize(
    ("text", "language"),
    [("is there a food bank by orinda", "en"), ("en antioch donde dan despensa", "es")],
)
def test_who_looks_for_a_food_bank_is_not_met_with_rules_of_calfresh(text: str, language: str) -> None:
    outcome = run(FindServices(), "need_food_basics", text, language=language)
    assert outcome.text.startswith("Contra Costa 211")


@pytest.mark.parametrize(
    ("text", "language"),
    [("im a minor, 16, i need to work", "en"), ("soy menor de edad con 16 y necesito un trabajo", "es")],
)
def test_a_minor_who_looks_for_work_hears_of_work_and_not_of_trafficking(text: str, language: str) -> None:
    outcome = run(
        FindServices(), "need_job_training", text, language=language, entities={"age": "16"}, sureness=0.99
    )
    assert outcome.slots["services_told"] == ["cc_211_referral"]
