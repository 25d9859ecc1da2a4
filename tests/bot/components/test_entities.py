"""What texts name, text by text (entities_cases.yml), and what holds for every text."""

import time
from pathlib import Path
from typing import Any, Iterator, List, Tuple

import pytest
import yaml
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message

from bot.components.entities import NamedThings
from bot.components.entities_finder import SPARE, Phrase, PhraseFinder
from bot.components.entities_named import LABELS, NamedReader
from bot.components.entities_partners import names
from bot.components.entities_phrases import PhraseFile, read, shared_words

FACTS = Path(__file__).parents[3] / "knowledge" / "facts"
CASES = yaml.safe_load(Path(__file__).with_name("entities_cases.yml").read_text(encoding="utf-8"))
LEAST_CASES = 25


def cases() -> Iterator[Tuple[str, str, List[str]]]:
    for label, listed in CASES.items():
        yield from ((label, text, values) for text, values in listed["fires"].items())
        yield from ((label, text, []) for text in listed["spares"])


def field_values(field: str) -> set[str]:
    fields = yaml.safe_load((FACTS / "situation_fields.yaml").read_text(encoding="utf-8"))["fields"]
    return set(next(one["values"] for one in fields if one["id"] == field))


@pytest.fixture(scope="module")
def reader() -> NamedReader:
    return NamedReader()


def values(reader: NamedReader, text: str, label: str) -> List[str]:
    return [named.value for named in reader.read(text) if named.label == label]


@pytest.mark.parametrize(("label", "text", "expected"), cases())
def test_reads_what_people_text(reader: NamedReader, label: str, text: str, expected: List[str]) -> None:
    assert values(reader, text, label) == expected


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("kind", ["fires", "spares"])
def test_every_entity_has_its_table(label: str, kind: str) -> None:
    assert len(CASES[label][kind]) >= LEAST_CASES


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("¿Qué hay en Ríchmond?", "place", "Ríchmond"),
        ("¿Que\u0301 hay en Ri\u0301chmond?", "place", "Ri\u0301chmond"),
        ("😀😀 I’m 15, ok", "age", "15"),
        ("mi hija tiene treinta  y   cinco", "age", "treinta  y   cinco"),
        ("the  D.A.'s   office called", "partner", "D.A.'s   office"),
        ("İ live in WALNUT\ncreek. Bay Point before", "place", "Bay Point"),
        ("i  am   a teacher", "asker", "i  am   a teacher"),
        ("ya METÍ la visa T!", "immigration_step", "METÍ la visa T"),
    ],
)
def test_positions_are_those_of_the_text_as_sent(
    reader: NamedReader, text: str, label: str, words: str
) -> None:
    found = [text[named.start : named.end] for named in reader.read(text) if named.label == label]
    assert found == [words]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "😀", "...", "'", "ñ", "1" * 1600, "(" * 1600])
def test_reads_nothing_in_texts_without_words(reader: NamedReader, text: str) -> None:
    assert reader.read(text) == []


def test_one_text_may_name_several_things(reader: NamedReader) -> None:
    text = "school counselor in antioch, student is 15, needs someone who speaks mam today"
    assert [(named.label, named.value) for named in reader.read(text)] == [
        ("asker", "school_staff"),
        ("place", "Antioch"),
        ("county", "contra_costa"),
        ("age", "15"),
        ("language_wanted", "mam"),
        ("time", "today"),
    ]


def test_reaches_rasa_as_entities(tmp_path: Any, reader: NamedReader) -> None:
    context = ExecutionContext(GraphSchema({}), node_name="NamedThings")
    component = NamedThings.create({}, LocalModelStorage.create(tmp_path), Resource("x"), context)
    message = component.process([Message(data={"text": "im in oakland"})])[0]
    assert message.get("entities") == [
        {"entity": kind, "value": value, "start": 6, "end": 13, "extractor": "NamedThings"}
        for kind, value in (("place", "Oakland"), ("county", "alameda"))
    ]


def test_askers_and_steps_are_values_of_the_questions() -> None:
    told = {label: {v for row in CASES[label]["fires"].values() for v in row} for label in CASES}
    alone = {"t_visa", "u_visa", "continued_presence", "certification", "asylum", "green_card", "citizen"}
    assert told["asker"] <= field_values("asker_roles")
    assert told["immigration_step"] - alone - {"daca_tps", "no_papers"} <= field_values("immigration_steps")
    here = {"solano", "san_francisco", "marin", "san_joaquin", "sacramento", "santa_clara", "san_mateo"}
    assert told["county"] - here <= field_values("place_now")


def test_every_organization_is_found_by_its_names_unless_they_are_common_words(reader: NamedReader) -> None:
    common = frozenset(read("partner", shared_words()).tables["only_in_context"])
    missed = [(i, name) for i, name in names(common) if values(reader, name.lower(), "partner") != [i]]
    assert missed == []


def test_refuses_a_phrase_that_tells_two_values() -> None:
    with pytest.raises(ValueError, match="'right now' is 'now' and 'today'"):
        PhraseFinder(Phrase("time", value, ("right", "now")) for value in ("now", "today"))


def test_a_longer_phrase_outranks_what_is_spared_inside_it() -> None:
    said = {"stand": "stand", "stand for": SPARE, "stand for families": "stand"}
    finder = PhraseFinder(Phrase("partner", value, tuple(text.split())) for text, value in said.items())
    assert finder.find(["what", "does", "it", "stand", "for"]) == []
    assert [(m.first, m.past) for m in finder.find(["ask", "stand", "for", "families"])] == [(1, 4)]


@pytest.mark.parametrize("phrase", ["{unknown} here", "{loop} here"])
def test_refuses_a_list_that_is_unknown_or_names_itself(phrase: str) -> None:
    file = PhraseFile({}, shared_words(), lists={"loop": ["{loop}"]})
    with pytest.raises(ValueError, match="mend the file"):
        list(file.phrases([phrase]))


def best_of(tries: int, reader: NamedReader, text: str) -> float:
    """Seconds; the best, since another program may have the processor meanwhile."""
    spent = []
    for _ in range(tries):
        start = time.perf_counter()
        reader.read(text)
        spent.append(time.perf_counter() - start)
    return min(spent)


def test_a_usual_text_takes_less_than_a_millisecond(reader: NamedReader) -> None:
    assert (
        best_of(20, reader, "im 15 and in antioch, my friend needs a bed tonight, who speaks spanish") < 1e-3
    )


@pytest.mark.parametrize(
    "piece", ["tengo 15 y mi hija 14 ", "im a school ", "condadoz ", "stand for ", "no he visa t ", "y"]
)
def test_the_time_grows_no_faster_than_the_text(reader: NamedReader, piece: str) -> None:
    short, long = (best_of(10, reader, (piece * 1600)[:length]) for length in (400, 1600))
    assert long < 10 * short
