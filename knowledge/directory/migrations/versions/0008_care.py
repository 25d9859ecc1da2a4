"""Care of the directory: changes, calls, reports of mistakes, counts of topics, imports, words taken out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_EDIT_STATES = "('proposed', 'applied', 'refused', 'withdrawn', 'replaced', 'superseded', 'in_facts')"
_OWN_APPROVAL = (
    "status IN ('proposed', 'withdrawn') OR NOT needs_approval"
    " OR (decided_by IS NOT NULL AND decided_by <> proposed_by)"
)


def upgrade() -> None:
    _edits()
    _checks()
    _problems()
    _topics()
    _imports()
    op.create_table(
        "synonym_removed",
        *_needed("group_id", "language", "phrase"),
        sa.PrimaryKeyConstraint("group_id", "language", "phrase", name=op.f("pk_synonym_removed")),
    )


def _needed(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _maybe(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=True) for name in names]


def _edits() -> None:
    texts = [
        f"{when}_{language}" for when in ("base", "before", "value", "facts") for language in ("en", "es")
    ]
    op.create_table(
        "care_edit",
        *_needed("id", "entity", "entity_id", "identity", "field"),
        *(sa.Column(name, sa.Text(), nullable=True) for name in texts),
        *_needed("source_title"),
        *_maybe("source_url"),
        *_needed("source_on"),
        sa.Column("called", sa.Boolean(), nullable=False),
        *_needed("status"),
        sa.Column("needs_approval", sa.Boolean(), nullable=False),
        *_needed("proposed_by", "proposed_at"),
        *_maybe("decided_by", "decided_at"),
        sa.CheckConstraint(_OWN_APPROVAL, name=op.f("ck_care_edit_own_approval")),
        sa.CheckConstraint(f"status IN {_EDIT_STATES}", name=op.f("ck_care_edit_status")),
        sa.CheckConstraint("length(source_title) > 0", name=op.f("ck_care_edit_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_edit")),
    )
    for name in ("entity", "entity_id", "status"):
        op.create_index(op.f(f"ix_care_edit_{name}"), "care_edit", [name])
    still_open = sa.text("status = 'proposed'")
    op.create_index(
        "uq_care_edit_open",
        "care_edit",
        ["entity", "entity_id", "field"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


def _checks() -> None:
    op.create_table(
        "care_check",
        *_needed("id", "entity", "entity_id", "field_kind"),
        sa.Column("identity", sa.Text(), nullable=False),
        *_needed("checked_on", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_check")),
    )
    op.create_index(op.f("ix_care_check_entity_id"), "care_check", ["entity_id"])


def _problems() -> None:
    op.create_table(
        "care_problem",
        *_needed("id", "kind", "entity", "entity_id", "note", "status", "reported_by", "reported_at"),
        *_maybe("resolution", "resolved_by", "resolved_at"),
        sa.CheckConstraint("status IN ('open', 'resolved')", name=op.f("ck_care_problem_status")),
        sa.CheckConstraint("length(note) <= 200", name=op.f("ck_care_problem_note")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_problem")),
    )
    for name in ("entity_id", "status"):
        op.create_index(op.f(f"ix_care_problem_{name}"), "care_problem", [name])


def _topics() -> None:
    op.create_table(
        "care_topic",
        *_needed("month", "language", "topic"),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "language", "topic", name=op.f("pk_care_topic")),
    )


def _imports() -> None:
    states = "('previewed', 'running', 'done', 'failed', 'dropped')"
    op.create_table(
        "care_import",
        *_needed("id", "origin"),
        sa.Column("is_zip", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        *_needed("status", "step"),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        *_maybe("problem"),
        *_needed("account", "started_at", "touched_at"),
        sa.CheckConstraint(f"status IN {states}", name=op.f("ck_care_import_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_import")),
    )
    op.create_index(op.f("ix_care_import_status"), "care_import", ["status"])
    running = sa.text("status = 'running'")
    op.create_index(
        "uq_care_import_running",
        "care_import",
        ["status"],
        unique=True,
        sqlite_where=running,
        postgresql_where=running,
    )


def downgrade() -> None:
    for name in ("synonym_removed", "care_import", "care_topic", "care_problem", "care_check", "care_edit"):
        op.drop_table(name)
