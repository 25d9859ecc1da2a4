"""Referrals, without anybody's name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _referrals()
    op.create_table(
        "referral_outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("form_key", "code", "at")),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_referral_outcome_referral_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_outcome")),
        sa.UniqueConstraint("form_key", name=op.f("uq_referral_outcome_form_key")),
    )
    op.create_index(op.f("ix_referral_outcome_referral_id"), "referral_outcome", ["referral_id"])
    op.create_table(
        "referral_step",
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("done_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_referral_step_referral_id")),
        sa.PrimaryKeyConstraint("referral_id", "step", name=op.f("pk_referral_step")),
    )
    _months()


def _referrals() -> None:
    before = ("form_key", "case_code", "service_id", "need", "language", "county", "how")
    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in before),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("made_at", "outcome", "outcome_at")),
        sa.Column("connected_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("form_key", name=op.f("uq_referral_form_key")),
    )
    for name in ("case_code", "service_id", "need", "made_at", "outcome"):
        op.create_index(op.f(f"ix_referral_{name}"), "referral", [name])


def _months() -> None:
    alike = ("month", "service_id", "need", "language", "county", "how")
    op.create_table(
        "referral_month",
        *(sa.Column(name, sa.String(), nullable=False) for name in alike),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("referrals", "connected", "connected_in_time")
        ),
        sa.PrimaryKeyConstraint(*alike, "emergency", "outcome", name=op.f("pk_referral_month")),
    )


def downgrade() -> None:
    for name in ("referral_month", "referral_step", "referral_outcome", "referral"):
        op.drop_table(name)
