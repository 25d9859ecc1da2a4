"""The shapes of a screening over HTTP; they document what screenings.py answers."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_SERVICES = 200


class ScreeningRequest(BaseModel):
    """`on`: the day to judge by, today when absent. `services`: all that are offered when absent.

    `facts`: values by field, as GET /api/v1/screenings/fields lists them; absent or null is unknown. A set is
    a list, or `{"values": [...], "complete": true}` when the whole list was seen and answered; a number may
    be `[low, high]`; a date may be YYYY or YYYY-MM; `not_sure` and `prefer_not_say` are unknown and are not
    asked again.
    """

    model_config = ConfigDict(extra="forbid")

    on: date | None = None
    facts: dict[str, Any]
    services: Annotated[list[str], Field(max_length=MOST_SERVICES)] | None = None


class Text(BaseModel):
    en: str
    es: str


class CitationOut(BaseModel):
    """`as_of`: the date of the source, in its own words; `checked`: when it was read for this rule."""

    title: str | None
    url: str | None
    as_of: str
    checked: date


class SaidOut(BaseModel):
    """A text with its sources. `go_to` and `ask`: service ids."""

    text: Text
    citation: list[CitationOut]
    go_to: list[str] = []
    ask: list[str] = []
    topic: str | None = None
    always_show: bool = False


class ReasonOut(BaseModel):
    """A criterion and what it came to.

    met; contrary (the answer points elsewhere); unknown (an answer to `field` may settle it); ask (an agency
    or a lawyer tells; `field` is null when nothing can be asked); to_confirm (holds nothing back;
    `confirm_by` says who confirms it); instead (what leads to another path).
    """

    field: str | None
    outcome: Literal["met", "contrary", "unknown", "ask", "to_confirm", "instead"]
    text: Text
    citation: list[CitationOut]
    confirm_by: Literal["lawyer", "agency"] | None = None


class MissingOut(BaseModel):
    """A fact that may settle the result, how to ask for it and why. Every question can be skipped."""

    field: str
    text: Text
    citation: list[CitationOut]
    question: Text
    why: Text
    sensitivity: Literal["low", "medium", "high"]
    by_text: Literal["always", "after_safe_check", "never"]


class ResultOut(BaseModel):
    """`verdict_text` is how to say it; `instead` is never empty when unlikely, `ask_whom` never at all."""

    service: str
    verdict: Literal["likely", "unlikely", "unclear"]
    verdict_text: Text
    who: Text
    reasons: list[ReasonOut]
    missing: list[MissingOut]
    ask_next: str | None
    ask_whom: list[str]
    instead: list[SaidOut]
    notes: list[SaidOut]
    documents: list[SaidOut]
    proof: list[SaidOut]
    warnings: list[SaidOut]
    unsure: list[SaidOut]
    show: list[SaidOut]
    gives: list[SaidOut]
    duration: list[SaidOut]
    ends_when: list[SaidOut]
    rule_version: int
    effective_from: date | None
    checked: date


class ScreeningOut(BaseModel):
    """Results in the order of the services asked for; `ask_next` is the field that settles most of them."""

    on: date
    disclaimer: Text
    results: list[ResultOut]
    ask_next: str | None


class ValueOut(BaseModel):
    id: str
    label: Text


class FieldOut(BaseModel):
    """One fact. `on_contrary`: what a clear contrary answer does. `ask_of`: null for anybody."""

    id: str
    type: Literal["boolean", "enum", "set", "number", "partial_date"]
    label: Text
    question: Text
    why: Text
    sensitivity: Literal["low", "medium", "high"]
    by_text: Literal["always", "after_safe_check", "never"]
    on_contrary: Literal["other_path", "never_exclude", "route_only", "warn_only"]
    ask_of: Literal["professional"] | None
    values: list[ValueOut]
    unit: str | None
    bands: list[tuple[int, int]]


class FieldsOut(BaseModel):
    """`before` is said before the first question."""

    purpose: Text
    before: Text
    disclaimer: Text
    verdicts: dict[str, Text]
    fields: list[FieldOut]
