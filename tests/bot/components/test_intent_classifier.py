"""The classifier learns from a handful of sentences and keeps what it learnt; the nets below it."""

from pathlib import Path
from typing import Any, Dict, List

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.components import kernel_machine
from bot.components.intent_classifier import LikenessClassifier
from bot.components.kernel_machine import KernelMachine, Shape, Views
from bot.components.plain_words import plain_words
from bot.components.safety_net import SafetyNet
from bot.components.spelling import PARTS, SHARED, Spelling
from knowledge.meaning import encoder

EXAMPLES = {
    "need_unpaid_wages": [
        "my boss doesn't pay me",
        "mi jefe no me paga",
        "they owe me wages",
        "me deben mi sueldo",
    ],
    "need_food_basics": [
        "we have no food",
        "no tenemos comida",
        "where can i eat today",
        "donde hay despensa",
    ],
    "need_shelter": [
        "i need a place to sleep",
        "no tengo donde dormir",
        "any bed for tonight",
        "busco albergue",
        "nowhere to sleep and no place to go",
    ],
    "immediate_danger": ["he has a knife", "tiene un cuchillo", "they locked me in", "me encerraron"],
}
CONTEXT = ExecutionContext(GraphSchema({}), node_name="classifier")
RESOURCE = Resource("classifier")
Ranking = List[Dict[str, Any]]


@pytest.fixture(scope="module")
def storage(tmp_path_factory: Any) -> LocalModelStorage:
    return LocalModelStorage.create(tmp_path_factory.mktemp("storage"))


@pytest.fixture(scope="module")
def trained(storage: LocalModelStorage) -> LikenessClassifier:
    component = LikenessClassifier.create(LikenessClassifier.get_default_config(), storage, RESOURCE, CONTEXT)
    rows = [{"text": text, "intent": intent} for intent, texts in EXAMPLES.items() for text in texts]
    component.train(TrainingData([Message(data=row) for row in rows]))
    return component


def ranking(component: LikenessClassifier, text: str) -> Ranking:
    processed = component.process([Message(data={"text": text})])[0]
    assert processed.get("intent") == processed.get("intent_ranking")[0]
    found: Ranking = processed.get("intent_ranking")
    return found


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("my employer hasn't given me my salary", "need_unpaid_wages"),
        ("mi patron no me ha pagado", "need_unpaid_wages"),
        ("tengo hambre, hay algo de comer", "need_food_basics"),
        ("i hv no whr to sleeep", "need_shelter"),
        ("ME ENSERRARON", "immediate_danger"),
        ("hes got a knife", "immediate_danger"),
    ],
)
def test_finds_what_is_worded_otherwise(trained: LikenessClassifier, text: str, intent: str) -> None:
    assert ranking(trained, text)[0]["name"] == intent


def test_confidences_are_probabilities_in_falling_order(trained: LikenessClassifier) -> None:
    confidences = [row["confidence"] for row in ranking(trained, "mi jefe no me paga")]
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1.0, abs=1e-4)


def test_what_resembles_nothing_gets_less_confidence(trained: LikenessClassifier) -> None:
    near, far = (
        ranking(trained, text)[0]["confidence"] for text in ("they owe me my wages", "zxqv lorem 77")
    )
    assert near > far + 0.2


def test_is_the_same_after_it_was_kept(trained: LikenessClassifier, storage: LocalModelStorage) -> None:
    config = LikenessClassifier.get_default_config()
    loaded = LikenessClassifier.load(config, storage, RESOURCE, CONTEXT)
    for text in ("no me pagan", "sopa 🙂", "???"):
        before, after = (
            {row["name"]: row["confidence"] for row in ranking(one, text)} for one in (trained, loaded)
        )
        assert after == pytest.approx(before, abs=0.005)


@pytest.mark.usefixtures("trained")
def test_what_is_kept_runs_no_code_when_it_is_read(storage: LocalModelStorage) -> None:
    with storage.read_from(RESOURCE) as folder:
        assert {file.suffix for file in Path(folder).iterdir()} == {".json", ".npz"}
        for file in Path(folder).glob("*.npz"):
            with np.load(file, allow_pickle=False) as arrays:
                assert all(arrays[name].dtype != object for name in arrays.files)


def test_a_message_without_text_is_left_alone(trained: LikenessClassifier) -> None:
    assert trained.process([Message(data={})])[0].get("intent") is None


def test_an_untrained_classifier_leaves_messages_alone(tmp_path: Path) -> None:
    own = LocalModelStorage.create(tmp_path)
    component = LikenessClassifier.create(LikenessClassifier.get_default_config(), own, RESOURCE, CONTEXT)
    component.train(TrainingData([]))
    assert component.process([Message(data={"text": "hola"})])[0].get("intent") is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("kiero ayudaaaa xq no puedo", "quiero ayudaa porque no puedo"),
        ("Él está AQUÍ", "el esta aqui"),
        ("???", "???"),
    ],
)
def test_plain_words_undo_texting(text: str, plain: str) -> None:
    assert plain_words(text) == plain


def test_the_same_wish_is_near_in_both_languages() -> None:
    texts = ["mi jefe no me paga", "my boss won't pay me", "i like pizza"]
    spanish, english, other = encoder()(texts)
    assert np.linalg.norm(spanish) == pytest.approx(1.0, abs=1e-3)
    assert spanish @ english > 0.8 > spanish @ other + 0.3


