"""Reading the reviewed answers, with their questions and what goes with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session, col, select

from knowledge.directory import tables
from knowledge.directory.query_parts import citations
from knowledge.directory.results import AnswerEntry, Words


def answers(session: Session, ids: Sequence[str] | None = None) -> list[AnswerEntry]:
    """Reviewed answers: those asked for, in that order, or all in the order of the facts."""
    query = select(tables.Answer).order_by(col(tables.Answer.position))
    if ids is not None:
        query = query.where(col(tables.Answer.id).in_(list(ids)))
    rows = list(session.exec(query))
    if ids is not None:
        rows.sort(key=lambda row: ids.index(row.id))
    own = [row.id for row in rows]
    questions, links = _questions(session, own), _links(session, own)
    sources = citations(session, "answer", own)
    return [
        AnswerEntry(
            id=row.id,
            audience=row.audience,
            topic=row.topic,
            questions_en=tuple(questions[row.id, "en"]),
            questions_es=tuple(questions[row.id, "es"]),
            sms=Words(row.sms_en, row.sms_es),
            web=Words(row.web_en, row.web_es),
            reaches_law_enforcement=row.reaches_law_enforcement,
            hotline_ids=tuple(links[row.id, "hotline"]),
            service_ids=tuple(links[row.id, "service"]),
            sources=sources.get(row.id, ()),
        )
        for row in rows
    ]


def _questions(session: Session, ids: list[str]) -> dict[tuple[str, str], list[str]]:
    row = tables.AnswerQuestion
    query = select(row).where(col(row.answer_id).in_(ids)).order_by(col(row.answer_id), col(row.position))
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for question in session.exec(query):
        found[question.answer_id, question.language].append(question.text)
    return found


def _links(session: Session, ids: list[str]) -> dict[tuple[str, str], list[str]]:
    """Ids of the lines and services that go with each answer, without what is withdrawn."""
    to_line, line, to_service, service = (
        tables.AnswerHotline,
        tables.Hotline,
        tables.AnswerService,
        tables.Service,
    )
    lines = (
        select(to_line.answer_id, line.id)
        .join(line, col(line.id) == col(to_line.hotline_id))
        .where(col(to_line.answer_id).in_(ids), col(line.status).is_(None))
        .order_by(col(to_line.answer_id), col(to_line.position))
    )
    services = (
        select(to_service.answer_id, service.id)
        .join(service, col(service.id) == col(to_service.service_id))
        .where(col(to_service.answer_id).in_(ids), service.status == "active")
        .order_by(col(to_service.answer_id), col(to_service.position))
    )
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for answer_id, hotline_id in session.exec(lines):
        found[answer_id, "hotline"].append(hotline_id)
    for answer_id, service_id in session.exec(services):
        found[answer_id, "service"].append(service_id)
    return found
