"""What the public pages list: the partners by kind, and the languages that services speak."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from knowledge.directory import tables
from knowledge.directory.results import Words
from knowledge.directory.tables import FACTS_ORIGIN


@dataclass(frozen=True)
class Partner:
    """`kind` is a term of the vocabulary org_kinds."""

    id: str
    name: Words
    kind: str
    what_it_does: Words


def partners(session: Session) -> list[Partner]:
    """Every organization of the facts, in their order."""
    row = tables.Organization
    query = (
        select(row)
        .where(row.origin == FACTS_ORIGIN, col(row.kind).is_not(None))
        .order_by(col(row.position), col(row.id))
    )
    return [
        Partner(
            id=one.id,
            name=Words(one.name, one.name_es),
            kind=one.kind or "",
            what_it_does=Words(one.description, one.description_es),
        )
        for one in session.exec(query)
    ]


def languages_spoken(session: Session) -> list[str]:
    """ISO 639-1 codes of the languages in which some active service of the facts is given."""
    row, service = tables.Language, tables.Service
    query = (
        select(row.code)
        .join(service, col(service.id) == col(row.service_id))
        .where(service.status == "active", service.origin == FACTS_ORIGIN)
        .distinct()
        .order_by(col(row.code))
    )
    return [code for code in session.exec(query) if code]
