"""Putting the facts into the tables: everything out, everything in, in one transaction."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session

from knowledge.directory.file_models import Facts
from knowledge.directory.load import FACTS, fact_files
from knowledge.directory.rows import rows
from knowledge.directory.tables import DirectoryBuild, DirectoryTable


def fill(session: Session, facts: Facts, stamp: str = "") -> None:
    """Replace every row of the directory and commit; on an error nothing has changed.

    `stamp` is the fingerprint of the facts, kept so that the next build can see that nothing is new.
    """
    made: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in (*rows(facts), DirectoryBuild(id=1, fingerprint=stamp)):
        made[str(row.__tablename__)].append(row.model_dump())
    tables = DirectoryTable.metadata.sorted_tables
    try:
        for table in reversed(tables):
            session.connection().execute(delete(table))
        for table in tables:
            if made[table.name]:
                session.connection().execute(insert(table), made[table.name])
        session.commit()
    except BaseException:
        session.rollback()
        raise


def filled_from(session: Session) -> str | None:
    """The fingerprint of the facts the tables were filled from; None before the first fill."""
    build = session.get(DirectoryBuild, 1)
    return build.fingerprint if build else None


def fingerprint(directory: Path = FACTS) -> str:
    """Changes when a facts file changes, or the code that makes rows of it."""
    digest = hashlib.sha256()
    for path in [*fact_files(directory), *sorted(Path(__file__).parent.glob("*.py"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
