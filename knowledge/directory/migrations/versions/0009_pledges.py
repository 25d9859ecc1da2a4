"""Pledges: one row with one number, and nothing about anybody."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    made = op.create_table(
        "pledge_count",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_pledge_count_one_row")),
        sa.CheckConstraint("count >= 0", name=op.f("ck_pledge_count_count")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge_count")),
    )
    op.bulk_insert(made, [{"id": 1, "count": 0}])


def downgrade() -> None:
    op.drop_table("pledge_count")
