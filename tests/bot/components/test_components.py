"""Each component is built as Rasa's graph builds it and given a message: no training is needed."""

from typing import Any, Dict, List, Optional, Type

import pytest
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message

from bot.components.entities import NamedThings
from bot.components.language import MessageLanguage
from bot.components.safety_gate import SafetyGate


def build(kind: Type[Any], tmp_path: Any, config: Optional[Dict[str, Any]] = None) -> Any:
    defaults = kind.get_default_config() if hasattr(kind, "get_default_config") else {}
    context = ExecutionContext(GraphSchema({}), node_name=kind.__name__)
    settings = {**defaults, "alias": kind.__name__, **(config or {})}
    return kind.create(settings, LocalModelStorage.create(tmp_path), Resource("x"), context)


def message(text: str, **data: Any) -> Message:
    return Message(data={"text": text, **data})


@pytest.fixture(scope="module")
def named_things(tmp_path_factory: Any) -> GraphComponent:
    return build(NamedThings, tmp_path_factory.mktemp("storage"))


def entities(component: Any, text: str) -> Dict[str, str]:
    found = component.process([message(text)])[0].get("entities", [])
    return {item["entity"]: item["value"] for item in found}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("im 15 and need help", "age", "15"),
        ("tengo 17 años", "age", "17"),
        ("mi hija tiene quince", "age", "15"),
        ("a 16 yr old girl", "age", "16"),
        ("tiene 14 añitos", "age", "14"),
        ("mi sobrino, 13 añitos", "age", "13"),
        ("estoy en Richmond", "place", "Richmond"),
        ("im in antoch", "place", "Antioch"),
        ("we live in Brentwod", "place", "Brentwood"),
        ("en oakland", "place", "Oakland"),
        ("tengo visa U pendiente", "immigration_step", "u_filed"),
        ("no tengo papeles", "immigration_step", "no_papers"),
        ("who is community violence solutions", "partner", "cvs"),
        ("que hace baylegal", "partner", "baylegal"),
        ("who funds stand", "partner", "stand"),
        ("they owe me 15 hundred dollars", "age", None),
        ("apartment 22", "age", None),
    ],
)
def test_picks_out_what_is_named(named_things: Any, text: str, kind: str, value: Optional[str]) -> None:
    assert entities(named_things, text).get(kind) == value


def test_positions_are_those_of_the_text_as_sent(named_things: Any) -> None:
    text = "¿Qué hay en Ríchmond?"
    found = named_things.process([message(text)])[0].get("entities")[0]
    assert text[found["start"] : found["end"]] == "Ríchmond"


@pytest.mark.parametrize(
    ("text", "metadata", "expected"),
    [
        ("visa", {"language": "es"}, ["es"]),
        ("my boss wont pay", {"language": "es"}, ["es"]),
        ("mi jefe no me paga", None, ["es"]),
        ("visa", None, []),
        ("visa", {"language": "fr"}, []),
    ],
)
def test_takes_the_language_from_the_door_first(
    tmp_path: Any, text: str, metadata: Any, expected: List[str]
) -> None:
    processed = build(MessageLanguage, tmp_path).process([message(text, metadata=metadata)])[0]
    assert [item["value"] for item in processed.get("entities", [])] == expected


def test_the_screen_outranks_the_classifier(tmp_path: Any) -> None:
    guessed = {"name": "need_shelter", "confidence": 0.9}
    text = message("he is going to kill me", intent=guessed, intent_ranking=[guessed])
    corrected = build(SafetyGate, tmp_path).process([text])[0]
    assert corrected.get("intent") == {"name": "immediate_danger", "confidence": 1.0}
    assert [row["name"] for row in corrected.get("intent_ranking")] == ["immediate_danger", "need_shelter"]


def test_the_screen_leaves_a_harmless_message_alone(tmp_path: Any) -> None:
    guessed = {"name": "out_of_scope", "confidence": 0.9}
    text = message("this homework is killing me", intent=guessed, intent_ranking=[guessed])
    assert build(SafetyGate, tmp_path).process([text])[0].get("intent") == guessed
