"""Imports from the workspace: a preview that writes nothing, then a run whose steps can be watched."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from knowledge.directory.hsds.flatten import FlatRow
from knowledge.directory.hsds.import_rows import import_rows
from knowledge.directory.hsds.public import table_of
from knowledge.directory.hsds.report import ImportRefused, Report
from knowledge.directory.hsds.shape import entities
from knowledge.directory.search.index import reindex
from knowledge.meaning import Encoder
from knowledge.workspace.audit import record
from knowledge.workspace.care_tables import CareImport
from knowledge.workspace.import_files import FileRefused, is_zip, laid_out, rows
from knowledge.workspace.times import moment, stamp

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")
RESERVED = frozenset({"facts", "care", "navigator", "workspace", "imported"})
SHOWN = 100
TELL_EVERY = 200
# A run that told nothing for so long was cut off; its transaction was never kept.
CUT_OFF = timedelta(minutes=5)

Now = Callable[[], datetime]


class _Seen(Exception):
    """Ends a preview, so that its transaction is rolled back."""


def check_origin(origin: str) -> None:
    """Raises FileRefused for what cannot name an import."""
    if not _NAME.fullmatch(origin) or origin in RESERVED:
        raise FileRefused("origin")


def preview(
    session: Session, content: bytes, origin: str, *, id: str, account: str, now: datetime
) -> CareImport:
    """Read the file and tell what it would change; keeps the file until it is confirmed or dropped. Commits.

    Raises FileRefused or ImportRefused, with nothing kept.
    """
    check_origin(origin)
    with laid_out(content) as path:
        total = sum(1 for _ in rows(path))
        report = import_rows(session, rows(path), origin, dry_run=True)
        changes = _changes(session, path_rows=lambda: rows(path), origin=origin)
    run = CareImport(
        id=id,
        origin=origin,
        is_zip=is_zip(content),
        content=content,
        status="previewed",
        step="reading",
        rows_read=0,
        rows_total=total,
        result=json.dumps({**_told(report), "changes": changes}, ensure_ascii=False),
        account=account,
        started_at=stamp(now),
        touched_at=stamp(now),
    )
    session.add(run)
    _note(session, "import.preview", run, account, now, sum(report.taken.values()), len(report.refused))
    session.commit()
    return run


def _changes(
    session: Session, path_rows: Callable[[], Iterator[FlatRow]], origin: str
) -> dict[str, dict[str, int]]:
    """New, changed, equal and gone rows by table: the import is done and rolled back."""
    before = _stored(session, origin)
    after: dict[str, dict[str, Any]] = {}

    def look(done: Session) -> None:
        after.update(_stored(done, origin))
        raise _Seen

    with suppress(_Seen):
        import_rows(session, path_rows(), origin, finish=look)
    found = {table: compared(before[table], after[table]) for table in before}
    return {table: counts for table, counts in found.items() if any(counts.values())}


def _stored(session: Session, origin: str) -> dict[str, dict[str, Any]]:
    connection = session.connection()
    found = {}
    for table in entities():
        target = table_of(table)
        query = select(target).where(target.c.origin == origin)
        found[table] = {row["id"]: _plain(dict(row)) for row in connection.execute(query).mappings()}
    return found


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "position"}


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, int]:
    """How many rows are new, changed, equal and gone, by id."""
    both = before.keys() & after.keys()
    changed = sum(1 for id in both if before[id] != after[id])
    return {
        "new": len(after.keys() - before.keys()),
        "changed": changed,
        "equal": len(both) - changed,
        "gone": len(before.keys() - after.keys()),
    }


def _told(report: Report) -> dict[str, Any]:
    """The report for the page: counts, and the first rows that were refused. No value of a row is in it."""
    return {
        "taken": dict(report.taken),
        "ours": report.ours,
        "never": len(report.never),
        "unknown": dict(report.unknown.most_common(SHOWN)),
        "refused": [
            {"where": one.where, "table": one.table, "why": one.why, "detail": one.detail}
            for one in report.refused[:SHOWN]
        ],
        "refused_total": len(report.refused),
        "refused_by": dict(Counter(one.why for one in report.refused)),
    }


def claim(session: Session, id: str, *, account: str, now: datetime) -> bool:
    """Take a preview on as the one import that runs; False when it is gone or another one runs. Commits."""
    end_cut_off(session, now)
    if session.exec(rows_of(CareImport).where(CareImport.status == "running")).first() is not None:
        return False
    query = update(CareImport).where(col(CareImport.id) == id, col(CareImport.status) == "previewed")
    try:
        done = session.connection().execute(query.values(status="running", touched_at=stamp(now)))
    except IntegrityError:  # another one was claimed in this moment
        session.rollback()
        return False
    if done.rowcount != 1:
        return False
    run = session.get_one(CareImport, id)
    _note(session, "import.start", run, account, now, run.rows_total, 0)
    session.commit()
    return True


def drop(session: Session, id: str, *, account: str, now: datetime) -> None:
    """Let a preview go, with its file. Commits."""
    query = update(CareImport).where(col(CareImport.id) == id, col(CareImport.status) == "previewed")
    if session.connection().execute(query.values(status="dropped", content=None)).rowcount:
        session.expire_all()
        _note(session, "import.drop", session.get_one(CareImport, id), account, now, 0, 0)
    session.commit()


def end_cut_off(session: Session, now: datetime) -> None:
    """Mark runs as failed that ended with their process; nothing of them was kept."""
    running = session.exec(rows_of(CareImport).where(CareImport.status == "running")).all()
    for run in running:
        if now - moment(run.touched_at) > CUT_OFF:
            run.status, run.problem, run.content = "failed", "cut_off", None
            session.add(run)
    session.commit()


def runs(session: Session, limit: int = 20) -> Sequence[CareImport]:
    """The newest imports and previews."""
    query = rows_of(CareImport).order_by(col(CareImport.started_at).desc(), col(CareImport.id))
    return session.exec(query.limit(limit)).all()


class Runner:
    """Does one import after it was claimed, telling its steps in transactions of their own.

    The rows of the directory change in one transaction at the very end, so that an import that is cut off
    leaves nothing behind.
    """

    def __init__(self, engine: Engine, encode: Callable[[], Encoder], now: Now) -> None:
        self._engine = engine
        self._encode = encode
        self._now = now

    def run(self, id: str) -> None:
        """Import the claimed file; whatever goes wrong is told in the run's row."""
        try:
            self._import(id)
        except FileRefused as error:
            self._fail(id, error.why)
        except ImportRefused:
            self._fail(id, "no_hsds")
        except Exception:
            self._fail(id, "failed")
            raise

    def _import(self, id: str) -> None:
        with Session(self._engine) as session:
            run = session.get_one(CareImport, id)
            content, origin, kept = run.content or b"", run.origin, json.loads(run.result)
        with laid_out(content) as path, Session(self._engine) as session:
            found = self._told(id, rows(path))
            report = import_rows(session, found, origin, finish=lambda done: self._finish(done, id))
            refused = len(report.refused)
        with Session(self._engine) as session:
            run = session.get_one(CareImport, id)
            run.result = json.dumps({**_told(report), "changes": kept.get("changes", {})}, ensure_ascii=False)
            session.add(run)
            _note(session, "import.done", run, run.account, self._now(), sum(report.taken.values()), refused)
            session.commit()

    def _told(self, id: str, found: Iterator[FlatRow]) -> Iterator[FlatRow]:
        """The rows as they come, with a word now and then of how far it is."""
        count = 0
        for count, row in enumerate(found, start=1):
            if count % TELL_EVERY == 0:
                self._tell(id, rows_read=count)
            yield row
        self._tell(id, rows_read=count, step="storing")

    def _finish(self, session: Session, id: str) -> None:
        """Last within the import's transaction: the search, and that it is done."""
        reindex(session, self._encode())
        run = session.get_one(CareImport, id)
        run.status, run.content, run.touched_at = "done", None, stamp(self._now())
        session.add(run)
        session.flush()

    def _tell(self, id: str, **values: Any) -> None:
        with Session(self._engine) as session:
            query = update(CareImport).where(col(CareImport.id) == id)
            session.connection().execute(query.values(**values, touched_at=stamp(self._now())))
            session.commit()

    def _fail(self, id: str, problem: str) -> None:
        self._tell(id, status="failed", problem=problem, content=None)


def _note(
    session: Session, action: str, run: CareImport, account: str, now: datetime, taken: int, refused: int
) -> None:
    detail: dict[str, str | int] = {"origin": run.origin, "rows": taken, "refused": refused}
    record(session, at=now, account=account, action=action, entity="import", entity_id=run.id, detail=detail)
