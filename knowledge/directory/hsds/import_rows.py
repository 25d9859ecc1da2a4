"""Taking in the HSDS data (3.0 or 3.1) of somebody else: what fits is stored, every other row is reported.

An import owns its rows under its name and replaces them as a whole. It never changes a row of another origin,
and none of its ways in is ever given to a texter: nobody here has checked them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import delete, insert, select
from sqlmodel import Session

from knowledge.directory.hsds.checks import checked
from knowledge.directory.hsds.flatten import FlatRow
from knowledge.directory.hsds.places import never
from knowledge.directory.hsds.public import IMPORTED, table_of
from knowledge.directory.hsds.report import ImportRefused, Report
from knowledge.directory.hsds.shape import entities
from knowledge.directory.hsds_ids import is_uuid
from knowledge.directory.table_base import FACTS_ORIGIN

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")
_VOCABULARY = ("taxonomy", "taxonomy_term")
_PLACED = ("location", "service_at_location")
_JUDGED = ("organization", "service")
_WAYS = ("phone", "contact", "url")

Rows = dict[str, dict[str, FlatRow]]


def import_rows(
    session: Session,
    rows: Iterable[FlatRow],
    origin: str,
    *,
    dry_run: bool = False,
    finish: Callable[[Session], None] = lambda _session: None,
) -> Report:
    """Replace the rows of this origin by these, in one transaction; with `dry_run` only say what would be.

    `finish` is done last within the transaction, such as bringing the search up to the new rows. Raises
    ImportRefused for an origin that cannot be one.
    """
    if not _NAME.fullmatch(origin) or origin == FACTS_ORIGIN:
        raise ImportRefused(
            f"'{origin}' cannot name an import: use small letters, digits, - and _, and not '{FACTS_ORIGIN}'."
        )
    report = Report(origin, dry_run)
    try:
        _Import(session, report).run(rows)
        if dry_run:
            session.rollback()
        else:
            finish(session)
            session.commit()
    except BaseException:
        session.rollback()
        raise
    return report


class _Import:
    def __init__(self, session: Session, report: Report) -> None:
        self._session = session
        self._report = report
        self._rows: Rows = {table: {} for table in entities()}
        # By table and UUID: the id of rows that another origin has.
        self._others: dict[str, dict[str, str]] = {}
        # Refused as rows, yet heard where places are judged.
        self._heard: list[FlatRow] = []

    def run(self, rows: Iterable[FlatRow]) -> None:
        self._others = {table: self._of_others(table) for table in entities()}
        for row in rows:
            self._take(row)
        self._drop_places()
        while self._drop_dangling():
            pass
        self._store()

    def _of_others(self, table: str) -> dict[str, str]:
        columns = table_of(table).c
        query = select(columns.uuid, columns.id).where(columns.origin != self._report.origin)
        return {uuid: id for uuid, id in self._session.connection().execute(query)}

    def _take(self, row: FlatRow) -> None:
        """Keep a row that is HSDS and new; the same row may come many times, in each object that holds it."""
        self._report.note_unknown(row)
        values, wrong = checked(row.table, row.values)
        if wrong:
            self._report.refuse(row, "shape", "; ".join(wrong))
            self._heard.append(row)
            return
        id = values["id"]
        if id in self._others[row.table]:
            self._meet_other(row)
            return
        known = self._rows[row.table].get(id)
        if known is None:
            self._rows[row.table][id] = FlatRow(row.table, values, row.where)
        elif differing := sorted(
            name for name, value in values.items() if known.values.get(name, value) != value
        ):
            self._heard.append(row)
            self._report.refuse(
                row,
                "repeated",
                f"its id was already read in {known.where}, with another {', '.join(differing)}",
            )
        else:
            self._rows[row.table][id] = FlatRow(row.table, {**known.values, **values}, known.where)

    def _meet_other(self, row: FlatRow) -> None:
        if row.table in _VOCABULARY:
            self._report.ours += 1
        else:
            self._report.refuse(row, "taken", "a row of another origin has this id")

    def _drop_places(self) -> None:
        reasons = never(self._judged(), self._kept_names())
        self._report.never = {
            id: reason for id, reason in reasons.items() if any(id in self._rows[table] for table in _JUDGED)
        }
        for table in _PLACED:
            for id, row in list(self._rows[table].items()):
                reason = reasons.get(id) or reasons.get(row.values.get("service_id", ""))
                if reason:
                    self._drop(row, "confidential", f"the place may not be known: {reason}")

    def _judged(self) -> dict[str, list[Mapping[str, Any]]]:
        """Every row that was read, refused or not, with our own terms: an import may use them unbrought."""
        found = {table: [row.values for row in rows.values()] for table, rows in self._rows.items()}
        for row in self._heard:
            found[row.table].append({name: _text(value) for name, value in row.values.items() if value})
        columns = table_of("taxonomy_term").c
        query = select(columns.uuid.label("id"), columns.name, columns.code)
        found["taxonomy_term"] += [dict(row) for row in self._session.connection().execute(query).mappings()]
        return found

    def _kept_names(self) -> list[str]:
        organization, alias = table_of("organization"), table_of("alias")
        kept = (organization.c.place == "never", organization.c.origin != self._report.origin)
        same = (alias.c.entity == "organization", alias.c.entity_id == organization.c.id)
        connection = self._session.connection()
        names = connection.execute(select(organization.c.name).where(*kept)).scalars().all()
        return [*names, *connection.execute(select(alias.c.alias).where(*kept, *same)).scalars()]

    def _drop_dangling(self) -> bool:
        """Refuse rows that refer to what is not there; True if any was, for then others may hang on it."""
        dropped = False
        for table, rows in self._rows.items():
            for row in list(rows.values()):
                if missing := self._missing(table, row.values):
                    self._drop(row, "dangling", f"{missing} names a row that is not there or was refused")
                    dropped = True
        return dropped

    def _missing(self, table: str, values: Mapping[str, Any]) -> str | None:
        for field in entities()[table].references:
            if field.name in values and not self._is_there(str(field.refers_to), values[field.name]):
                return field.name
        if table == "attribute" and values["link_id"] not in self._rows.get(values["link_entity"], {}):
            return "link_id"
        return None

    def _is_there(self, table: str, id: str) -> bool:
        return id in self._rows[table] or (table in _VOCABULARY and id in self._others[table])

    def _drop(self, row: FlatRow, why: Any, detail: str) -> None:
        self._report.refuse(row, why, detail)
        del self._rows[row.table][row.values["id"]]

    def _store(self) -> None:
        connection = self._session.connection()
        for table in reversed(list(entities())):
            target = table_of(table)
            connection.execute(delete(target).where(target.c.origin == self._report.origin))
        for table, rows in self._rows.items():
            stored = [self._stored(table, row.values, n) for n, row in enumerate(rows.values())]
            if stored:
                connection.execute(insert(table_of(table)), stored)
                self._report.taken[table] = len(stored)

    def _stored(self, table: str, values: Mapping[str, Any], position: int) -> Mapping[str, Any]:
        """The row with our own columns; `position` keeps the order of the file."""
        made = {field.name: values.get(field.name) for field in entities()[table].fields}
        for field in entities()[table].references:
            given = values.get(field.name, "")
            made[field.name] = self._others[str(field.refers_to)].get(given, given or None)
        made |= {"origin": self._report.origin}
        if "position" in table_of(table).c:
            made["position"] = position
        if table in _WAYS:
            made["confirmation"] = IMPORTED
        if table in _JUDGED:
            made["place"] = "never" if values["id"] in self._report.never else "public"
        return made


def _text(value: Any) -> str:
    """What a refused row says, as text; ids in lower case, as those of good rows."""
    text = str(value)
    return text.lower() if is_uuid(text) else text
