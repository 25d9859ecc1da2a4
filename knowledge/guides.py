"""The guides that pages print: the school card, labor signs, the five points, the agency's own check.

Read from knowledge/facts/guides. Each point has both languages and names its sources by their keys in the
same file, so that a page can number them. Pure: no database, no clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, Field, ValidationError, model_validator

from knowledge.directory.fact_models import Fact, IsoDate, Slug, Source, Text
from knowledge.directory.results import Citation
from knowledge.errors import FactsError, Problem
from knowledge.yaml_lines import read

GUIDES = Path(__file__).with_name("facts") / "guides"
UNTITLED = "a source in a guide needs a title: people are shown it"


class Said(Fact):
    """One text in both languages."""

    en: Text
    es: Text

    def of(self, language: str) -> str:
        return self.es if language == "es" else self.en


class Point(Said):
    """One thing that the sources say."""

    sources: Annotated[tuple[Slug, ...], Field(min_length=1)]


class Guide(Fact):
    """What every guide file has: the date of its check, and its sources by key."""

    checked: IsoDate
    sources: dict[Slug, Source]

    def citations(self, keys: Sequence[str] | None = None) -> tuple[Citation, ...]:
        """The sources of these keys; all of them, in the file's order, for None."""
        found = [self.sources[key] for key in (self.sources if keys is None else keys)]
        return tuple(Citation(one.title or "", one.url, one.as_of, self.checked, "page") for one in found)

    @model_validator(mode="after")
    def _names_its_sources(self) -> Self:
        named = {key for point in points(self) for key in point.sources}
        if dangling := sorted(named - self.sources.keys()):
            raise ValueError(f"no source '{dangling[0]}' in this file")
        if unused := sorted(self.sources.keys() - named):
            raise ValueError(f"nothing names the source '{unused[0]}'")
        if any(source.title is None for source in self.sources.values()):
            raise ValueError(UNTITLED)
        return self


class Role(Fact):
    """What a school role does: who calls, who writes, who is not told, what is asked, what comes after."""

    id: Slug
    name: Said
    calls: tuple[Point, ...]
    writes: tuple[Point, ...]
    not_told: tuple[Point, ...]
    asks: tuple[Point, ...]
    after: tuple[Point, ...]


class SchoolCard(Guide):
    """What holds for all staff, and the roles."""

    steps: tuple[Point, ...]
    never: tuple[Point, ...]
    threshold: tuple[Point, ...]
    signs: tuple[Point, ...]
    next: tuple[Point, ...]
    roles: tuple[Role, ...]


class Share(Point):
    """A sign and the percentage of those asked who lived it."""

    percent: Annotated[int, Field(ge=0, le=100)]


class Misconception(Point):
    """What people wrongly think, and the id of the reviewed answer that says what is so."""

    answer: Slug


class LaborGuide(Guide):
    misconceptions: tuple[Misconception, ...]
    pay: tuple[Share, ...]
    control: tuple[Share, ...]
    whole: tuple[Point, ...]


class PlanPoint(Fact):
    """One of the five: its name, what the sources put under it, what anybody can do."""

    id: Slug
    name: Point
    means: tuple[Point, ...]
    do: tuple[Point, ...]


class Plan(Guide):
    about: tuple[Point, ...]
    points: tuple[PlanPoint, ...]
    pledge: Point


class Question(Point):
    """A question for an agency, and what the source says to do where the answer is not yes."""

    id: Slug
    next: Said


class Area(Fact):
    id: Slug
    name: Said
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class SelfCheck(Guide):
    about: tuple[Point, ...]
    areas: tuple[Area, ...]


class FundingWords(Fact):
    """Spanish for the English words of funding lines."""

    spanish: dict[Text, Text]

    def of(self, text: str, language: str) -> str:
        """The Spanish for "es" where there is one, else the text itself."""
        return self.spanish.get(text, text) if language == "es" else text


_Model = TypeVar("_Model", bound=Fact)


def school_card(folder: Path = GUIDES) -> SchoolCard:
    return _load(SchoolCard, folder / "school_card.yaml")


def labor_guide(folder: Path = GUIDES) -> LaborGuide:
    return _load(LaborGuide, folder / "labor_trafficking.yaml")


def plan(folder: Path = GUIDES) -> Plan:
    return _load(Plan, folder / "five_points.yaml")


def self_check(folder: Path = GUIDES) -> SelfCheck:
    return _load(SelfCheck, folder / "self_check.yaml")


def funding_words(folder: Path = GUIDES) -> FundingWords:
    return _load(FundingWords, folder / "funding_words.yaml")


def points(holder: object) -> Iterator[Point]:
    """Every point inside a guide, in the order of the file."""
    if isinstance(holder, Point):
        yield holder
    inside: Any = ()
    if isinstance(holder, BaseModel):
        inside = [getattr(holder, name) for name in type(holder).model_fields]
    elif isinstance(holder, tuple):
        inside = holder
    for one in inside:
        yield from points(one)


def _load(model: type[_Model], path: Path) -> _Model:
    """One file, checked. Raises FactsError naming file, line and how to mend it."""
    document = read(path, f"guides/{path.name}")
    if document.problems:
        raise FactsError(document.problems)
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise FactsError([_problem(document.name, document, detail) for detail in error.errors()]) from None


def _problem(name: str, document: Any, detail: Any) -> Problem:
    place = tuple(detail["loc"])
    where = " > ".join(str(step) for step in place) or "the file"
    return Problem(name, document.line(place), f"{where}: {detail['msg']}", "correct it, or leave it out")
