from pathlib import Path

import pytest

from bot.text.responses import BrokenResponse, Option, Responses, UnknownResponse

BOTH = """
responses:
  utter_bed:
    - text: A bed
      buttons: [{title: More, payload: More}]
    - condition: [{type: slot, name: language, value: es}]
      text: Una cama
"""


def write(folder: Path, text: str, name: str = "topic.yml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_gives_the_sentence_in_the_language_asked_for(tmp_path: Path) -> None:
    responses = Responses.load(write(tmp_path, BOTH))
    assert responses.reply("utter_bed", "en").text == "A bed"
    assert responses.reply("utter_bed", "en").options == (Option("More", "More"),)
    assert responses.reply("utter_bed", "es").text == "Una cama"
    assert responses.names == {"utter_bed"}


def test_names_a_response_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UnknownResponse, match="utter_sofa"):
        Responses.load(write(tmp_path, BOTH)).reply("utter_sofa", "en")


def test_refuses_a_response_without_spanish(tmp_path: Path) -> None:
    with pytest.raises(BrokenResponse, match=r"topic.yml: utter_bed needs"):
        Responses.load(write(tmp_path, "responses:\n  utter_bed:\n    - text: A bed\n"))


def test_refuses_two_texts_for_one_language(tmp_path: Path) -> None:
    with pytest.raises(BrokenResponse, match="two texts for en"):
        Responses.load(write(tmp_path, "responses:\n  utter_bed:\n    - text: A bed\n    - text: Bed\n"))


def test_refuses_the_same_name_in_two_files(tmp_path: Path) -> None:
    write(tmp_path, BOTH, "other.yml")
    with pytest.raises(BrokenResponse, match="defined twice"):
        Responses.load(write(tmp_path, BOTH))
