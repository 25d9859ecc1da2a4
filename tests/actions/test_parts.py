"""Parts of a need are told by meaning, and lead to who meets them."""

import pytest

from actions import parts
from actions.collaborators import directory, questions
from actions.find_services import FindServices
from actions.screening import BeginScreening
from actions.tables import need_rows
from actions.turn import sentence
from knowledge.directory import queries
from tests.actions.turns import run


@pytest.mark.parametrize(
    ("intent", "text", "first"),
    [
        ("need_cash_benefits", "i dont have enough for rent", "cc_211_referral"),
        ("need_cash_benefits", "nos quieren desalojar", "baylegal_civil"),
        ("need_medical_health", "necesito un dentista gratis", "cc_211_referral"),
        ("need_medical_health", "where can i get an hiv test", "cc_211_referral"),
        ("need_shelter", "is there a shelter for men", "cc_211_referral"),
        ("need_legal_other", "nobody can drive me to the courthouse", "cc_211_referral"),
        ("need_cash_benefits", "im late on rent and got the notice to leave", "baylegal_civil"),
        ("need_legal_other", "quiero pedir que el juez no lo deje venir", "baylegal_civil"),
        ("need_legal_other", "he ran up debt using my name", "baylegal_civil"),
        ("need_case_management", "could somebody go in with me to the hearing", "cvs_ht_direct"),
    ],
)
def test_a_part_of_a_need_leads_to_who_meets_it(intent: str, text: str, first: str) -> None:
    part = parts.of(intent, text)
    assert part is not None
    assert part.first[0] == first


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("need_cash_benefits", "i need cash help"),
        ("need_medical_health", "necesito ver a un doctor"),
        ("need_shelter", "i have nowhere to sleep with my kids"),
        ("need_legal_other", "i want custody of my son"),
        ("need_food_basics", "no hemos comido"),
        ("need_food_basics", '/need_food_basics{"choice": "x"}'),
    ],
)
def test_a_whole_need_has_no_part(intent: str, text: str) -> None:
    assert parts.of(intent, text) is None


def test_every_part_names_what_exists() -> None:
    named = {one for part in parts.parts().values() for one in part.first}
    with directory() as session:
        assert {hit.id for hit in queries.services(session, sorted(named), audience="survivor")} == named
    assert {part.answer for part in parts.parts().values() if part.answer} <= questions().ids
    assert {need for part in parts.parts().values() for need in part.needs} <= {
        *need_rows(),
        "ask_eligibility",
    }


def test_who_cannot_pay_the_rent_is_not_sent_to_an_aid_for_some_first() -> None:
    outcome = run(FindServices(), "need_cash_benefits", "i cant pay my rent this month")
    assert "text HOPE to 20121" in outcome.text
    assert "TCVAP" not in outcome.text


def test_who_is_accused_hears_who_defends() -> None:
    outcome = run(
        FindServices(), "need_legal_other", "me acusan de un delito que me obligo a hacer", language="es"
    )
    assert "Public Defender" in outcome.text
    assert outcome.slots["answer_told"] == "s_charged"


@pytest.mark.parametrize(
    ("intent", "text", "answer"),
    [
        ("need_cash_benefits", "does the victims fund pay for lost work", "s_calvcb"),
        ("need_legal_other", "que mi direccion nueva no salga en ningun papel", "s_address"),
        ("need_unpaid_wages", "they say the plane ticket is my debt and keep the pay", "s_debt"),
        ("need_unpaid_wages", "the boss keeps my passport and pays nothing", "s_work_control"),
        ("need_case_management", "i wanted to go with him so it is my fault", "s_agreed_first"),
    ],
)
def test_a_part_that_wants_an_explanation_gets_one(intent: str, text: str, answer: str) -> None:
    assert parts.of(intent, text).answer == answer


def test_who_looks_for_work_hears_first_who_knows_of_jobs_for_anybody() -> None:
    outcome = run(FindServices(), "need_job_training", "i want to get a forklift card and work")
    assert outcome.slots["services_told"] == ["cc_211_referral"]


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("need_cash_benefits", "hi so i left in june and got a little studio. can anybody help w the rent"),
        ("need_food_basics", "we walked out with what we wore, need coats and shoes for two"),
        ("need_cash_benefits", "who helps pay for a babysitter so i can go to work"),
    ],
)
def test_a_part_is_heard_inside_a_story(intent: str, text: str) -> None:
    assert parts.of(intent, text) is not None


@pytest.mark.parametrize(
    ("text", "say"),
    [
        ("im trans so would i be safe there", "utter_say_bed_trans"),
        ("but im a guy, can i go too", "utter_say_bed_man"),
    ],
)
def test_who_they_are_told_after_the_need_changes_what_to_ask_for(text: str, say: str) -> None:
    asked = run(FindServices(), "need_shelter", "i need a bed tonight")
    told = run(BeginScreening(), "ask_eligibility", text, slots=asked.slots)
    assert sentence(say, "en") in told.text


def test_who_they_are_leads_to_no_bed_where_none_was_asked_for() -> None:
    asked = run(FindServices(), "need_food_basics", "we have nothing to eat")
    told = run(BeginScreening(), "ask_eligibility", "im trans so would i be safe there", slots=asked.slots)
    assert sentence("utter_say_bed_trans", "en") not in told.text
