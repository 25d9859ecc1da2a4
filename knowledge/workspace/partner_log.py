"""The log of trainings and outreach: what is taken in, what is corrected, and every query of it.

Entries are codes and numbers; there is no field for words, so that nobody can be written down.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, func, select

from knowledge.workspace.partner_log_codes import Kind
from knowledge.workspace.partner_log_tables import PartnerEntry
from knowledge.workspace.report_periods import month_number, month_text
from knowledge.workspace.times import stamp

# The oldest entry that is taken; earlier years are not this program's.
EARLIEST = date(2019, 1, 1)

Form = Mapping[str, str]


class Refused(ValueError):
    """Values that do not fit; `fields` says of each why: choose, date, future, old, number or range."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(f"These fields of the entry do not fit: {', '.join(sorted(fields))}.")
        self.fields = dict(fields)


@dataclass(frozen=True)
class Page:
    """`total` counts all pages; pages count from 1."""

    rows: list[PartnerEntry]
    page: int
    pages: int
    total: int


def read(kind: Kind, form: Form, organizations: Collection[str], today: date) -> dict[str, Any]:
    """The columns that a form sets, its texts read as dates and numbers. Raises Refused."""
    wrong: dict[str, str] = {}
    values: dict[str, Any] = {name: form.get(name, "") for name in ("organization_id", *kind.choices)}
    for name in kind.choices:
        if values[name] not in kind.choices[name]:
            wrong[name] = "choose"
    if values["organization_id"] not in organizations:
        wrong["organization_id"] = "choose"
    values["held_on"] = form.get("held_on", "").strip()
    if problem := _date_problem(values["held_on"], today):
        wrong["held_on"] = problem
    for name, most in kind.numbers.items():
        values[name], problem = _number(form.get(name, ""), most)
        if problem:
            wrong[name] = problem
    if wrong:
        raise Refused(wrong)
    return values


def add(session: Session, kind: Kind, entry_id: str, values: Mapping[str, Any], at: datetime) -> bool:
    """Whether this made an entry; an id that is there already (a form sent twice) makes no second."""
    if session.get(kind.table, entry_id) is not None:
        return False
    session.add(kind.table(id=entry_id, withdrawn=False, recorded_at=stamp(at), **values))
    session.flush()
    return True


def correct(
    session: Session, kind: Kind, entry_id: str, values: Mapping[str, Any], *, withdrawn: bool
) -> dict[str, tuple[Any, Any]] | None:
    """What each changed column said and says; None when there is no such entry."""
    row = session.get(kind.table, entry_id)
    if row is None:
        return None
    wanted = {**values, "withdrawn": withdrawn}
    changed = {
        name: (getattr(row, name), value)
        for name, value in sorted(wanted.items())
        if getattr(row, name) != value
    }
    for name, (_, value) in changed.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    return changed


def entry(session: Session, kind: Kind, entry_id: str) -> PartnerEntry | None:
    """One entry."""
    return session.get(kind.table, entry_id)


def entries(
    session: Session, kind: Kind, *, organization_id: str = "", page: int = 1, per_page: int = 20
) -> Page:
    """A page of entries, the newest day first, withdrawn ones too; of one organization when it is given."""
    table = kind.table
    wanted = [col(table.organization_id) == organization_id] if organization_id else []
    total = session.exec(select(func.count()).select_from(table).where(*wanted)).one()
    pages = max(1, -(-total // per_page))
    page = min(max(page, 1), pages)
    query = select(table).where(*wanted).order_by(col(table.held_on).desc(), col(table.id))
    return Page(list(session.exec(query.offset((page - 1) * per_page).limit(per_page))), page, pages, total)


def counted(session: Session, kind: Kind, first: str, last: str) -> list[PartnerEntry]:
    """The entries that count, from the month `first` to the month `last`, both as "2026-07"."""
    table = kind.table
    query = select(table).where(
        col(table.held_on) >= first,
        col(table.held_on) < month_text(month_number(last) + 1),
        col(table.withdrawn).is_(False),
    )
    return list(session.exec(query.order_by(col(table.held_on), col(table.id))))


def _date_problem(text: str, today: date) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return "date"
    if text != day.isoformat():
        return "date"
    return "future" if day > today else "old" if day < EARLIEST else ""


def _number(text: str, most: int) -> tuple[int, str]:
    bare = text.strip()
    if not (bare.isascii() and bare.isdigit()):
        return 0, "number"
    return (int(bare), "") if len(bare) < 7 and int(bare) <= most else (0, "range")
