"""The pieces that refuse what does not fit, each at its line."""

from typing import Any

import pytest

from knowledge.rules import shape
from knowledge.yaml_lines import Document, Place


def told(piece: shape.Shape, value: Any, lines: dict[Place, int] | None = None) -> list[tuple[int, str]]:
    document = Document("some.yaml", value, lines or {})
    problems = list(piece(document, value, ()))
    assert all(problem.file == "some.yaml" and problem.mend for problem in problems)
    return [(problem.line, problem.what) for problem in problems]


PERSON = shape.record({"name": shape.text}, {"age": shape.whole, "tags": shape.items(shape.text)})


@pytest.mark.parametrize("value", [{"name": "x"}, {"name": "x", "age": 0, "tags": ["a"]}])
def test_a_record_takes_its_keys(value: Any) -> None:
    assert told(PERSON, value) == []


@pytest.mark.parametrize("value", [None, [], "name", 5, True])
def test_a_record_is_a_mapping(value: Any) -> None:
    assert told(PERSON, value) == [(1, "the file is not a mapping")]


def test_a_record_refuses_another_key_at_its_own_line() -> None:
    lines: dict[Place, int] = {(): 1, ("name",): 1, ("nome",): 4}
    assert told(PERSON, {"name": "x", "nome": "y"}, lines) == [(4, "unknown key 'nome'")]


def test_a_record_tells_every_key_that_it_lacks() -> None:
    pair = shape.record({"en": shape.text, "es": shape.text}, {})
    assert told(pair, {}) == [(1, "the file has no 'en'"), (1, "the file has no 'es'")]


def test_a_problem_inside_stands_at_the_line_of_the_part() -> None:
    lines: dict[Place, int] = {(): 1, ("tags",): 3, ("tags", 0): 4, ("tags", 1): 5}
    assert told(PERSON, {"name": "x", "tags": ["a", 7]}, lines) == [(5, "'tags' is not text")]


def test_what_has_no_line_of_its_own_stands_at_what_encloses_it() -> None:
    lines: dict[Place, int] = {(): 2, ("tags",): 6}
    assert told(PERSON, {"name": "x", "tags": [7]}, lines) == [(6, "'tags' is not text")]


@pytest.mark.parametrize("value", [[], None, "abc", {"a": 1}, {}])
def test_a_list_has_entries(value: Any) -> None:
    assert told(shape.items(shape.text), value) == [(1, "the file is not a list with entries")]


def test_a_list_may_want_more_than_one() -> None:
    pair = shape.items(shape.whole, least=2)
    assert told(pair, [1, 2]) == []
    assert len(told(pair, [1])) == 1


@pytest.mark.parametrize("value", [{}, [], None, "x"])
def test_a_mapping_of_free_keys_has_entries(value: Any) -> None:
    assert told(shape.named(shape.text), value) == [(1, "the file is not a mapping with entries")]


def test_a_mapping_of_free_keys_looks_at_every_value() -> None:
    assert told(shape.named(shape.text), {"a": "x", "b": 1, "c": ""}) == [
        (1, "'b' is not text"),
        (1, "'c' is not text"),
    ]


FITTING = [
    (shape.text, "x"),
    (shape.flag, True),
    (shape.flag, False),
    (shape.whole, 0),
    (shape.whole, -3),
    (shape.day, "2024-02-29"),
    (shape.day_or_none, None),
    (shape.day_or_none, "2024-02-29"),
    (shape.page, "https://example.org/a?b=c"),
    (shape.page, "http://example.org"),
    (shape.anything, False),
    (shape.anything, 0),
    (shape.one_of(("a", "b")), "b"),
    (shape.words, {"en": "x", "es": "y"}),
]


@pytest.mark.parametrize(("piece", "value"), FITTING)
def test_what_fits_is_taken(piece: shape.Shape, value: Any) -> None:
    assert told(piece, value) == []


NOT_FITTING = [
    *[(shape.text, value) for value in ("", "  \n", 5, True, None, ["x"], {"x": 1})],
    *[(shape.flag, value) for value in ("true", 1, 0, None, [])],
    *[(shape.whole, value) for value in ("1", 1.0, True, None, [1])],
    *[
        (shape.day, value)
        for value in ("2023-02-29", "2024-2-9", "20240209", "2024-W06-5", "2024", 2024, None, "today", [])
    ],
    *[(shape.day_or_none, value) for value in ("", "null", "2024-13-01", 2024, False)],
    *[
        (shape.page, value)
        for value in ("example.org", "ftp://example.org", "https://", "https://a b", "javascript:x", None, 1)
    ],
    (shape.anything, None),
    *[(shape.one_of(("a", "b")), value) for value in ("c", "A", "", None, ["a"], {"a": 1})],
    *[
        (shape.words, value)
        for value in ({"en": "x"}, {"en": "x", "es": ""}, {"en": "x", "es": "y", "fr": "z"})
    ],
]


@pytest.mark.parametrize(("piece", "value"), NOT_FITTING)
def test_what_does_not_fit_is_one_problem(piece: shape.Shape, value: Any) -> None:
    assert len(told(piece, value)) == 1
