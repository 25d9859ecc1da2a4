"""Tables of the people who sign in, their sessions and factors, machine keys, and the audit log.

Times are UTC text (knowledge.workspace.times). Secrets are kept as hashes; an authenticator app's secret
must be readable, so it is encrypted before it gets here.
"""

from __future__ import annotations

from sqlalchemy import LargeBinary
from sqlmodel import Field

from knowledge.workspace.base import WorkspaceTable


class StaffAccount(WorkspaceTable, table=True):
    """A person who may sign in. `name` is casefolded; `password_hash` is None until the set-up is done.

    `failures` counts tries not known to be right since `failed_at`; the account is locked while it is full.
    """

    __tablename__ = "staff_account"

    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    role: str
    language: str
    password_hash: str | None = None
    disabled: bool = False
    created_at: str
    failures: int = 0
    failed_at: str | None = None


class StaffTotp(WorkspaceTable, table=True):
    """An authenticator app; `last_step` is the newest time step whose code was used."""

    __tablename__ = "staff_totp"

    account_id: str = Field(primary_key=True, foreign_key="staff_account.id")
    secret: str
    last_step: int


class StaffPasskey(WorkspaceTable, table=True):
    """A passkey: WebAuthn's credential id (base64url), public key and counter."""

    __tablename__ = "staff_passkey"

    id: str = Field(primary_key=True)
    account_id: str = Field(foreign_key="staff_account.id", index=True)
    public_key: bytes = Field(sa_type=LargeBinary)
    sign_count: int
    created_at: str


class StaffChallenge(WorkspaceTable, table=True):
    """What one session was given to answer: a WebAuthn challenge, or an app's (encrypted) secret to prove."""

    __tablename__ = "staff_challenge"

    session_hash: str = Field(primary_key=True)
    purpose: str = Field(primary_key=True)
    given: bytes = Field(sa_type=LargeBinary)
    expires_at: str


class StaffCode(WorkspaceTable, table=True):
    """A one-time code, as its hash: `purpose` "setup" (24 h) or "recovery" (1 h). Deleted as it is used."""

    __tablename__ = "staff_code"

    code_hash: str = Field(primary_key=True)
    account_id: str = Field(foreign_key="staff_account.id", index=True)
    purpose: str
    expires_at: str


class StaffRecovery(WorkspaceTable, table=True):
    """An account that asked for a new factor and waits for another person to approve it."""

    __tablename__ = "staff_recovery"

    account_id: str = Field(primary_key=True, foreign_key="staff_account.id")
    asked_at: str


class StaffSession(WorkspaceTable, table=True):
    """A session by the SHA-256 of its id. `stage` is one of sessions.STAGES."""

    __tablename__ = "staff_session"

    id_hash: str = Field(primary_key=True)
    account_id: str = Field(foreign_key="staff_account.id", index=True)
    stage: str
    created_at: str
    seen_at: str = Field(index=True)


class StaffDevice(WorkspaceTable, table=True):
    """A browser in which an account came all the way in, by the SHA-256 of the id in its cookie.

    Two days (ISO text, UTC) and no clock, no address and no name of a browser: nothing to follow a person by.
    `failures` and `failed_at` count its own wrong tries, as those of StaffAccount do a stranger's.
    """

    __tablename__ = "staff_device"

    id_hash: str = Field(primary_key=True)
    account_id: str = Field(foreign_key="staff_account.id", index=True)
    created_at: str
    used_at: str
    failures: int = 0
    failed_at: str | None = None


class StaffKey(WorkspaceTable, table=True):
    """A machine's key, as its hash; `scopes` are permissions with spaces between. Days are ISO text."""

    __tablename__ = "staff_key"

    id: str = Field(primary_key=True)
    name: str
    secret_hash: str
    scopes: str
    made_by: str = Field(foreign_key="staff_account.id")
    created_at: str
    expires_on: str
    revoked_at: str | None = None
    last_used_on: str | None = None


class SignInMinute(WorkspaceTable, table=True):
    """How many tries to sign in there were in one minute, whoever was named: what slows all of them down."""

    __tablename__ = "sign_in_minute"

    minute: str = Field(primary_key=True)
    tries: int


class AuditEntry(WorkspaceTable, table=True):
    """Who did what to what, and when; `detail` is a JSON object of names and counts."""

    __tablename__ = "audit_entry"

    id: int | None = Field(default=None, primary_key=True)
    at: str = Field(index=True)
    account: str = Field(index=True)
    action: str = Field(index=True)
    entity: str
    entity_id: str
    detail: str
