"""The shape of the referral log over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

_ID = Field(max_length=60, pattern=r"^[a-z0-9_]+$")


class NewReferralIn(BaseModel):
    """A referral in ids: the service and need of the directory, the rest of the lists of referrals.

    `case_code` is that of an earlier referral; without one a new code is made. Other fields are refused, so
    that nothing about a person can be sent.
    """

    model_config = ConfigDict(extra="forbid")

    service: str = Field(max_length=60)
    need: str = _ID
    language: str = _ID
    county: str = _ID
    how: str = _ID
    emergency: bool
    case_code: str | None = Field(None, max_length=12)


class OutcomeIn(BaseModel):
    """`at` is when it came about, with its offset; now when left out."""

    model_config = ConfigDict(extra="forbid")

    outcome: str = _ID
    at: AwareDatetime | None = None


class EventOut(BaseModel):
    outcome: str
    at: datetime


class ClockOut(BaseModel):
    """The clock of an emergency: `minutes_left` is 0 once it is met or missed."""

    state: Literal["running", "met", "missed"]
    due: datetime
    minutes_left: int


class ReferralOut(BaseModel):
    """`outcome` is the newest; `history` has them all, the oldest first, and is left out of lists."""

    id: int
    case_code: str
    service: str
    need: str
    language: str
    county: str
    how: str
    emergency: bool
    made_at: datetime
    outcome: str
    open: bool
    overdue: bool
    minutes_to_connection: int | None
    clock: ClockOut | None
    steps: list[str] | None = None
    history: list[EventOut] | None = None


class ReferralsOut(BaseModel):
    """`total` counts all pages."""

    page: int
    pages: int
    total: int
    results: list[ReferralOut]
