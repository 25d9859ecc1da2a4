"""Tables of the care of the directory: changes, calls, reports of mistakes, counts of topics, imports.

Times are UTC text (knowledge.workspace.times), days ISO text. Accounts are ids. No row is about a client.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text, text
from sqlmodel import Field

from knowledge.workspace.base import WorkspaceTable

OWN_APPROVAL = (
    "status IN ('proposed', 'withdrawn') OR NOT needs_approval"
    " OR (decided_by IS NOT NULL AND decided_by <> proposed_by)"
)
EDIT_STATES = ("proposed", "applied", "refused", "withdrawn", "replaced", "superseded", "in_facts")


class CareEdit(WorkspaceTable, table=True):
    """A change of one field of one row of the directory, in one or both languages.

    `base_*` is what the facts said when it was proposed, `before_*` what stood then (another change may
    hold), `facts_*` what the facts say now, where they have moved on (superseded). `identity` knows the row
    again (editable.yml). The database refuses a change that its proposer let through.
    """

    __tablename__ = "care_edit"
    __table_args__ = (
        CheckConstraint(OWN_APPROVAL, name="own_approval"),
        CheckConstraint(f"status IN {EDIT_STATES}", name="status"),
        CheckConstraint("length(source_title) > 0", name="source"),
        # One open change a field, so that nobody approves what they did not see.
        Index(
            "uq_care_edit_open",
            "entity",
            "entity_id",
            "field",
            unique=True,
            sqlite_where=text("status = 'proposed'"),
            postgresql_where=text("status = 'proposed'"),
        ),
    )

    id: str = Field(primary_key=True)
    entity: str = Field(index=True)
    entity_id: str = Field(index=True)
    identity: str
    field: str
    base_en: str | None = Field(default=None, sa_type=Text)
    base_es: str | None = Field(default=None, sa_type=Text)
    before_en: str | None = Field(default=None, sa_type=Text)
    before_es: str | None = Field(default=None, sa_type=Text)
    value_en: str | None = Field(default=None, sa_type=Text)
    value_es: str | None = Field(default=None, sa_type=Text)
    facts_en: str | None = Field(default=None, sa_type=Text)
    facts_es: str | None = Field(default=None, sa_type=Text)
    source_title: str
    source_url: str | None = None
    source_on: str
    called: bool
    status: str = Field(index=True)
    needs_approval: bool
    proposed_by: str
    proposed_at: str
    decided_by: str | None = None
    decided_at: str | None = None


class CareCheck(WorkspaceTable, table=True):
    """That somebody called and heard what a field says; `identity` is what the field said then.

    It counts for as long as the field says so, wherever the facts put the row.
    """

    __tablename__ = "care_check"

    id: str = Field(primary_key=True)
    entity: str
    entity_id: str = Field(index=True)
    field_kind: str
    identity: str = Field(sa_type=Text)
    checked_on: str
    account: str


class CareProblem(WorkspaceTable, table=True):
    """A mistake in the directory that somebody met; `note` says nothing of a person."""

    __tablename__ = "care_problem"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'resolved')", name="status"),
        CheckConstraint("length(note) <= 200", name="note"),
    )

    id: str = Field(primary_key=True)
    kind: str
    entity: str  # organization, service or hotline
    entity_id: str = Field(index=True)
    note: str
    status: str = Field(index=True)
    reported_by: str
    reported_at: str
    resolution: str | None = None
    resolved_by: str | None = None
    resolved_at: str | None = None


class CareTopic(WorkspaceTable, table=True):
    """How often nobody had an answer for a topic in a month, as 2026-11. No words, no times, no people."""

    __tablename__ = "care_topic"

    month: str = Field(primary_key=True)
    language: str = Field(primary_key=True)
    topic: str = Field(primary_key=True)
    count: int


class CareImport(WorkspaceTable, table=True):
    """An HSDS file on its way into the directory; `content` is let go as the run ends.

    `status`: previewed, running (one at a time), done, failed or dropped. `step`: reading or storing.
    """

    __tablename__ = "care_import"
    __table_args__ = (
        CheckConstraint("status IN ('previewed', 'running', 'done', 'failed', 'dropped')", name="status"),
        Index(
            "uq_care_import_running",
            "status",
            unique=True,
            sqlite_where=text("status = 'running'"),
            postgresql_where=text("status = 'running'"),
        ),
    )

    id: str = Field(primary_key=True)
    origin: str
    is_zip: bool
    content: bytes | None = Field(default=None, sa_type=LargeBinary)
    status: str = Field(index=True)
    step: str
    rows_read: int
    rows_total: int
    result: str = Field(sa_type=Text)  # JSON: what the preview or the run found
    problem: str | None = None
    account: str
    started_at: str
    touched_at: str
