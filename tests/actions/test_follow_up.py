import pytest

from actions.follow_up import OWN, FollowUp
from actions.turn import sentence
from tests.actions.turns import run

CHECK = {"title": "Check it", "payload": '/ask_eligibility{"choice": "cash"}'}


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
    for text in ("are you ice", "is this the police"):
        assert run(FollowUp(), "bot_challenge", text, slots=told).texts == [
            sentence("utter_bot_challenge", "en")
        ]


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
