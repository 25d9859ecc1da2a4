"""The pledges: one number in one row, and no other column. Who, when and from where cannot be stored."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from knowledge.workspace.base import WorkspaceTable

ONLY_ROW = 1


class PledgeCount(WorkspaceTable, table=True):
    """`count`: how often the pledge was taken."""

    __tablename__ = "pledge_count"
    __table_args__ = (
        CheckConstraint(f"id = {ONLY_ROW}", name="one_row"),
        CheckConstraint("count >= 0", name="count"),
    )
    id: int = Field(default=ONLY_ROW, primary_key=True, sa_column_kwargs={"autoincrement": False})
    count: int = 0
