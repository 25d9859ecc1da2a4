"""The tables against the published schemas of HSDS 3.1: each column by its name."""

import json
import os
from pathlib import Path

import pytest

from knowledge.directory.tables import DirectoryTable

FOLDER = "HSDS_SCHEMAS"


@pytest.fixture(scope="module")
def schemas() -> dict[str, dict[str, object]]:
    folder = os.environ.get(FOLDER)
    if not folder:
        pytest.skip(f"{FOLDER} is not set: name the folder of HSDS's JSON schemas")
    read = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in Path(folder).glob("*.json")}
    return {name: schema for name, schema in read.items() if "properties" in schema}


def test_every_object_of_hsds_has_its_table_with_its_columns(schemas: dict[str, dict[str, object]]) -> None:
    assert len(schemas) >= 24
    for name, schema in schemas.items():
        columns = DirectoryTable.metadata.tables[name].columns
        for field, rule in schema["properties"].items():  # type: ignore[attr-defined]
            nested = rule.get("type") == "array" or "$ref" in rule
            assert nested or field in columns, f"{name}.{field}"


def test_what_hsds_requires_cannot_be_left_out(schemas: dict[str, dict[str, object]]) -> None:
    for name, schema in schemas.items():
        columns = DirectoryTable.metadata.tables[name].columns
        loose = [
            field for field in schema.get("required", []) if field in columns and columns[field].nullable
        ]  # type: ignore[attr-defined]
        assert loose == [], name
