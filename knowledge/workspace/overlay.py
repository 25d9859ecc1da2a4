"""What editors changed and callers confirmed, laid over the rows of the facts: see fill's `overlay`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, delete, insert
from sqlmodel import Session, col, select

from knowledge.directory.changes import Key
from knowledge.directory.fill import Laid, Made
from knowledge.directory.table_base import DirectoryTable
from knowledge.directory.tables import Verification
from knowledge.directory.verification import CONFIRMED
from knowledge.workspace.care_tables import CareCheck, CareEdit
from knowledge.workspace.checked_fields import heard, identity_heard
from knowledge.workspace.columns import Values, columns_of, following
from knowledge.workspace.editable import WAYS, editable

# No import can have this name, so that none replaces what callers confirmed.
CARE_ORIGIN = "care:checks"

Row = dict[str, Any]
Rows = dict[str, dict[Key, Row]]


def overlay(session: Session, made: Made) -> Laid:
    """The rows with every change that holds, and the day on which each number was called.

    A change holds for as long as the facts say what they said when it was made. Where they say the same as
    the change, or something else, it is marked so and the facts stand. Also stores the callers' checks anew.
    """
    laid = _Laid({table.name: {key: dict(row) for key, row in rows.items()} for table, rows in made.items()})
    edits = session.exec(
        select(CareEdit)
        .where(CareEdit.status == "applied", CareEdit.entity != "synonym")
        .order_by(col(CareEdit.decided_at), col(CareEdit.proposed_at), col(CareEdit.id))
    ).all()
    for edit in edits:
        laid.lay(edit)
    calls = session.exec(select(CareCheck).order_by(col(CareCheck.checked_on), col(CareCheck.id))).all()
    _write_checks(session, [*laid.calls(calls), *laid.reads])
    session.flush()
    return Laid({table: laid.rows.get(table.name, {}) for table in made}, laid.by)


@dataclass
class _Laid:
    rows: Rows
    by: dict[tuple[str, str, str], str] = field(default_factory=dict)
    reads: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._facts = {table: dict(found) for table, found in self.rows.items()}

    def lay(self, edit: CareEdit) -> None:
        """Apply the change, or mark why it does not hold."""
        found = find(self._facts.get(edit.entity, {}), edit.entity_id, edit.entity, edit.identity)
        says = _said(found, edit) if found else None
        if found is None or says not in ((edit.base_en, edit.base_es), (edit.value_en, edit.value_es)):
            self._outdated(edit, says)
            return
        edit.entity_id = found["id"]
        for table, id, values in self._effects(edit, found):
            self._put(table, id, values, f"edit.{edit.id}")
        if says == (edit.value_en, edit.value_es):
            edit.status = "in_facts"
            return
        self._cite(edit)
        self._read(edit)

    def _outdated(self, edit: CareEdit, says: tuple[str | None, str | None] | None) -> None:
        """The facts have moved on: to what the change said, or to something else."""
        there = self._facts.get(edit.entity, {}).get((edit.entity_id,))
        edit.facts_en, edit.facts_es = says or (_said(there, edit) if there else (None, None))
        taken = (edit.facts_en, edit.facts_es) == (edit.value_en, edit.value_es)
        edit.status = "in_facts" if taken else "superseded"

    def _effects(self, edit: CareEdit, found: Row) -> Iterator[tuple[str, str, Values]]:
        now = self.rows[edit.entity][found["id"],]
        values = columns_of(edit)
        yield edit.entity, found["id"], values
        for table, id, follows in following(edit.entity, now, values):
            owner = self.rows[table].get((id,))
            if owner is not None:
                yield table, id, {name: new for name, (old, new) in follows.items() if owner[name] == old}

    def _put(self, table: str, id: str, values: Values, by: str) -> None:
        self.rows[table][id,] = {**self.rows[table][id,], **values}
        self.by |= {(table, id, name): by for name in values}

    def _cite(self, edit: CareEdit) -> None:
        """The source of the change beside those of the facts; of another number, in place of them."""
        cited = self.rows.setdefault("source_citation", {})
        own = [key for key in cited if key[:2] == (edit.entity, edit.entity_id)]
        if edit.field in editable()[edit.entity].identity:
            for key in own:
                del cited[key]
        position = max((key[2] for key in own), default=-1) + 1
        cited[edit.entity, edit.entity_id, position] = {
            "entity": edit.entity,
            "entity_id": edit.entity_id,
            "position": position,
            "title": edit.source_title,
            "url": edit.source_url,
            "as_of": edit.source_on,
            "checked": (edit.decided_at or edit.proposed_at)[:10],
            "verified": means(edit),
        }

    def _read(self, edit: CareEdit) -> None:
        """The change was read in its source on a day: a check of the field it changed."""
        for kind in self._kinds(edit.entity, edit.entity_id):
            if edit.field in heard(edit.entity, kind):
                who = edit.decided_by or edit.proposed_by
                self.reads.append(_check_row(f"edit.{edit.id}", edit, kind, edit.source_on, who, means(edit)))

    def _kinds(self, entity: str, entity_id: str) -> list[str]:
        rows = self.rows.get("verification", {}).values()
        same = (row for row in rows if (row["entity"], row["entity_id"]) == (entity, entity_id))
        return sorted({row["field_kind"] for row in same})

    def calls(self, checks: Sequence[CareCheck]) -> Iterator[Row]:
        """The calls that still hold, as checks; `dialled` of a number becomes the day of its newest call."""
        for check in checks:
            rows = self.rows.get(check.entity, {})
            found = find(rows, check.entity_id, check.entity, check.identity, check.field_kind)
            if found is None:
                continue
            check.entity_id = found["id"]
            if check.entity in WAYS and (found["dialled"] or "") < check.checked_on:
                self._put(check.entity, found["id"], {"dialled": check.checked_on}, f"check.{check.id}")
            yield _check_row(
                f"check.{check.id}", check, check.field_kind, check.checked_on, check.account, "call"
            )


def find(rows: dict[Key, Row], id: str, table: str, identity: str, kind: str | None = None) -> Row | None:
    """The row as it was known: under its id, or under another of the same owner, after the facts moved it.

    With `kind` the row is known by what a caller hears, else by the table's identity.
    """
    row = rows.get((id,))
    if row is not None and _identity(row, table, kind) == identity:
        return row
    if not identity or "." not in id:
        return None
    owner = id.rpartition(".")[0]
    same = (
        one
        for one in rows.values()
        if one["id"].rpartition(".")[0] == owner and _identity(one, table, kind) == identity
    )
    return next(same, None)


def _identity(row: Row, table: str, kind: str | None) -> str:
    if kind is None:
        return editable()[table].known_by(row)
    return identity_heard(row, table, kind)


def _said(row: Row, edit: CareEdit) -> tuple[str | None, str | None]:
    spanish = editable()[edit.entity].fields[edit.field].spanish
    return row[edit.field], row[spanish] if spanish else None


def means(edit: CareEdit) -> str:
    """How the source of a change was come by, in the words of the verification table."""
    if edit.called:
        return "call"
    return "page" if edit.source_url else "document"


def _check_row(id: str, one: CareEdit | CareCheck, kind: str, checked_on: str, who: str, means: str) -> Row:
    return {
        "id": f"care.{id}.{kind}",
        "origin": CARE_ORIGIN,
        "entity": one.entity,
        "entity_id": one.entity_id,
        "field_kind": kind,
        "checked_on": checked_on,
        "checked_by": who,
        "means": means,
        "result": CONFIRMED,
    }


def _write_checks(session: Session, rows: list[Row]) -> None:
    table: Table = DirectoryTable.metadata.tables[str(Verification.__tablename__)]
    connection = session.connection()
    connection.execute(delete(table).where(table.c.origin == CARE_ORIGIN))
    if rows:
        connection.execute(insert(table), rows)
