"""Reading the teams and efforts: members, leads, committees, goals, and what is said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session, col, select

from knowledge.directory import tables
from knowledge.directory.query_parts import aliases, citations, statements
from knowledge.directory.results import Citation, CollaborativeEntry, TeamGoal, TeamLead, TeamSaying, Words


def collaborative(session: Session, collaborative_id: str) -> CollaborativeEntry | None:
    """One team or effort; None when there is none with that id."""
    return next((one for one in collaboratives(session) if one.id == collaborative_id), None)


def collaboratives(session: Session) -> list[CollaborativeEntry]:
    """All teams and efforts, in the order of the facts."""
    rows = session.exec(select(tables.Collaborative).order_by(col(tables.Collaborative.position))).all()
    said = statements(session, "collaborative", [row.id for row in rows])
    others, members = aliases(session, "collaborative"), _members(session)
    leads, committees, goals = _leads(session), _committees(session), _goals(session)
    return [
        CollaborativeEntry(
            id=row.id,
            name=row.name,
            aliases=others.get(row.id, ()),
            purpose=Words(row.purpose, row.purpose_es),
            reaches_law_enforcement=row.reaches_law_enforcement,
            members=tuple(members[row.id]),
            statements=said.get(row.id, ()),
            leads=tuple(leads[row.id]),
            committees=tuple(committees[row.id]),
            goals=tuple(goals[row.id]),
        )
        for row in rows
    ]


def _leads(session: Session) -> dict[str, list[TeamLead]]:
    named = _named(session)
    rows = session.exec(
        select(tables.CollaborativeLead).order_by(col(tables.CollaborativeLead.position))
    ).all()
    sources = _sources(session, rows)
    found: dict[str, list[TeamLead]] = defaultdict(list)
    for row in rows:
        text = Words(row.text, row.text_es)
        lead = TeamLead(text, sources.get(row.statement_id, ()), tuple(named[row.statement_id]))
        found[row.collaborative_id].append(lead)
    return found


def _committees(session: Session) -> dict[str, list[TeamSaying]]:
    table = tables.CollaborativeCommittee
    rows = session.exec(select(table).order_by(col(table.position))).all()
    sources = _sources(session, rows)
    found: dict[str, list[TeamSaying]] = defaultdict(list)
    for row in rows:
        text = Words(row.text, row.text_es)
        found[row.collaborative_id].append(TeamSaying(text, sources.get(row.statement_id, ())))
    return found


def _goals(session: Session) -> dict[str, list[TeamGoal]]:
    table = tables.CollaborativeGoal
    rows = session.exec(select(table).order_by(col(table.position))).all()
    sources = _sources(session, rows)
    found: dict[str, list[TeamGoal]] = defaultdict(list)
    for row in rows:
        text = Words(row.text, row.text_es)
        found[row.collaborative_id].append(TeamGoal(text, sources.get(row.statement_id, ()), row.kind))
    return found


def _sources(session: Session, rows: Sequence[tables.TeamSaying]) -> dict[str, tuple[Citation, ...]]:
    return citations(session, "statement", [row.statement_id for row in rows])


def _named(session: Session) -> dict[str, list[tuple[str, str]]]:
    """(organization id, name) of those that a saying about leads names, by the id of its statement."""
    link, owner = tables.CollaborativeLeadOrganization, tables.Organization
    query = (
        select(link.statement_id, owner.id, owner.name)
        .join(owner, col(owner.id) == col(link.organization_id))
        .order_by(col(link.statement_id), col(link.position))
    )
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for statement_id, organization_id, name in session.exec(query):
        found[statement_id].append((organization_id, name))
    return found


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
