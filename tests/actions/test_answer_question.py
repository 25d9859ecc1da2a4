import pytest

from actions.answer_question import AnswerQuestion, choose
from actions.tables import answer_rows
from bot.text.segments import measure
from tests.actions.turns import run


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
        ("ask_privacy_confidentiality", "who reads this", "utter_privacy"),
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
