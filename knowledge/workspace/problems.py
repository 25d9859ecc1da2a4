"""Reports of mistakes in the directory: what is wrong, never with whom it was met."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from sqlalchemy import update
from sqlmodel import Session, col, select

from knowledge.errors import KnowledgeError
from knowledge.workspace.audit import record
from knowledge.workspace.care_tables import CareProblem
from knowledge.workspace.edits import Act
from knowledge.workspace.private_words import private
from knowledge.workspace.times import stamp

FILE = Path(__file__).with_name("care_kinds.yml")
LONGEST_NOTE = 200
ENTITIES = frozenset({"organization", "service", "hotline"})


class ReportRefused(KnowledgeError):
    """A report that is not kept: `why` is a code for the page, `field` the part of the form."""

    code = "report_refused"

    def __init__(self, why: str, field: str) -> None:
        self.why, self.field = why, field
        super().__init__(f"The report is refused ({why}); correct its {field} and send it again.")


@cache
def kinds() -> Mapping[str, tuple[str, ...]]:
    """`problems` and `resolutions`, in the order of care_kinds.yml."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {name: tuple(found) for name, found in read.items()}


def report(
    session: Session, kind: str, entity: str, entity_id: str, note: str, *, id: str, act: Act
) -> CareProblem:
    """Keep a report. Raises ReportRefused: unknown kind or owner, a note too long or telling of a person."""
    if kind not in kinds()["problems"]:
        raise ReportRefused("kind", "kind")
    if entity not in ENTITIES or not entity_id:
        raise ReportRefused("whose", "whose")
    if len(note) > LONGEST_NOTE:
        raise ReportRefused("too_long", "note")
    if (found := private(note)) is not None:
        raise ReportRefused(found, "note")
    problem = CareProblem(
        id=id,
        kind=kind,
        entity=entity,
        entity_id=entity_id,
        note=note,
        status="open",
        reported_by=act.account,
        reported_at=stamp(act.now),
    )
    session.add(problem)
    _note(session, "problem.report", problem, act)
    return problem


def resolve(session: Session, id: str, resolution: str, act: Act) -> CareProblem:
    """Close a report. Raises ReportRefused for one that is closed, and for no way to end."""
    if resolution not in kinds()["resolutions"]:
        raise ReportRefused("resolution", "resolution")
    query = update(CareProblem).where(col(CareProblem.id) == id, col(CareProblem.status) == "open")
    values = {
        "status": "resolved",
        "resolution": resolution,
        "resolved_by": act.account,
        "resolved_at": stamp(act.now),
    }
    if session.connection().execute(query.values(**values)).rowcount != 1:
        raise ReportRefused("closed", "resolution")
    session.expire_all()
    problem = session.get_one(CareProblem, id)
    _note(session, "problem.resolve", problem, act)
    return problem


def problems(session: Session, status: str, limit: int = 200) -> list[CareProblem]:
    """The open ones, oldest first, or the resolved ones, newest first."""
    query = select(CareProblem).where(CareProblem.status == status)
    at = col(CareProblem.reported_at)
    ordered = query.order_by(at if status == "open" else at.desc(), col(CareProblem.id)).limit(limit)
    return list(session.exec(ordered).all())


def _note(session: Session, action: str, problem: CareProblem, act: Act) -> None:
    record(
        session,
        at=act.now,
        account=act.account,
        action=action,
        entity="problem",
        entity_id=problem.id,
        detail={"kind": problem.kind, "whose": f"{problem.entity} {problem.entity_id}"},
    )
