"""What the screen's words are sure of, the classifier's likeness to an emergency does not overrule."""

from typing import Optional

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message

from bot.components import safety_gate
from bot.components.calm_words import CalmWords
from bot.components.safety_gate import SafetyGate
from knowledge.safety.screen import screen

CONTEXT = ExecutionContext(GraphSchema({}), node_name="calm")


def ranked(text: str, metadata: Optional[dict] = None, **confidences: float) -> Message:
    rows = [{"name": name, "confidence": confidence} for name, confidence in confidences.items()]
    return Message(data={"text": text, "intent": rows[0], "intent_ranking": rows, "metadata": metadata})


@pytest.fixture
def calm(tmp_path) -> CalmWords:
    return CalmWords.create({}, LocalModelStorage.create(tmp_path), Resource("calm"), CONTEXT)


def test_a_calm_message_is_no_emergency_and_the_others_share_its_probability(calm: CalmWords) -> None:
    message = ranked("ok thanks i will call them tomorrow", self_harm=0.6, thank=0.3, goodbye=0.1)
    calm.process([message])
    assert message.get("intent") == {"name": "thank", "confidence": pytest.approx(0.75)}
    assert [row["name"] for row in message.get("intent_ranking")] == ["thank", "goodbye"]


@pytest.mark.parametrize("text", ["he is going to kill me", "me quiero morir", "she cant breathe"])
def test_what_may_be_an_emergency_stays_one(text: str, calm: CalmWords) -> None:
    message = ranked(text, immediate_danger=0.6, thank=0.4)
    calm.process([message])
    assert message.get("intent") == {"name": "immediate_danger", "confidence": 0.6}


def test_the_screen_reads_a_message_once(calm: CalmWords, tmp_path, monkeypatch) -> None:
    texts = []
    monkeypatch.setattr(
        safety_gate, "screen", lambda text, **known: texts.append(text) or screen(text, **known)
    )
    gate = SafetyGate.create({}, LocalModelStorage.create(tmp_path / "gate"), Resource("gate"), CONTEXT)
    message = ranked("he is going to kill me", thank=1.0)
    gate.process(calm.process([message]))
    assert message.get("intent")["name"] == "immediate_danger"
    assert texts == ["he is going to kill me"]


def test_in_a_talk_less_calm_is_enough(calm: CalmWords) -> None:
    text, later = "solo soy yo", {"later": "true"}
    first, second = (ranked(text, known, cannot_talk_now=0.9, deny=0.1) for known in (None, later))
    calm.process([first, second])
    assert second.get("intent")["name"] == "deny"
    assert first.get("intent")["name"] == "cannot_talk_now"


def test_a_message_without_any_other_reading_is_left_alone(calm: CalmWords) -> None:
    message = ranked("ok thanks i will call them tomorrow", self_harm=1.0)
    calm.process([message])
    assert message.get("intent") == {"name": "self_harm", "confidence": 1.0}
