import pytest

from actions import about_told, elsewhere
from actions.turn import sentence
from tests.actions.turns import dispatched, tracker_of

LEFT = {"services_told": ["stand_shelter"], "services_left": ["cc_211_referral"]}


def told(text: str, language: str = "en", **slots):
    tracker = tracker_of("nlu_fallback", text, language=language, slots=slots)
    return dispatched(lambda dispatcher: about_told.tell(dispatcher, tracker))


@pytest.mark.parametrize(
    ("text", "language"), [("i called and nobody picks up", "en"), ("llame y no contestan", "es")]
)
def test_who_got_no_answer_is_given_the_next_service(text: str, language: str) -> None:
    said = told(text, language, **LEFT)
    assert said.text.startswith(sentence("utter_no_answer", language))
    assert "Contra Costa 211" in said.text
    assert said.slots["services_told"] == ["cc_211_referral"]


def test_without_any_left_it_is_advocates_at_any_hour() -> None:
    said = told("i called and nobody picks up", services_told=["stand_shelter"])
    assert said.text == sentence("utter_lines_no_answer", "en")


def test_with_nothing_told_there_is_no_next_one() -> None:
    assert told("i called and nobody picks up") is None


@pytest.mark.parametrize("name", [one for one in elsewhere.BEFORE.values() if one])
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_goes_first_promises_nothing(name: str, language: str) -> None:
    assert len(sentence(name, language)) < 70
