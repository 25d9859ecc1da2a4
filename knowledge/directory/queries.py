"""Every query of the project. Each takes a session first and gives frozen results in both languages.

Nothing here gives a texter a contact that is withdrawn, held until somebody has called it, defunct,
contradicted by another source, or for professionals or staff only; nor, when a query is given the day `on`,
what nobody has checked for longer than expiry.yaml allows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, func, select

from knowledge.directory import tables
from knowledge.directory.answer_reads import answers
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
    ContractLineEntry,
    HotlineEntry,
    OrganizationEntry,
    PairLine,
    ServiceHit,
    Words,
)
from knowledge.directory.service_search import find_services, read_services
from knowledge.directory.tables import FACTS_ORIGIN, DirectoryTable
from knowledge.directory.team_reads import collaborative, collaboratives
from knowledge.directory.verification_reads import hidden, verification_states

__all__ = [
    "answers",
    "collaborative",
    "collaboratives",
    "contract_lines",
    "counts",
    "hotline",
    "hotlines",
    "organization",
    "organizations_by_alias",
    "services",
    "services_by_hotline",
    "services_for_needs",
    "services_of_organization",
    "verification_states",
]


def services_for_needs(
    session: Session,
    needs: Sequence[str],
    *,
    audience: str = "survivor",
    limit: int | None = None,
    on: date | None = None,
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
    found = find_services(session, needs, audience, on)
    return found if limit is None else found[:limit]


def services(
    session: Session,
    ids: Sequence[str],
    *,
    audience: str = "survivor",
    on: date | None = None,
    reachable: bool = True,
) -> list[ServiceHit]:
    """The services asked for, in that order, by the rules of `services_for_needs` on who is told of what.

    With `reachable` False also those without a number: a navigator is told how else they are reached.
    """
    return read_services(session, ids, audience, on, reachable)


def services_of_organization(
    session: Session, organization_id: str, *, audience: str = "survivor", on: date | None = None
) -> list[ServiceHit]:
    """What an organization offers to an audience, in the order of the facts, by the rules of `services`."""
    service = tables.Service
    ids = session.exec(
        select(service.id)
        .where(service.organization_id == organization_id, service.status == "active")
        .order_by(col(service.position))
    ).all()
    return services(session, ids, audience=audience, on=on)


def hotline(session: Session, hotline_id: str, *, on: date | None = None) -> HotlineEntry | None:
    """One line; None when there is no such line, or it is withdrawn, or no number of it may be given."""
    found = hotlines(session, [hotline_id], on=on)
    return found[0] if found else None


def hotlines(
    session: Session, ids: Sequence[str] | None = None, *, on: date | None = None
) -> list[HotlineEntry]:
    """The lines asked for, in that order; all of them, in the order of the facts, when `ids` is None."""
    query = select(tables.Hotline).where(col(tables.Hotline.status).is_(None))
    if ids is not None:
        query = query.where(col(tables.Hotline.id).in_(list(ids)))
    rows = list(session.exec(query.order_by(col(tables.Hotline.position))))
    if ids is not None:
        rows.sort(key=lambda row: ids.index(row.id))
    return _hotline_entries(session, rows, on)


def _hotline_entries(session: Session, rows: list[tables.Hotline], on: date | None) -> list[HotlineEntry]:
    own = [row.id for row in rows]
    beside = pairs(session, own)
    lines = _pair_lines(session, {other for others in beside.values() for other in others}, on)
    numbers = ways_in(session, "hotline_id", own, on)
    stale = hidden(session, "hotline", on) if on else set()
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
            hours=None if (row.id, "hours") in stale else words(row.hours, row.hours_es),
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


def _pair_lines(session: Session, ids: set[str], on: date | None) -> dict[str, PairLine]:
    numbers = ways_in(session, "hotline_id", ids, on)
    query = select(tables.Hotline).where(col(tables.Hotline.id).in_(list(ids)))
    return {
        row.id: PairLine(row.id, Words(row.name, row.name_es), numbers[row.id])
        for row in session.exec(query)
        if row.id in numbers
    }


def organization(
    session: Session, organization_id: str, *, on: date | None = None
) -> OrganizationEntry | None:
    """One organization with the contacts a texter may have, its contract lines and what is said of it."""
    row = session.get(tables.Organization, organization_id)
    if row is None or row.kind is None or row.origin != FACTS_ORIGIN:
        return None
    return OrganizationEntry(
        id=row.id,
        name=Words(row.name, row.name_es),
        aliases=aliases(session, "organization").get(row.id, ()),
        kind=row.kind,
        kind_label=labels(session, "org_kinds")[row.kind],
        what_it_does=Words(row.description, row.description_es),
        sms=sms_words(row),
        contacts=ways_in(session, "organization_id", [row.id], on).get(row.id, ()),
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
    query = select(tables.Organization).where(tables.Organization.origin == FACTS_ORIGIN)
    rows = session.exec(query.order_by(col(tables.Organization.position))).all()
    for row in rows:
        names = [row.id, row.name, *filter(None, [row.name_es]), *others.get(row.id, ())]
        for name in names:
            found.setdefault(name.lower(), row.id)
    return found


def counts(session: Session) -> dict[str, int]:
    """Rows by table."""
    found = {}
    for table in DirectoryTable.metadata.sorted_tables:
        found[table.name] = session.scalar(select(func.count()).select_from(table)) or 0
    return found
