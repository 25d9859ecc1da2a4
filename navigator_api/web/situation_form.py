"""The form of a situation: what may be asked, as one page, and what was answered, as the rules take it.

Nothing of an answer is stored, logged or put into an address: it travels in the body of a form and back in
the page. Answers given beside the results come under `said.`; one in the form itself wins over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.rules.facts import FactProblem, Facts, read_what_fits
from knowledge.rules.fields import NONE, SKIPS, Field, Fields

LONGEST = 400
SAID = "said."  # answers beside the results, kept by hidden inputs
NEXT = "next."  # the inputs of the question that is open there
BAND, COMPLETE = ".band", ".complete"
YES, NO = "true", "false"
# The topics of the page in their order; steps on immigration come last. A field stands in one of them.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "who": (
        "about_whom", "asker_roles", "age_now", "youth_systems", "household", "household_size",
        "disability_or_blind", "survivor_permission",
    ),
    "where": ("place_now", "county_ties", "contact_limits", "phone_is_watched"),
    "needs": ("needs_now", "urgent_needs", "benefits_now", "monthly_income"),
    "harm": (
        "harm_types", "harm_ended", "harm_last_date", "harmed_under_18", "crime_places", "work_places",
        "last_unpaid_work_date", "fears_employer", "child_missing_now", "fears_being_found",
        "shares_child_with_feared_person", "proof_available", "record_events", "record_places",
        "listed_violent_offense",
    ),
    "steps": (
        "us_citizen", "immigration_statuses", "immigration_steps", "family_of_case",
        "here_because_of_trafficking", "le_contact", "trauma_limits_cooperation", "paperwork_steps",
        "lawyer_confirmed",
    ),
}  # fmt: skip

_NUMBERS = re.compile(r"(\d{1,9})(?:(?:-|–|to|a)(\d{1,9}))?")
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{4})")

Given = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Situation:
    """What was answered. `given`: the form's answers as typed, by the name of the input. `said`: those beside
    the results that the form does not overrule, likewise. `wrong`: fields whose answer cannot be read.
    `unanswered`: the field whose button was pressed beside the results with nothing ticked or typed.
    """

    facts: Facts
    given: Given
    said: Given
    wrong: tuple[str, ...]
    unanswered: str | None = None

    @property
    def partly(self) -> frozenset[str]:
        """Lists that were answered and not said to be whole: they are not asked again by themselves."""
        names = {**self.given, **self.said}
        return frozenset(name for name in self.facts.known if name in names and name + COMPLETE not in names)

    @property
    def all_given(self) -> Given:
        """Both together, as one form has them."""
        return {**self.given, **self.said}


def given_by(pairs: Iterable[tuple[str, object]]) -> dict[str, tuple[str, ...]]:
    """The text inputs of a form by name, empty ones left out."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        text = value.replace("\x00", " ").strip()[:LONGEST] if isinstance(value, str) else ""
        if text:
            found[name] = (*found.get(name, ()), text)
    return found


def read_situation(fields: Fields, posted: Given, on: date) -> Situation:
    """The situation of a posted form; what cannot be read is left unknown and named in `wrong`."""
    own = {name: posted[name] for field in fields.by_id.values() for name in names(field) if name in posted}
    said = _said(fields, posted, own)
    raw: dict[str, Any] = {}
    for field in fields.by_id.values():
        value = _raw(field, {**own, **said})
        if value is not None:
            raw[field.id] = value
    facts, problems = read_what_fits(fields, raw, on=on)
    return Situation(facts, own, said, _names_of(problems), _unanswered(fields, posted))


def names(field: Field) -> tuple[str, ...]:
    """The names of a field's inputs."""
    if field.type == "set":
        return (field.id, field.id + COMPLETE)
    return (field.id, field.id + BAND) if field.type in ("number", "partial_date") else (field.id,)


def skips(field: Field) -> tuple[str, ...]:
    """The answers that leave it unknown, beside those among its values."""
    return tuple(one for one in sorted(SKIPS) if one not in field.values)


def _names_of(problems: Iterable[FactProblem]) -> tuple[str, ...]:
    return tuple(one.field for one in problems)


