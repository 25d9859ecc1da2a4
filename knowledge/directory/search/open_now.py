"""Which services are open at an instant, by their own hours or those of their lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from knowledge.directory import tables
from knowledge.directory.opening import is_open
from knowledge.directory.opening_rows import schedules_of
from knowledge.directory.schedule import Schedule


def open_states(session: Session, service_ids: Sequence[str], at: datetime) -> dict[str, bool | None]:
    """True for open, False for closed, None for unknown; a service without hours of its own has its lines'.

    `at` is aware; ValueError otherwise.
    """
    link = tables.ServiceHotline
    own = _rows(session, "service_id", service_ids)
    lines: dict[str, list[str]] = defaultdict(list)
    for row in session.exec(select(link).where(col(link.service_id).in_(service_ids))):
        lines[row.service_id].append(row.hotline_id)
    of_lines = _rows(session, "hotline_id", sorted({one for found in lines.values() for one in found}))
    known: dict[tuple[Schedule, ...], bool | None] = {}

    def state(rows: list[tables.Schedule]) -> bool | None:
        schedules = tuple(schedules_of(rows))
        if schedules not in known:
            known[schedules] = is_open(schedules, at)
        return known[schedules]

    return {
        one: state(own[one]) if one in own else _any([state(of_lines.get(line, [])) for line in lines[one]])
        for one in service_ids
    }


def _any(states: list[bool | None]) -> bool | None:
    """Open when one of them is; closed when all of them are known to be."""
    if any(states):
        return True
    return None if None in states or not states else False


def _rows(session: Session, owner: str, ids: Sequence[str]) -> dict[str, list[tables.Schedule]]:
    row = tables.Schedule
    query = select(row).where(col(getattr(row, owner)).in_(ids)).order_by(col(row.position), col(row.id))
    found: dict[str, list[tables.Schedule]] = defaultdict(list)
    for one in session.exec(query):
        found[getattr(one, owner)].append(one)
    return found
