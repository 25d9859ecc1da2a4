"""Trainings and outreach that partners log, and the counts that reports are made of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _entries("training", codes=("audience", "topic", "language", "format"), numbers=("people",))
    _entries("outreach", codes=("setting", "language"), numbers=("contacts", "materials"))
    op.create_table(
        "report_count",
        sa.Column("first_month", sa.String(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("row", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("first_month", "months", "subject", "row", name=op.f("pk_report_count")),
    )


def _entries(table: str, codes: tuple[str, ...], numbers: tuple[str, ...]) -> None:
    texts = ("id", "held_on", "organization_id", *codes)
    op.create_table(
        table,
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in numbers),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for column in ("held_on", "organization_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for name in ("report_count", "outreach", "training"):
        op.drop_table(name)