def test_spelling_gives_the_rows_of_scikit_learn() -> None:
    texts = [text for texts in EXAMPLES.values() for text in texts]
    others = ["i need food today, food", "xyzzy", ""]
    spelling = Spelling(1.0, 2.0)
    learnt = spelling.learn(texts)
    weights = {"letters": 1.0, "words": 2.0}
    blocks = [
        TfidfVectorizer(**PARTS[name], **SHARED).fit(texts).transform(texts + others) * weights[name] ** 0.5
        for name in PARTS
    ]
    wanted = hstack(blocks).toarray()
    assert spelling.rows(texts + others).toarray() == pytest.approx(wanted, abs=1e-6)
    assert learnt.toarray() == pytest.approx(wanted[: len(texts)], abs=1e-6)
    assert wanted.any(axis=1).tolist() == [True] * 19 + [False]


def test_weights_are_read_back_in_rows(trained: LikenessClassifier, tmp_path: Path) -> None:
    # In columns, scipy copies all of them for every message.
    trained._machine.save(tmp_path)
    assert KernelMachine.load(tmp_path).spelling_weights.flags["C_CONTIGUOUS"]
    assert KernelMachine.load(tmp_path).anchor_weights.flags["C_CONTIGUOUS"]


@pytest.mark.parametrize("landmarks", [3, 17])
def test_the_weights_solve_the_equations(monkeypatch: pytest.MonkeyPatch, landmarks: int) -> None:
    texts = [text for texts in EXAMPLES.values() for text in texts]
    wanted = np.eye(17, 4, dtype=np.float32)
    views = Views(Spelling(1.0, 1.0).learn(texts), encoder()(texts))
    monkeypatch.setattr(kernel_machine, "LANDMARKS", landmarks)
    monkeypatch.setattr(kernel_machine, "CLOSE", 1e-4)
    weights = kernel_machine._solve(views, wanted, Shape(3.0, 1.0), 0.1)
    whole = kernel_machine._likeness(views, np.arange(17), Shape(3.0, 1.0))
    assert weights == pytest.approx(np.linalg.solve(whole + 0.1 * np.eye(17), wanted), abs=1e-3)


def test_equations_without_solution_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel_machine, "MOST_ROUNDS", 1)
    monkeypatch.setattr(kernel_machine, "LANDMARKS", 3)
    texts = [text for texts in EXAMPLES.values() for text in texts]
    views = Views(Spelling(1.0, 1.0).learn(texts), encoder()(texts))
    with pytest.raises(ArithmeticError, match="ridge"):
        kernel_machine._solve(views, np.eye(17, 4, dtype=np.float32), Shape(3.0, 1.0), 0.1)


def test_left_out_scores_are_those_of_a_machine_that_never_saw_the_example() -> None:
    texts = [text for texts in EXAMPLES.values() for text in texts]
    wanted = np.eye(4, dtype=np.float32)[np.repeat(range(4), 4)]
    views = Views(Spelling(1.0, 1.0).learn(texts), encoder()(texts))
    whole = kernel_machine._likeness(views, np.arange(16), Shape(3.0, 1.0))
    left_out, right = kernel_machine._calibration(views, wanted, Shape(3.0, 1.0), 0.1)
    first, *others = np.random.default_rng(0).permutation(16)
    weights = np.linalg.solve(whole[np.ix_(others, others)] + 0.1 * np.eye(15), wanted[others])
    assert left_out[0] == pytest.approx(whole[first, others] @ weights, abs=1e-3)
    assert right[0] == wanted[first].argmax()


def ranked(**confidences: float) -> Message:
    rows = [{"name": name, "confidence": confidence} for name, confidence in confidences.items()]
    return Message(data={"text": "he came back", "intent": rows[0], "intent_ranking": rows})


def caught(tmp_path: Path, message: Message, threshold: float = 0.1) -> Message:
    net = SafetyNet.create({"threshold": threshold}, LocalModelStorage.create(tmp_path), RESOURCE, CONTEXT)
    return net.process([message])[0]


def test_emergencies_that_are_possible_together_win(tmp_path: Path) -> None:
    message = caught(tmp_path, ranked(out_of_scope=0.88, self_harm=0.07, greet=0.01, immediate_danger=0.04))
    assert message.get("intent") == {"name": "self_harm", "confidence": pytest.approx(0.11)}
    names = [row["name"] for row in message.get("intent_ranking")]
    assert names == ["self_harm", "out_of_scope", "greet", "immediate_danger"]


def test_an_emergency_is_not_hidden_by_the_fallback(tmp_path: Path) -> None:
    message = caught(tmp_path, ranked(nlu_fallback=0.3, greet=0.25, medical_emergency=0.2))
    assert message.get("intent")["name"] == "medical_emergency"


def test_what_is_hardly_possible_changes_nothing(tmp_path: Path) -> None:
    message = caught(tmp_path, ranked(out_of_scope=0.95, self_harm=0.05))
    assert message.get("intent") == {"name": "out_of_scope", "confidence": 0.95}


def test_a_message_that_nothing_classified_is_left_alone(tmp_path: Path) -> None:
    assert caught(tmp_path, Message(data={"text": ""})).get("intent") is None
