"""Referrals as they are kept: codes and times, nobody's name, no free text.

Times are those of times.py with the seconds at zero: no more is needed to run the clock.
"""

from __future__ import annotations

from sqlmodel import Field

from knowledge.workspace.base import WorkspaceTable


class Referral(WorkspaceTable, table=True):
    """`outcome`, `outcome_at` and `connected_at` repeat the history (ReferralOutcome) for the filters.

    `form_key` is the hash of the one-time key of the form that made it, so that no form makes two.
    """

    __tablename__ = "referral"
    id: int | None = Field(default=None, primary_key=True)
    form_key: str = Field(unique=True)
    case_code: str = Field(index=True)
    service_id: str = Field(index=True)
    need: str = Field(index=True)
    language: str
    county: str
    how: str
    emergency: bool
    made_at: str = Field(index=True)
    outcome: str = Field(index=True)
    outcome_at: str
    connected_at: str | None = None


class ReferralOutcome(WorkspaceTable, table=True):
    """One thing that became of a referral; the newest `at` is the outcome it has now."""

    __tablename__ = "referral_outcome"
    id: int | None = Field(default=None, primary_key=True)
    referral_id: int = Field(foreign_key="referral.id", index=True)
    form_key: str = Field(unique=True)
    code: str
    at: str


class ReferralStep(WorkspaceTable, table=True):
    """A step of the warm hand-off that was ticked."""

    __tablename__ = "referral_step"
    referral_id: int = Field(primary_key=True, foreign_key="referral.id")
    step: str = Field(primary_key=True)
    done_at: str


class ReferralMonth(WorkspaceTable, table=True):
    """How many old referrals of a month ("2024-11") were alike; they themselves are deleted.

    `connected` of the `referrals` reached the service; `connected_in_time` of them were emergencies whose
    connection met the clock.
    """

    __tablename__ = "referral_month"
    month: str = Field(primary_key=True)
    service_id: str = Field(primary_key=True)
    need: str = Field(primary_key=True)
    language: str = Field(primary_key=True)
    county: str = Field(primary_key=True)
    how: str = Field(primary_key=True)
    emergency: bool = Field(primary_key=True)
    outcome: str = Field(primary_key=True)
    referrals: int
    connected: int
    connected_in_time: int
