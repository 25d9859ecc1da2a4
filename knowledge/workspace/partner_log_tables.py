"""What partners log of their work, and the counts that reports are made of: numbers and codes only.

Days and months are ISO text ("2026-09-14", "2026-09"). Organizations are ids of the directory, without a
foreign key: its rows are made anew, and the log outlives them.
"""

from __future__ import annotations

from sqlmodel import Field

from knowledge.workspace.base import WorkspaceTable


class PartnerEntry(WorkspaceTable):
    """What both kinds of entry have. A `withdrawn` entry was a mistake and counts nowhere."""

    id: str = Field(primary_key=True)
    held_on: str = Field(index=True)
    organization_id: str = Field(index=True)
    language: str
    withdrawn: bool
    recorded_at: str


class Training(PartnerEntry, table=True):
    """`people` were trained."""

    __tablename__ = "training"
    audience: str
    topic: str
    format: str
    people: int


class Outreach(PartnerEntry, table=True):
    """`contacts` are talks with people, `materials` are cards and leaflets given."""

    __tablename__ = "outreach"
    setting: str
    contacts: int
    materials: int


class ReportCount(WorkspaceTable, table=True):
    """A number of a month, quarter or year (`months` 1, 3, 12) as it was when the quarter's report was fixed.

    It never changes after that, so that no two reports of one time differ.
    """

    __tablename__ = "report_count"
    first_month: str = Field(primary_key=True)
    months: int = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    row: str = Field(primary_key=True)
    number: int
