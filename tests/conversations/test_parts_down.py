"""What a texter gets while a part is dead or hangs: numbers, in their language, in time."""

import time

import pytest

from bot.text.language import guess
from tests.conversations.processes import Answer, Phone, Processes
from tests.conversations.test_end_to_end import CVS, LIFELINE, STAND, holds

pytestmark = pytest.mark.e2e

QUESTIONS = (
    "necesito un abogado para mi caso",
    "where can i get food",
    "donde puedo dormir",
    "i need a lawyer",
)
# Rasa has six seconds; what is over is a busy machine's, and well before Twilio hangs up (15 seconds).
DEADLINE = 8.0
AT_ONCE = 1.0


def assert_useful(answer: Answer, question: str) -> None:
    assert answer.status == 200
    assert [one for one in (CVS, STAND, LIFELINE) if holds(answer.text, one)][1:], answer.text
    assert guess(answer.text) == guess(question)
    assert answer.parts == 1


def ask_three_times_then_at_once(phones: list[Phone]) -> None:
    """Three failures open the circuit; the fourth texter does not wait."""
    answers = [phone.text(question) for phone, question in zip(phones, QUESTIONS, strict=True)]
    for answer, question in zip(answers, QUESTIONS, strict=True):
        assert_useful(answer, question)
    assert max(answer.seconds for answer in answers[:3]) <= DEADLINE
    assert answers[3].seconds <= AT_ONCE


def phones(puente: Processes) -> list[Phone]:
    return [puente.phone() for _ in QUESTIONS]


def wait_for_an_answer(puente: Processes) -> None:
    """The probe closes the circuit within seconds of the part's return."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if "TCVAP" in puente.phone().text("what is tcvap").text:
            return
        time.sleep(0.5)
    raise AssertionError("no answer after the part came back")


@pytest.mark.parametrize("part", ["rasa", "actions"])
def test_dead(puente: Processes, part: str) -> None:
    puente.kill(part)
    try:
        ask_three_times_then_at_once(phones(puente))
        assert_danger_is_answered(puente)
    finally:
        puente.start(part)
        puente.wait(part)
        wait_for_an_answer(puente)


@pytest.mark.parametrize("part", ["rasa", "actions"])
def test_hanging(puente: Processes, part: str) -> None:
    with puente.frozen(part):
        ask_three_times_then_at_once(phones(puente))
        assert_danger_is_answered(puente)
    wait_for_an_answer(puente)


def assert_danger_is_answered(puente: Processes) -> None:
    answer = puente.phone().text("me va a matar ayudenme")
    assert holds(answer.text, "911")
    assert holds(answer.text, CVS)
    assert answer.seconds <= AT_ONCE
