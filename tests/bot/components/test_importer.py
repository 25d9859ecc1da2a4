"""Training files are read once, and whoever merges sentences gets copies of its own."""

import copy
from pathlib import Path

import pytest
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message

from bot.components.importer import ReadOnce, Sentence

NLU = "version: '3.1'\nnlu:\n- intent: greet\n  examples: |\n    - hello\n    - hola\n"
DOMAIN = "version: '3.1'\nintents: [greet]\n"


def files(folder: Path, nlu: str = NLU) -> ReadOnce:
    (folder / "nlu.yml").write_text(nlu, encoding="utf-8")
    (folder / "domain.yml").write_text(DOMAIN, encoding="utf-8")
    return ReadOnce(None, str(folder / "domain.yml"), [str(folder / "nlu.yml")])


def test_rasa_trains_with_it() -> None:
    importer = TrainingDataImporter.load_from_config("config.yml", "bot/domain", ["bot/data"])
    inner = importer
    while hasattr(inner, "importer") or hasattr(inner, "_importer"):
        inner = getattr(inner, "importer", None) or inner._importer
    assert [type(one) for one in inner._importers] == [ReadOnce]


def test_files_are_read_once(tmp_path: Path) -> None:
    importer = files(tmp_path)
    first, domain = importer.get_nlu_data(), importer.get_domain()
    for file in tmp_path.iterdir():
        file.unlink()
    assert importer.get_nlu_data() is first
    assert importer.get_domain() is domain
    assert [one.data for one in first.training_examples] == [
        {"text": "hello", "intent": "greet"},
        {"text": "hola", "intent": "greet"},
    ]


def test_what_is_merged_is_a_copy(tmp_path: Path) -> None:
    read = files(tmp_path).get_nlu_data()
    merged = read.merge()
    merged.training_examples[0].set("text", "bye")
    assert [one.get("text") for one in read.training_examples] == ["hello", "hola"]


def test_a_copy_is_the_same_to_rasa() -> None:
    data = {"text": "hola", "intent": "greet"}
    sentence = Sentence(data)
    assert sentence == copy.deepcopy(sentence) == Message(data=data)
    changed = copy.deepcopy(sentence)
    changed.set("intent", "goodbye")
    assert changed == Message(data={**data, "intent": "goodbye"}) != sentence


def test_a_sentence_with_a_marked_entity_is_refused(tmp_path: Path) -> None:
    marked = NLU.replace("hola", '[hola]{"entity": "greeting"}')
    with pytest.raises(ValueError, match="'hola' has more than text and intent: entities"):
        files(tmp_path, marked).get_nlu_data()
