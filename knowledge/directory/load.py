"""Loading the facts: every file read, every rule checked, every problem told at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from knowledge.directory import fact_checks as checks
from knowledge.directory.eligibility_texts import Eligibility
from knowledge.directory.file_models import (
    AnswersAbout,
    AnswersFile,
    CollaborativesFile,
    ExpiryFile,
    Facts,
    HotlinesFile,
    OrganizationsFile,
    ServicesFile,
    SourcesFile,
    Taxonomy,
)
from knowledge.directory.schedule_facts import SchedulesFile
from knowledge.errors import FactsError, Problem
from knowledge.yaml_lines import Document, Place, read, values

FACTS = Path(__file__).resolve().parents[1] / "facts"

ABOUT = "answers/about.yaml"
_FILES: dict[str, type[BaseModel]] = {
    checks.TAXONOMY: Taxonomy,
    checks.SOURCES: SourcesFile,
    checks.ORGANIZATIONS: OrganizationsFile,
    checks.SERVICES: ServicesFile,
    checks.HOTLINES: HotlinesFile,
    checks.COLLABORATIVES: CollaborativesFile,
    checks.EXPIRY: ExpiryFile,
    checks.SCHEDULES: SchedulesFile,
    ABOUT: AnswersAbout,
}
_FOLDERS: dict[str, type[BaseModel]] = {"answers/": AnswersFile, checks.ELIGIBILITY: Eligibility}
_File = TypeVar("_File", bound=BaseModel)


def load_facts(directory: Path = FACTS) -> Facts:
    """All facts, typed and frozen.

    Raises FactsError with every problem of every file: unknown or doubled keys, doubled or dangling ids,
    values outside their vocabulary, facts without source, as_of or date of check, places not to be stored.
    """
    documents, problems = _read_all(directory)
    for document in documents.values():
        problems += document.problems
        _inherit_checked(document.data)
    parsed = {name: _parse(document, problems) for name, document in documents.items()}
    problems += checks.check(documents)
    if problems:
        raise FactsError(problems)
    return _facts(parsed)


def fact_files(directory: Path = FACTS) -> list[Path]:
    """The files that load_facts reads and that exist, in a steady order."""
    named = [directory / name for name in _FILES]
    others = [path for folder in _FOLDERS for path in sorted(directory.glob(f"{folder}*.yaml"))]
    return [path for path in named if path.exists()] + [path for path in others if path not in named]


def _read_all(directory: Path) -> tuple[dict[str, Document], list[Problem]]:
    problems = [
        Problem(name, 1, "the file is missing", f"put it back into {directory.name}/")
        for name in _FILES
        if not (directory / name).exists()
    ]
    paths = {path.relative_to(directory).as_posix(): path for path in fact_files(directory)}
    return {name: read(path, name) for name, path in paths.items()}, problems


def _inherit_checked(data: Any) -> None:
    """Give the file's date of check to each fact that names none."""
    checked = data.get("checked") if isinstance(data, dict) else None
    if checked is None:
        return
    for _, value in values(data):
        if isinstance(value, dict) and ("verified" in value or isinstance(value.get("source"), list)):
            value.setdefault("checked", checked)


def _parse(document: Document, problems: list[Problem]) -> BaseModel | None:
    if document.problems and document.data is None:
        return None
    model = _FILES.get(document.name) or _FOLDERS[document.name.partition("/")[0] + "/"]
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        problems += [_problem(document, detail) for detail in _causes(error.errors())]
        return None


def _causes(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without a list being called too short only because an entry of it was refused."""
    holders = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in holders]


def _problem(document: Document, detail: ErrorDetails) -> Problem:
    place: Place = tuple(detail["loc"])
    name = next((str(step) for step in reversed(place) if isinstance(step, str)), "the file")
    match detail["type"]:
        case "extra_forbidden":
            return document.problem(place, f"unknown key '{name}'", "remove it or correct its spelling")
        case "missing":
            what = f"{_owner(document, place)} has no '{name}'"
            return document.problem(place, what, _MISSING.get(name, f"add {name}"))
        case _:
            shown = str(detail["input"])[:60]
            what = f"'{name}' cannot be '{shown}': {detail['msg']}"
            return document.problem(place, what, "correct the value; quote dates, numbers, yes and no")


_MISSING = {
    "source": "say where the fact was read, or leave the fact out",
    "as_of": "add the date of the source, or 'unknown (stored copy)'",
    "checked": "add the date of the check at the head of the file or beside the fact",
    "dialled": "add dialled: null, or the date on which a person tried it",
}


def _owner(document: Document, place: Place) -> str:
    """What lacks the key: the nearest enclosing id, else the kind of entry."""
    places = dict(values(document.data))
    for length in range(len(place) - 1, 0, -1):
        holder = places.get(place[:length])
        if isinstance(holder, dict) and "id" in holder:
            inside = [str(step) for step in place[length:-1] if isinstance(step, str)]
            return f"'{holder['id']}'" + (f" ({' > '.join(inside)})" if inside else "")
    return "an entry of " + next((str(step) for step in place[:-1] if isinstance(step, str)), "the file")


def _facts(parsed: dict[str, BaseModel | None]) -> Facts:
    answers = [parsed[name] for name in parsed if name.startswith("answers/") and name != ABOUT]
    eligibility = [
        _typed(Eligibility, parsed[name]) for name in parsed if name.startswith(checks.ELIGIBILITY)
    ]
    return Facts(
        taxonomy=_typed(Taxonomy, parsed[checks.TAXONOMY]),
        sources=_typed(SourcesFile, parsed[checks.SOURCES]),
        organizations=_typed(OrganizationsFile, parsed[checks.ORGANIZATIONS]),
        services=_typed(ServicesFile, parsed[checks.SERVICES]),
        hotlines=_typed(HotlinesFile, parsed[checks.HOTLINES]),
        collaboratives=_typed(CollaborativesFile, parsed[checks.COLLABORATIVES]),
        answers=tuple(_typed(AnswersFile, answer) for answer in answers),
        answers_about=_typed(AnswersAbout, parsed[ABOUT]),
        expiry=_typed(ExpiryFile, parsed[checks.EXPIRY]),
        schedules=_typed(SchedulesFile, parsed[checks.SCHEDULES]),
        eligibility={one.service: one for one in eligibility},
    )


def _typed(model: type[_File], value: BaseModel | None) -> _File:
    assert isinstance(value, model)
    return value
