"""Counting pledges, and telling how many there are once that tells of nobody."""

from __future__ import annotations

from sqlalchemy import update
from sqlmodel import Session, col

from knowledge.errors import KnowledgeError
from knowledge.workspace.pledge_tables import ONLY_ROW, PledgeCount

# Below this a count could point at the few who were asked.
LEAST_SHOWN = 10


class NoPledgeRow(KnowledgeError):
    """The one row is missing: the database was not migrated."""

    code = "no_pledge_row"


def add(session: Session) -> None:
    """One more, counted by the database itself, so that two at once are two. Raises NoPledgeRow."""
    row = col(PledgeCount.id) == ONLY_ROW
    result = session.connection().execute(
        update(PledgeCount).where(row).values(count=col(PledgeCount.count) + 1)
    )
    if result.rowcount != 1:
        raise NoPledgeRow("pledge_count has no row: run the migrations (make directory)")


def shown(session: Session) -> int | None:
    """How many pledges, from LEAST_SHOWN upward; None below."""
    row = session.get(PledgeCount, ONLY_ROW)
    return row.count if row is not None and row.count >= LEAST_SHOWN else None
