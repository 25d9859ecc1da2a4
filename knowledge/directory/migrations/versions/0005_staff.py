"""Accounts of staff, their sessions and keys, and the audit log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = (
    "audit_entry",
    "sign_in_minute",
    "staff_key",
    "staff_session",
    "staff_recovery",
    "staff_code",
    "staff_challenge",
    "staff_passkey",
    "staff_totp",
    "staff_account",
)


def upgrade() -> None:
    op.create_table(
        "staff_account",
        sa.Column("id", sa.String(), nullable=False),
        *_texts("name", "role", "language"),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        *_texts("created_at"),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_account")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_account_name")),
    )
    _factors()
    _passing()
    _keys()
    _log()


def downgrade() -> None:
    for name in _TABLES:
        op.drop_table(name)


def _factors() -> None:
    op.create_table(
        "staff_totp",
        *_texts("account_id", "secret"),
        sa.Column("last_step", sa.Integer(), nullable=False),
        _of_account("staff_totp"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_staff_totp")),
    )
    op.create_table(
        "staff_passkey",
        *_texts("id", "account_id"),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        *_texts("created_at"),
        _of_account("staff_passkey"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_passkey")),
    )
    op.create_index(op.f("ix_staff_passkey_account_id"), "staff_passkey", ["account_id"])


def _passing() -> None:
    """What is kept for hours at most."""
    op.create_table(
        "staff_challenge",
        *_texts("session_hash", "purpose"),
        sa.Column("given", sa.LargeBinary(), nullable=False),
        *_texts("expires_at"),
        sa.PrimaryKeyConstraint("session_hash", "purpose", name=op.f("pk_staff_challenge")),
    )
    op.create_table(
        "staff_code",
        *_texts("code_hash", "account_id", "purpose", "expires_at"),
        _of_account("staff_code"),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_staff_code")),
    )
    op.create_index(op.f("ix_staff_code_account_id"), "staff_code", ["account_id"])
    op.create_table(
        "staff_recovery",
        *_texts("account_id", "asked_at"),
        _of_account("staff_recovery"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_staff_recovery")),
    )
    op.create_table(
        "staff_session",
        *_texts("id_hash", "account_id", "stage", "created_at", "seen_at"),
        _of_account("staff_session"),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_staff_session")),
    )
    op.create_index(op.f("ix_staff_session_account_id"), "staff_session", ["account_id"])
    op.create_index(op.f("ix_staff_session_seen_at"), "staff_session", ["seen_at"])


def _keys() -> None:
    op.create_table(
        "staff_key",
        *_texts("id", "name", "secret_hash", "scopes", "made_by", "created_at", "expires_on"),
        sa.Column("revoked_at", sa.String(), nullable=True),
        sa.Column("last_used_on", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["staff_account.id"], name=op.f("fk_staff_key_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_key")),
    )


def _log() -> None:
    op.create_table(
        "sign_in_minute",
        *_texts("minute"),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("minute", name=op.f("pk_sign_in_minute")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        *_texts("at", "account", "action", "entity", "entity_id", "detail"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    for name in ("at", "account", "action"):
        op.create_index(op.f(f"ix_audit_entry_{name}"), "audit_entry", [name])


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_account_id")
    return sa.ForeignKeyConstraint(["account_id"], ["staff_account.id"], name=name)
