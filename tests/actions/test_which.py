"""The first and the second of the services of a talk, as people call them."""

import pytest

from actions import which
from tests.actions.turns import Outcome, dispatched, tracker_of

LIST = ["cc_211_referral", "stand_shelter", "cvs_advocacy"]


def told(text: str, shown: int, language: str = "en", **slots: object) -> Outcome | None:
    """After a list of which that many were shown, one at a time."""
    known = {"services_told": LIST[shown - 1 : shown], "services_left": LIST[shown:], **slots}
    tracker = tracker_of("ask_partner_info", text, language=language, slots=known)
    need = {"event": "slot", "name": "services_intent", "value": "need_shelter"}
    before = {"event": "slot", "name": "services_told", "value": ["ehsd_tcvap"]}
    cards = [{"event": "slot", "name": "services_told", "value": [one]} for one in LIST[:shown]]
    tracker.events = [before, need, *cards]
    return dispatched(lambda dispatcher: which.tell(dispatcher, tracker))


@pytest.mark.parametrize(
    ("text", "language", "shown", "service"),
    [
        ("what about the second one", "en", 1, "stand_shelter"),
        ("no i meant the first place u gave me not this one", "en", 2, "cc_211_referral"),
        ("is the 2nd number open now", "en", 2, "stand_shelter"),
        ("mejor la primera", "es", 2, "cc_211_referral"),
        ("mejor la primera, me repite el numero por favor", "es", 2, "cc_211_referral"),
        ("y el segundo lugar q me dijo?", "es", 1, "stand_shelter"),
    ],
)
def test_the_service_that_is_meant_is_told_with_its_number(text, language, shown, service) -> None:
    said = told(text, shown, language)
    assert said is not None
    assert said.slots["services_told"] == [service]


@pytest.mark.parametrize(
    "text",
    [
        "its the first time i ask",
        "es la segunda vez que me pega",
        "my first job here paid nothing",
        "the second question is how long",
        "i went to the first place you said last week and it was so far that i came home, is there any other",
    ],
)
def test_other_first_and_second_things_are_none(text: str) -> None:
    assert told(text, 1) is None


def test_without_services_there_is_no_first_one() -> None:
    tracker = tracker_of("ask_partner_info", "what about the second one")
    assert dispatched(lambda dispatcher: which.tell(dispatcher, tracker)) is None


def test_school_staff_have_steps_and_no_list() -> None:
    assert told("what about the second one", 1, school_told=True) is None


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("need_legal_other", "ok so give me the lawyer"),
        ("ask_hotline", "what was the number for those lawyers"),
        ("need_legal_other", "alright who is the free lawyer"),
        ("ask_hotline", "y el abogado que me dijo, me repite el numero"),
    ],
)
def test_the_lawyer_is_the_one_that_was_told_of(intent: str, text: str) -> None:
    tracker = tracker_of(intent, text, slots={"answer_told": "s_boss_immigration"})
    shown = dispatched(lambda dispatcher: which.tell(dispatcher, tracker))
    assert shown is not None
    assert "900-5151" in shown.text


def test_a_lawyer_told_some_turns_ago_is_found_and_none_is_made_up() -> None:
    tracker = tracker_of("ask_hotline", "the lawyer's number again", slots={"services_told": ["ehsd_tcvap"]})
    assert dispatched(lambda dispatcher: which.tell(dispatcher, tracker)) is None
    tracker.events = [{"event": "slot", "name": "services_told", "value": ["baylegal_civil"]}]
    shown = dispatched(lambda dispatcher: which.tell(dispatcher, tracker))
    assert shown is not None
    assert "551-5554" in shown.text


def test_a_question_on_the_lawyer_is_left_to_be_answered() -> None:
    tracker = tracker_of(
        "ask_hotline", "does the lawyer speak mam", slots={"answer_told": "s_boss_immigration"}
    )
    assert dispatched(lambda dispatcher: which.tell(dispatcher, tracker)) is None


def test_what_is_asked_of_the_second_is_answered_of_the_second() -> None:
    said = told("the second one, is there a waiting list", 1)
    assert said is not None
    assert said.slots["services_told"] == ["stand_shelter"]
    assert "888-215-5555" in said.text
    assert "how long" in said.text


def after_an_answer(text: str, said: str) -> Outcome | None:
    """After an answer that named these numbers."""
    tracker = tracker_of("ask_partner_info", text, slots={"answer_told": "c_where_report"})
    tracker.events = [{"event": "user", "text": "a"}, {"event": "bot", "text": said}]
    return dispatched(lambda dispatcher: which.tell(dispatcher, tracker))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the second number, who is that", "888-373-7888"),
        ("the first one then", "925-957-8658"),
        ("yes please the second", "888-373-7888"),
        ("me manda otra vez el telefono del primero", "925-957-8658"),
        ("perdon la 1", "925-957-8658"),
    ],
)
def test_of_the_numbers_in_an_answer_that_one_is_told_which_is_meant(text: str, number: str) -> None:
    outcome = after_an_answer(text, "Danger: 911. Tip line 925-957-8658. National 888-373-7888 (may share).")
    assert outcome is not None
    assert outcome.text.replace("(925) ", "925-").find(number) >= 0


def test_an_amount_is_no_number_to_choose() -> None:
    assert after_an_answer("the second one", "It was 450 in 2019 and 612 in 2020.") is None


def test_the_second_way_on_a_card_is_the_second_one() -> None:
    tracker = tracker_of("ask_partner_info", "ok the second number", slots={"services_told": LIST[:1]})
    need = {"event": "slot", "name": "services_intent", "value": "need_shelter"}
    shown = {"event": "slot", "name": "services_told", "value": LIST[:1]}
    said = "Contra Costa 211: 211, text HOPE to 20121. Or STAND!: 1-888-215-5555 (not police)."
    tracker.events = [need, shown, {"event": "user", "text": "a"}, {"event": "bot", "text": said}]
    outcome = dispatched(lambda dispatcher: which.tell(dispatcher, tracker))
    assert outcome is not None
    assert "888-215-5555" in outcome.text
    assert "211" not in outcome.text.split("Or ")[0]
