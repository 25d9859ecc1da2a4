"""Storing the directory anew with all changes laid over the facts, in the caller's transaction."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session

from knowledge.directory.fill import fill, fingerprint
from knowledge.directory.load import FACTS, load_facts
from knowledge.workspace.overlay import overlay

# One refill at a time; SQLite has one writer anyway.
_LOCK = text("SELECT pg_advisory_xact_lock(7265666)")


def refill(session: Session, on: date, directory: Path = FACTS) -> None:
    """Bring the directory and its search up to the facts and every change that holds, and commit.

    The same way as `make directory` takes, so that a change looks the same before and after it. About a
    second. Raises FactsError when the facts do not load; then, as on every error, nothing has changed.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(_LOCK)
    session.flush()
    try:
        facts = load_facts(directory)
    except BaseException:
        session.rollback()
        raise
    fill(session, facts, fingerprint(directory), on, overlay)
