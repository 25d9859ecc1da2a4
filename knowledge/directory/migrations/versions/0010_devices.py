"""Browsers that know an account: a hash, two days, and a count of wrong tries of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    texts = ("id_hash", "account_id", "created_at", "used_at")
    op.create_table(
        "staff_device",
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["staff_account.id"], name=op.f("fk_staff_device_account_id")
        ),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_staff_device")),
    )
    op.create_index(op.f("ix_staff_device_account_id"), "staff_device", ["account_id"])


def downgrade() -> None:
    op.drop_table("staff_device")
