"""What the accounts are called, for lists of who did what."""

from __future__ import annotations

from sqlmodel import Session, select

from knowledge.workspace.account_tables import StaffAccount


def account_names(session: Session) -> dict[str, str]:
    """Names by account id."""
    return dict(session.exec(select(StaffAccount.id, StaffAccount.name)).all())
