"""What of one service was checked, when and in which sources: for staff, who see also what is held back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from knowledge.directory import tables
from knowledge.directory.query_parts import citations, statements
from knowledge.directory.results import Citation, Words
from knowledge.directory.verification_reads import FieldState, verification_states
from knowledge.directory.way_labels import label_words, printed_words
from knowledge.directory.ways import CONFIRMATIONS

_WAYS = (tables.Phone, tables.Url, tables.Contact)


@dataclass(frozen=True)
class Checked:
    """One kind of field of a service, of a line of it, or of a way into either.

    `printed` is the way as it is shown; None for other fields. `dialled` is the ISO date a person tried it.
    `professionals`: for them alone. `held` says in a word why the way is given to nobody.
    """

    state: FieldState
    printed: Words | None = None
    dialled: str | None = None
    note: Words | None = None
    professionals: bool = False
    held: str | None = None
    sources: tuple[Citation, ...] = ()


def checked(session: Session, service_id: str, line_ids: Sequence[str], on: date) -> list[Checked]:
    """The states on that day: the service's own texts, its ways, then its lines (hotline ids)."""
    states = verification_states(session, on)
    return [
        *_texts(session, "service", [service_id], states),
        *_ways(session, service_id, line_ids, states),
        *_texts(session, "hotline", line_ids, states),
    ]


def for_professionals(items: Iterable[Checked]) -> list[Checked]:
    """The ways that staff may use and must not hand out."""
    return [one for one in items if one.professionals and one.held is None and one.state.state != "hidden"]


def _texts(session: Session, entity: str, ids: Sequence[str], states: Iterable[FieldState]) -> list[Checked]:
    sources = _text_sources(session, entity, ids)
    return [
        Checked(one, sources=sources.get((one.entity_id, one.field_kind), ()))
        for one in states
        if one.entity == entity and one.entity_id in ids
    ]


def _text_sources(
    session: Session, entity: str, ids: Sequence[str]
) -> dict[tuple[str, str], tuple[Citation, ...]]:
    """By id and kind of field: a service's own sources are those of its description."""
    found = {(one, "description"): cited for one, cited in citations(session, entity, ids).items()}
    for one, said in statements(session, entity, ids).items():
        hours = [cited for statement in said if statement.topic == "hours" for cited in statement.sources]
        found[one, "hours"] = tuple(hours)
    return found


def _ways(
    session: Session, service_id: str, line_ids: Sequence[str], states: Iterable[FieldState]
) -> list[Checked]:
    by_row = {(one.entity, one.entity_id): one for one in states}
    found = []
    for table in _WAYS:
        name = str(table.__tablename__)
        owned = or_(col(table.service_id) == service_id, col(table.hotline_id).in_(line_ids))
        rows = session.exec(select(table).where(owned).order_by(col(table.position))).all()
        sources = citations(session, name, [row.id for row in rows])
        found += [
            _way(row, by_row[name, row.id], sources.get(row.id, ()))
            for row in rows
            if (name, row.id) in by_row
        ]
    return found


def _way(row: tables.Way, state: FieldState, sources: tuple[Citation, ...]) -> Checked:
    held = row.status or (None if row.confirmation in CONFIRMATIONS else row.confirmation)
    return Checked(
        state=state,
        printed=printed_words(row.printed, _label(row)) if row.printed else None,
        dialled=row.dialled,
        note=label_words(row.note) if row.note else None,
        professionals=row.show_to is not None,
        held=held,
        sources=sources,
    )


def _label(row: tables.Way) -> str | None:
    """What else is printed with a way."""
    if isinstance(row, tables.Phone):
        return row.description
    if isinstance(row, tables.Url):
        return row.label
    return row.name if isinstance(row, tables.Contact) else None
