"""The texting door's opt-out flags: a keyed hash of a number and a date, nothing else about a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sms_opt_out",
        sa.Column("number_key", sa.String(length=64), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("number_key", name=op.f("pk_sms_opt_out")),
    )


def downgrade() -> None:
    op.drop_table("sms_opt_out")
