"""Reading a YAML file without losing where each value stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from knowledge.errors import Problem

Step = str | int
Place = tuple[Step, ...]

_NULLS = {"", "~", "null", "Null", "NULL"}


@dataclass
class Document:
    """One parsed file: plain data, the line (from 1) of every place in it, and the problems of its YAML.

    A place is the path to a value, e.g. ("services", 3, "organization"). Scalars stay text unless they are
    a boolean, a whole number or null, so that a date is never turned into another type.
    """

    name: str
    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place that encloses it when it is missing."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, what: str, mend: str) -> Problem:
        return Problem(self.name, self.line(place), what, mend)


def read(path: Path, name: str) -> Document:
    """Parse one file; broken YAML, and a key that stands twice in a mapping, are problems, no exceptions."""
    document = Document(name)
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        if node is not None:
            document.data = _value(node, (), document)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        document.problems.append(
            Problem(name, line, f"this is not YAML: {error.problem}", "check indentation and quotes")
        )
    except (yaml.YAMLError, UnicodeDecodeError):
        mend = "save it as UTF-8, without control characters"
        document.problems.append(Problem(name, 1, "this is no text in UTF-8", mend))
    except RecursionError:
        document.problems.append(Problem(name, 1, "an alias stands inside its own anchor", "write it out"))
    return document


def values(data: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every value below `data` with its place, mappings and lists included, outermost first."""
    yield place, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from values(value, (*place, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from values(value, (*place, index))


def _value(node: yaml.Node, place: Place, document: Document) -> Any:
    document.lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, document)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*place, index), document) for index, item in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: yaml.MappingNode, place: Place, document: Document) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1
        if key in data:
            first = document.line((*place, key))
            what = f"the key '{key}' stands twice in one mapping, first on line {first}"
            document.problems.append(Problem(document.name, line, what, "keep one of the two"))
            continue
        document.lines[(*place, key)] = line
        data[key] = _value(value_node, (*place, key), document)
    return data


def _scalar(node: yaml.Node) -> str | int | bool | None:
    text = str(node.value)
    if node.tag == "tag:yaml.org,2002:bool":
        return text.lower() in {"true", "yes", "on"}
    if node.tag == "tag:yaml.org,2002:int":
        return int(text) if text.lstrip("+-").isdigit() else text
    if node.tag == "tag:yaml.org,2002:null" and text in _NULLS:
        return None
    return text
