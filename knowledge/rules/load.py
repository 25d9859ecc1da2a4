"""Loading the rules: every file read, every check made, every problem told at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge.errors import FactsError, Problem
from knowledge.rules import checks, read_fields, read_program
from knowledge.rules.criteria import Leaf, Program
from knowledge.rules.fields import Fields
from knowledge.words import Words
from knowledge.yaml_lines import Document, read

FACTS = Path(__file__).resolve().parents[1] / "facts"
ELIGIBILITY = "eligibility"


@dataclass(frozen=True)
class Rules:
    """The fields, the program of each service in the order of the services, and every leaf by its index."""

    fields: Fields
    programs: Mapping[str, Program]
    leaves: tuple[Leaf, ...]


def load_rules(directory: Path = FACTS) -> Rules:
    """All rules, typed and frozen.

    Raises FactsError with every problem: unknown keys, fields, values and services, criteria without text or
    source, criteria that contradict each other or can change nothing; each with file and line.
    """
    path = directory / read_fields.FIELDS
    if not path.exists():
        raise FactsError(
            [Problem(read_fields.FIELDS, 1, "the file is missing", f"put it into {directory.name}/")]
        )
    document = read(path, read_fields.FIELDS)
    _raise(list(read_fields.problems(document)))
    fields = read_fields.fields(document.data, _needs(directory))
    files = [
        read(path, f"{ELIGIBILITY}/{path.name}") for path in sorted((directory / ELIGIBILITY).glob("*.yaml"))
    ]
    _raise([problem for file in files for problem in read_program.problems(file)])
    services = _service_ids(directory)
    _raise(list(checks.of_references(files, fields, services)))
    rules = _rules(fields, files, services)
    _raise(list(checks.of_meaning(files, rules.programs, fields)))
    return rules


def _raise(problems: list[Problem]) -> None:
    if problems:
        raise FactsError(problems)


def _rules(fields: Fields, files: list[Document], services: list[str]) -> Rules:
    reader = read_program.Reader(fields)
    made = {file.data["service"]: reader.program(file.data) for file in files}
    ordered = {service: made[service] for service in services if service in made}
    return Rules(fields, ordered, tuple(reader.leaves))


def _needs(directory: Path) -> dict[str, Words]:
    taxonomy = yaml.load((directory / "taxonomy.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {need["id"]: Words(need["label_en"], need["label_es"]) for need in taxonomy["needs"]}


def _service_ids(directory: Path) -> list[str]:
    services = yaml.load((directory / "services.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return [service["id"] for service in services["services"]]
