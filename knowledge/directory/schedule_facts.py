"""The shape of schedules.yaml. load_facts reads it, and tells every mistake by file and line."""

from __future__ import annotations

from dataclasses import fields
from typing import Literal

from pydantic import Field, model_validator

from knowledge.directory.fact_models import Fact, IsoDate, Slug, Sourced, Text
from knowledge.directory.schedule import Schedule

_COLUMNS = tuple(field.name for field in fields(Schedule))


class Whose(Fact):
    """What a row of hours is for: one hotline or one service, by its id."""

    hotline: Slug | None = None
    service: Slug | None = None

    @model_validator(mode="after")
    def _names_one(self) -> Whose:
        if (self.hotline is None) == (self.service is None):
            raise ValueError("name one hotline or one service")
        return self


class OpeningHours(Sourced):
    """One row: the columns of Schedule, the way that these hours are for, and a note for people to read."""

    whose: Whose = Field(alias="for")
    timezone: Text
    opens_at: Text | None = None
    closes_at: Text | None = None
    freq: Text | None = None
    byday: Text | None = None
    bymonthday: Text | None = None
    interval: int | None = None
    dtstart: Text | None = None
    until: Text | None = None
    count: int | None = None
    wkst: Text | None = None
    valid_from: Text | None = None
    valid_to: Text | None = None
    holidays: Text
    attending_type: Literal["phone", "text"] | None = None
    note: Text | None = None
    note_es: Text | None = None

    @model_validator(mode="after")
    def _says_when(self) -> OpeningHours:
        self.schedule()
        return self

    def schedule(self) -> Schedule:
        """The hours to reckon with; ScheduleRefused (a ValueError) where they cannot be."""
        return Schedule(**{name: getattr(self, name) for name in _COLUMNS})


class SchedulesFile(Fact):
    checked: IsoDate
    schedules: tuple[OpeningHours, ...]
