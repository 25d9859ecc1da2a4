import pytest

from actions.asked_on import answer, of_told
from tests.actions.turns import tracker_of


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("how do i apply", "s_tcvap_who", "s_tcvap_apply"),
        ("what do i bring", "s_tcvap_who", "s_tcvap_proof"),
        ("que papeles llevo", "s_tcvap_who", "s_tcvap_proof"),
        ("how long does it last", "s_tcvap_who", "s_tcvap_long"),
        ("who funds it", "n_groups", "n_group_money"),
        ("quien lo dirige", "n_httf_goals", "n_leads"),
    ],
)
def test_the_matter_told_decides_what_a_short_question_means(text: str, told: str, expected: str) -> None:
    assert answer(tracker_of("nlu_fallback", text, slots={"answer_told": told})) == expected
    assert answer(tracker_of("nlu_fallback", text)) is None


def test_services_told_are_a_matter_too() -> None:
    told = {"services_told": ["medi_cal"]}
    text = "does that affect my green card"
    assert answer(tracker_of("ask_immigration_risk", text, slots=told)) == "c_aid_papers"


@pytest.mark.parametrize("text", ["thank you", "i need a bed", "necesito un abogado", "what is a t visa"])
def test_another_matter_is_left_to_its_own_intent(text: str) -> None:
    assert answer(tracker_of("nlu_fallback", text, slots={"answer_told": "s_tcvap_who"})) is None


@pytest.mark.parametrize(
    ("text", "asked"), [("im in rodeo but the bus gets me anywhere", None), ("is there a bus", "transport")]
)
def test_a_place_that_is_told_asks_for_no_ride(text: str, asked: str | None) -> None:
    slots = {"services_told": ["cc_211_referral"], "services_intent": "need_shelter"}
    entities = {"place": "Rodeo", "county": "contra_costa"} if asked is None else {}
    tracker = tracker_of("provide_county", text, slots=slots, entities=entities, sureness=0.8)
    assert of_told(tracker) == asked
