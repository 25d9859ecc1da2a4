"""Every query of the project. Each takes a session first and gives frozen results in both languages.

Nothing here gives a texter a contact that is withdrawn, held until somebody has called it, defunct,
contradicted by another source, or for professionals or staff only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from knowledge.directory import tables
from knowledge.directory.query_parts import (
    aliases,
    citations,
    labels,
    pairs,
    sms_words,
    statements,
    ways_in,
    words,
)
from knowledge.directory.results import (
    AnswerEntry,
    CollaborativeEntry,
    ContractLineEntry,
    HotlineEntry,
    OrganizationEntry,
    PairLine,
    ServiceHit,
    Words,
)
from knowledge.directory.service_search import find_services, read_services
from knowledge.directory.tables import DirectoryTable


def services_for_needs(
    session: Session, needs: Sequence[str], *, audience: str = "survivor", limit: int | None = None
) -> list[ServiceHit]:
    """Services that meet at least one of the needs (taxonomy ids) and that a texter can reach by phone.

    A service without a number of its own is reached through its lines. What is not offered to the audience
    (a taxonomy id) is left out: the child abuse hotline is no help line for survivors, but is one for
    school_staff. The order is always the same, decided by the first of these that differs:

    1. services that do not reach law enforcement before those that do;
    2. those that serve Contra Costa, California or the nation before those for other counties only;
    3. a first service on a crisis line before a second one on the same line;
    4. those that meet more of the needs, then those that meet the need named earlier;
    5. advocates, in the order of advocate_first_order, before the rest;
    6. those for every age before those for some;
    7. the better confirmation of their numbers;
    8. services with somebody to answer before legal remedies;
    9. the order of the facts.
    """
    found = find_services(session, needs, audience)
    return found if limit is None else found[:limit]


def services(session: Session, ids: Sequence[str], *, audience: str = "survivor") -> list[ServiceHit]:
    """The services asked for, in that order, by the rules of `services_for_needs` on who is told of what."""
    return read_services(session, ids, audience)


def hotline(session: Session, hotline_id: str) -> HotlineEntry | None:
    """One line; None when there is no such line, or it is withdrawn, or no number of it may be given."""
    found = hotlines(session, [hotline_id])
    return found[0] if found else None


def hotlines(session: Session, ids: Sequence[str] | None = None) -> list[HotlineEntry]:
    """The lines asked for, in that order; all of them, in the order of the facts, when `ids` is None."""
    query = select(tables.Hotline).where(col(tables.Hotline.status).is_(None))
    if ids is not None:
        query = query.where(col(tables.Hotline.id).in_(list(ids)))
    rows = list(session.exec(query.order_by(col(tables.Hotline.position))))
    if ids is not None:
        rows.sort(key=lambda row: ids.index(row.id))
    return _hotline_entries(session, rows)


def _hotline_entries(session: Session, rows: list[tables.Hotline]) -> list[HotlineEntry]:
    own = [row.id for row in rows]
    beside = pairs(session, own)
    lines = _pair_lines(session, {other for others in beside.values() for other in others})
    numbers = ways_in(session, "hotline_id", own)
    said = statements(session, "hotline", own)
    who, reaches = labels(session, "answered_by"), labels(session, "reaches_law_enforcement")
    return [
        HotlineEntry(
            id=row.id,
            organization_id=row.organization_id,
            name=Words(row.name, row.name_es),
            kind=row.kind,
            numbers=numbers[row.id],
            who_answers=words(row.who_answers, row.who_answers_es) or who[row.answered_by],
            answered_by=row.answered_by,
            answered_by_label=who[row.answered_by],
            reaches_law_enforcement=row.reaches_law_enforcement,
            reaches_law_enforcement_label=reaches[row.reaches_law_enforcement],
            hours=words(row.hours, row.hours_es),
            area_served=words(row.area, row.area_es),
            statements=said.get(row.id, ()),
            pair_with=tuple(lines[other] for other in beside.get(row.id, ()) if other in lines),
            never_alone_because=words(row.never_alone_because, row.never_alone_because_es),
            offer_to=tuple(row.offer_to.split(",")) if row.offer_to else (),
            advocate_rank=row.advocate_rank,
        )
        for row in rows
        if row.id in numbers
    ]


def services_by_hotline(session: Session) -> dict[str, list[Words]]:
    """The names of the active services behind each line, by line id: what people call it for."""
    link, service = tables.ServiceHotline, tables.Service
    query = (
        select(link.hotline_id, service.name, service.name_es)
        .join(service, col(service.id) == col(link.service_id))
        .where(service.status == "active")
        .order_by(col(service.position))
    )
    found: dict[str, list[Words]] = defaultdict(list)
    for hotline_id, name, name_es in session.exec(query):
        found[hotline_id].append(Words(name, name_es))
    return found


def _pair_lines(session: Session, ids: set[str]) -> dict[str, PairLine]:
    numbers = ways_in(session, "hotline_id", ids)
    query = select(tables.Hotline).where(col(tables.Hotline.id).in_(list(ids)))
    return {
        row.id: PairLine(row.id, Words(row.name, row.name_es), numbers[row.id])
        for row in session.exec(query)
        if row.id in numbers
    }


def organization(session: Session, organization_id: str) -> OrganizationEntry | None:
    """One organization with the contacts a texter may have, its contract lines and what is said of it."""
    row = session.get(tables.Organization, organization_id)
    if row is None:
        return None
    return OrganizationEntry(
        id=row.id,
        name=Words(row.name, row.name_es),
        aliases=aliases(session, "organization").get(row.id, ()),
        kind=row.kind,
        kind_label=labels(session, "org_kinds")[row.kind],
        what_it_does=Words(row.description, row.description_es),
        sms=sms_words(row),
        contacts=ways_in(session, "organization_id", [row.id]).get(row.id, ()),
        contract_lines=contract_lines(session, organization_id=row.id),
        statements=statements(session, "organization", [row.id]).get(row.id, ()),
    )


def contract_lines(
    session: Session, *, organization_id: str | None = None, fiscal_year: str | None = None
) -> tuple[ContractLineEntry, ...]:
    """Contract lines with their sources, of one organization or fiscal year ("FY 2022-23") or of all."""
    line, funding = tables.ContractLine, tables.Funding
    query = select(line).join(funding, col(funding.id) == col(line.funding_id))
    if organization_id is not None:
        query = query.where(funding.organization_id == organization_id)
    if fiscal_year is not None:
        query = query.where(line.fiscal_year == fiscal_year)
    rows = session.exec(query.order_by(col(funding.organization_id), col(line.position))).all()
    sources = citations(session, "funding", [row.funding_id for row in rows])
    return tuple(
        ContractLineEntry(
            row.bureau,
            row.purpose,
            row.amount,
            row.amount_usd,
            row.fiscal_year,
            row.is_total,
            sources.get(row.funding_id, ()),
        )
        for row in rows
    )


def organizations_by_alias(session: Session) -> dict[str, str]:
    """Organization id by each lower-cased id, name and alias; the first in the facts where two share one."""
    others = aliases(session, "organization")
    found: dict[str, str] = {}
    rows = session.exec(select(tables.Organization).order_by(col(tables.Organization.position))).all()
    for row in rows:
        names = [row.id, row.name, *filter(None, [row.name_es]), *others.get(row.id, ())]
        for name in names:
            found.setdefault(name.lower(), row.id)
    return found


def collaborative(session: Session, collaborative_id: str) -> CollaborativeEntry | None:
    """One team or effort; None when there is none with that id."""
    return next((one for one in collaboratives(session) if one.id == collaborative_id), None)


def collaboratives(session: Session) -> list[CollaborativeEntry]:
    """All teams and efforts, in the order of the facts."""
    rows = session.exec(select(tables.Collaborative).order_by(col(tables.Collaborative.position))).all()
    said = statements(session, "collaborative", [row.id for row in rows])
    others, members = aliases(session, "collaborative"), _members(session)
    return [
        CollaborativeEntry(
            id=row.id,
            name=row.name,
            aliases=others.get(row.id, ()),
            purpose=Words(row.purpose, row.purpose_es),
            reaches_law_enforcement=row.reaches_law_enforcement,
            members=tuple(members[row.id]),
            statements=said.get(row.id, ()),
        )
        for row in rows
    ]


def _members(session: Session) -> dict[str, list[tuple[str, str]]]:
    member, owner = tables.CollaborativeMember, tables.Organization
    query = (
        select(member.collaborative_id, owner.id, owner.name)
        .join(owner, col(owner.id) == col(member.organization_id))
        .order_by(col(member.collaborative_id), col(member.position))
    )
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for collaborative_id, organization_id, name in session.exec(query):
        found[collaborative_id].append((organization_id, name))
    return found


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


def counts(session: Session) -> dict[str, int]:
    """Rows by table."""
    found = {}
    for table in DirectoryTable.metadata.sorted_tables:
        found[table.name] = session.scalar(select(func.count()).select_from(table)) or 0
    return found
