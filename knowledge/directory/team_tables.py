"""Teams and efforts (collaboratives): who is in them, who leads, their committees and goals."""

from __future__ import annotations

from sqlmodel import Field

from knowledge.directory.table_base import DirectoryTable


class Collaborative(DirectoryTable, table=True):
    __tablename__ = "collaborative"
    id: str = Field(primary_key=True)
    name: str
    purpose: str
    purpose_es: str
    reaches_law_enforcement: str | None = None
    position: int


class CollaborativeMember(DirectoryTable, table=True):
    __tablename__ = "collaborative_member"
    collaborative_id: str = Field(primary_key=True, foreign_key="collaborative.id")
    organization_id: str = Field(primary_key=True, foreign_key="organization.id")
    position: int


class TeamSaying(DirectoryTable):
    """A lead, committee or goal in the words of the facts; the sources are those of its statement."""

    collaborative_id: str = Field(primary_key=True, foreign_key="collaborative.id")
    position: int = Field(primary_key=True)
    statement_id: str = Field(foreign_key="statement.id", index=True)
    text: str
    text_es: str | None = None


class CollaborativeLead(TeamSaying, table=True):
    __tablename__ = "collaborative_lead"


class CollaborativeLeadOrganization(DirectoryTable, table=True):
    """The organizations of ours that a saying about leads names; one saying can name several."""

    __tablename__ = "collaborative_lead_organization"
    collaborative_id: str = Field(primary_key=True, foreign_key="collaborative.id")
    statement_id: str = Field(primary_key=True, foreign_key="statement.id")
    organization_id: str = Field(primary_key=True, foreign_key="organization.id")
    position: int


class CollaborativeCommittee(TeamSaying, table=True):
    __tablename__ = "collaborative_committee"


class CollaborativeGoal(TeamSaying, table=True):
    """`kind` is goal or objective."""

    __tablename__ = "collaborative_goal"
    kind: str
