"""The vocabulary is refused at the line of each mistake in it."""

from pathlib import Path

import pytest

from tests.knowledge.rules.made_up import copy_of_base, refusal, told

FIELDS: list[tuple[str, str, int, str]] = [
    ("  - id: town\n", "  - id: age\n", 24, "the id 'age' is given twice"),
    ("  - id: works\n", "  - id: idle\n", 42, "the id 'idle' is given twice"),
    ("type: boolean", "type: bool", 43, "'type' is none of its values"),
    ("sensitivity: high", "sensitivity: secret", 52, "'sensitivity' is none of its values"),
    ("by_text: never", "by_text: perhaps", 53, "'by_text' is none of its values"),
    ("on_contrary: route_only", "on_contrary: refuse", 116, "'on_contrary' is none of its values"),
    (", es: '¿Dónde?'}", "}", 17, "question has no 'es'"),
    (
        "values_from: taxonomy.needs",
        "values_from: taxonomy.areas",
        120,
        "'values_from' is none of its values",
    ),
    ("    values_from: taxonomy.needs\n", "", 112, "'wishes' of type set has no values"),
    ("    unit: years\n", "    values: {a: {en: A, es: A}}\n", 24, "'age' of type number has values"),
    ("[[0, 17], [18, 120]]", "[[0, 17], [16, 120]]", 33, "the bands of 'age' do not follow each other"),
    ("[[0, 17], [18, 120]]", "[[0, 17, 30], [31, 40]]", 33, "the bands of 'age' do not follow each other"),
    ("[[0, 17], [18, 120]]", "[[0], [31, 40]]", 33, "bands is not a list with entries"),
    (
        "  is_minor: {field: age,",
        "  is_minor: {field: edge,",
        130,
        "'is_minor' is worked out from 'edge', no field",
    ),
    (
        "op: lt, value: 18}",
        "op: eq, value: 18}",
        130,
        "'is_minor' cannot be worked out of 'age' of type number",
    ),
    (
        "op: lt, value: 18}",
        "op: lt, value: true}",
        130,
        "'is_minor' cannot be worked out of 'age' of type number",
    ),
    ("op: lt, value: 18}", "op: lt}", 130, "'is_minor' cannot be worked out of 'age' of type number"),
    (
        "value: [here, near]}",
        "value: [here, neer]}",
        131,
        "'nearby' cannot be worked out of 'town' of type enum",
    ),
    (
        "{years_since: last_day}",
        "{years_since: age}",
        136,
        "'years_since_last' cannot be worked out of 'age' of type number",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "what"), FIELDS)
def test_one_mistake_in_the_fields_is_refused_at_its_line(
    tmp_path: Path, old: str, new: str, line: int, what: str
) -> None:
    directory = copy_of_base(tmp_path)
    path = directory / "situation_fields.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert ("situation_fields.yaml", line, what) in told(refusal(directory))