def _said(fields: Fields, posted: Given, own: Given) -> dict[str, tuple[str, ...]]:
    """The answers beside the results: those kept, less one taken back, and the newest."""
    kept = {name.removeprefix(SAID): value for name, value in posted.items() if name.startswith(SAID)}
    kept |= _answer(fields, posted)
    dropped = set(posted.get("drop", ()))
    return {
        name: kept[name]
        for field in fields.by_id.values()
        if field.id not in dropped and not any(name in own for name in names(field))
        for name in names(field)
        if name in kept
    }


def _answer(fields: Fields, posted: Given) -> dict[str, tuple[str, ...]]:
    """What the button beside the results answers: `field=value`, or `field` with the inputs beside it."""
    name, has_value, value = _pressed(posted)
    field = fields.by_id.get(name)
    if field is None:
        return {}
    if has_value:
        return {name + BAND if field.type in ("number", "partial_date") else name: (value,)}
    return {one: posted[NEXT + one] for one in names(field) if NEXT + one in posted}


def _unanswered(fields: Fields, posted: Given) -> str | None:
    """The field whose button was pressed without an answer beside it."""
    name, has_value, _ = _pressed(posted)
    return name if name in fields.by_id and not has_value and not _answer(fields, posted) else None


def _pressed(posted: Given) -> tuple[str, str, str]:
    return next(iter(posted.get("answer", ())), "").partition("=")


def _raw(field: Field, given: Given) -> Any:
    """The answer as JSON would have it; None where there is none."""
    if field.type == "set":
        chosen = given.get(field.id)
        # "None of these" is said of the whole list, which the page shows.
        whole = field.id + COMPLETE in given or chosen == (NONE,)
        return {"values": list(chosen or ()), "complete": whole} if chosen or whole else None
    text = given.get(field.id, ("",))[0]
    if field.type == "boolean":
        return {YES: True, NO: False}.get(text, text or None)
    if field.type == "enum":
        return text or None
    band = given.get(field.id + BAND, ("",))[0]
    typed = _number(text) if field.type == "number" else _date(text)
    return typed if typed is not None else (_number(band) if field.type == "number" else band or None)


def _number(text: str) -> Any:
    """A number or both ends of a range; what is neither stays as it is, to be refused by the rules."""
    match = _NUMBERS.fullmatch(re.sub(r"[\s$,]", "", text))
    if match is None:
        return text or None
    low, high = match.groups()
    return int(low) if high is None else [int(low), int(high)]


def _date(text: str) -> str | None:
    """As the rules take it; 3/2019 is March 2019."""
    match = _MONTH_FIRST.fullmatch(text)
    return f"{match[2]}-{match[1]:0>2}" if match else text or None


@dataclass(frozen=True)
class Choice:
    """One of a list: its value and its words."""

    id: str
    label: str


@dataclass(frozen=True)
class FieldView:
    """A field as a page shows it, in one language. `choices`: all answers, those that skip it last."""

    id: str
    type: str
    label: str
    question: str
    why: str
    choices: tuple[Choice, ...]


def field_views(fields: Fields, language: str, own_words: Mapping[str, str]) -> dict[str, FieldView]:
    """Every field by id; made once a language. `own_words`: how true, false and the SKIPS are called."""
    return {
        field.id: FieldView(
            id=field.id,
            type=field.type,
            label=field.label.of(language),
            question=field.question.of(language),
            why=field.why.of(language),
            choices=(
                *_choices(field, language, own_words),
                *(Choice(one, own_words[one]) for one in skips(field)),
            ),
        )
        for field in fields.by_id.values()
    }


def _choices(field: Field, language: str, own_words: Mapping[str, str]) -> Iterator[Choice]:
    if field.type == "boolean":
        yield from (Choice(one, own_words[one]) for one in (YES, NO))
    for value, words in field.values.items():
        yield Choice(value, words.of(language))
    for low, high in field.bands:
        yield Choice(f"{low}-{high}", str(low) if low == high else f"{low}–{high}")


def answered_words(view: FieldView, given: Given) -> str:
    """An answer in words, for the list of those given beside the results."""
    labels = {one.id: one.label for one in view.choices}
    values = (*given.get(view.id, ()), *given.get(view.id + BAND, ()))
    return ", ".join(labels.get(one, one) for one in values) or labels.get(NONE, "")
