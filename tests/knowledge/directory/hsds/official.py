"""The published HSDS schemas, where HSDS_SCHEMAS names their folder; they are not ours to keep."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

FOLDER = "HSDS_SCHEMAS"


def official(name: str) -> Any:
    """A schema by its file below the folder; skips the test where nobody named one."""
    folder = os.environ.get(FOLDER)
    if not folder:
        pytest.skip(f"{FOLDER} is not set: name the folder of HSDS's JSON schemas")
    return json.loads((Path(folder) / name).read_text(encoding="utf-8"))


def problems(schema: Any, instance: Any) -> list[str]:
    """What a schema has against an object, formats included."""
    checker = Draft202012Validator.FORMAT_CHECKER
    validator = Draft202012Validator(schema, format_checker=checker, registry=Registry(retrieve=_beside))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(instance)]


def _beside(name: str) -> Resource[Any]:
    """A schema that another names by its file."""
    return Resource.from_contents(official(name), default_specification=DRAFT202012)
