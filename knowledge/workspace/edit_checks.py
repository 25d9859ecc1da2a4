"""What no change of the directory may say, and who else it concerns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlmodel import Session

from knowledge.directory.confidential import why_never
from knowledge.directory.table_base import FACTS_ORIGIN, DirectoryTable
from knowledge.directory.ways import PHONE_TYPES, email_parts, is_dialled, page_parts, phone_parts
from knowledge.errors import KnowledgeError
from knowledge.workspace.editable import WAYS, Editable, EditableField, editable
from knowledge.workspace.place_words import holds_a_street, names_a_place

_NAMES = frozenset({"name", "alternate_name", "sms_name"})
_PHONE_LIKE = re.compile(r"(?:\d[\s().+-]*){7,}")
LONGEST_SOURCE = 300
# Statements of others, such as teams and the directory as a whole, stand in more tables than one.
_SAID_OF = frozenset({"organization", "service", "hotline"})


class EditRefused(KnowledgeError):
    """A change that cannot be made: `why` is a code for the page, `field` the part of the form."""

    code = "edit_refused"

    def __init__(self, why: str, field: str = "value_en") -> None:
        self.why, self.field = why, field
        super().__init__(f"The change is refused ({why}); correct its {field} and send it again.")


@dataclass(frozen=True)
class Source:
    """Where a change was read: title, page and day; `called` when somebody said it on the telephone."""

    title: str
    url: str | None
    on: date
    called: bool


@dataclass(frozen=True)
class Asked:
    """What an editor wants a field to say."""

    entity: str
    entity_id: str
    field: str
    en: str | None
    es: str | None


def row_of(session: Session, entity: str, entity_id: str) -> dict[str, Any]:
    """The row as it stands. Raises EditRefused for none, or for one that an import brought."""
    if entity not in editable():
        raise EditRefused("unknown_row", "field")
    table = DirectoryTable.metadata.tables[entity]
    query = select(table).where(table.c.id == entity_id)
    if "origin" in table.c:
        query = query.where(table.c.origin == FACTS_ORIGIN)
    found = session.connection().execute(query).mappings().one_or_none()
    row = dict(found) if found else {}
    if not row or (entity == "statement" and not is_said_once(row)):
        raise EditRefused("unknown_row", "field")
    return row


def is_said_once(statement: Mapping[str, Any]) -> bool:
    """Whether a statement stands nowhere else: the hours of a line are changed at the line."""
    hours = (statement["entity"], statement["topic"]) == ("hotline", "hours")
    return statement["entity"] in _SAID_OF and not hours


def field_of(asked: Asked) -> EditableField:
    """Raises EditRefused for a field that no editor may change."""
    allowed: Editable | None = editable().get(asked.entity)
    if allowed is None or asked.field not in allowed.fields:
        raise EditRefused("unknown_field", "field")
    return allowed.fields[asked.field]


def check_source(source: Source, today: date) -> None:
    """Raises EditRefused for a source without a title, with no usable address, or of a day to come."""
    if not source.title or len(source.title) > LONGEST_SOURCE:
        raise EditRefused("source_title", "source_title")
    if source.url is not None and not _is_page(source.url):
        raise EditRefused("source_url", "source_url")
    if source.on > today:
        raise EditRefused("source_on", "source_on")


def _is_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", url)


def check_values(session: Session, asked: Asked, row: dict[str, Any]) -> None:
    """Raises EditRefused for a value that is too long, missing, no number, or gives a place away."""
    field = field_of(asked)
    for column, value, part in _parts(asked, field):
        if value is None and not DirectoryTable.metadata.tables[asked.entity].c[column].nullable:
            raise EditRefused("empty", part)
        if value is not None and len(value) > field.longest:
            raise EditRefused("too_long", part)
        if value is None and row[column] is not None and field.spanish and (asked.en or asked.es):
            raise EditRefused("both_languages", part)
    if asked.field == "printed":
        _check_way(asked, row)
    _check_places(session, asked, row)


def _parts(asked: Asked, field: EditableField) -> Iterator[tuple[str, str | None, str]]:
    yield field.name, asked.en, "value_en"
    if field.spanish:
        yield field.spanish, asked.es, "value_es"
    elif asked.es is not None:
        raise EditRefused("unknown_field", "value_es")


def _check_way(asked: Asked, row: dict[str, Any]) -> None:
    """What is printed must hold what the row is: a number that can be dialled, a page, an e-mail."""
    value = asked.en or ""
    if asked.entity == "phone":
        parts = phone_parts(value) if row["mode"] in PHONE_TYPES else None
        if parts is None or not is_dialled(parts.core):
            raise EditRefused("number")
    if asked.entity == "url" and page_parts(value) is None:
        raise EditRefused("page")
    if asked.entity == "contact" and (email_parts(value) is None) != (row["email"] is None):
        raise EditRefused("email")


def _check_places(session: Session, asked: Asked, row: dict[str, Any]) -> None:
    never = any(place == "never" for place in places(session, asked.entity, row))
    for value, part in ((asked.en, "value_en"), (asked.es, "value_es")):
        if value is None:
            continue
        if (names_a_place if never else holds_a_street)(value):
            raise EditRefused("place" if never else "street", part)
        if not never and asked.entity in {"organization", "service"} and _turns_never(asked.field, value):
            raise EditRefused("turns_never", part)


def _turns_never(field: str, value: str) -> bool:
    """Whether these words would make a known place one that nobody may know: that is for the facts to say."""
    if field in _NAMES:
        return why_never([value]) is not None
    return field == "description" and why_never([], [value]) is not None


def places(session: Session, entity: str, row: dict[str, Any]) -> list[str]:
    """`place` of every organization and service that a row belongs to."""
    owners = list(_owners(session, entity, row))
    found: list[str] = []
    for name in ("organization", "service"):
        table = DirectoryTable.metadata.tables[name]
        ids = [id for kind, id in owners if kind == name]
        found += session.connection().execute(select(table.c.place).where(table.c.id.in_(ids))).scalars()
    return found


def _owners(session: Session, entity: str, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if entity == "statement":
        yield row["entity"], row["entity_id"]
    elif entity in {"organization", "service", "hotline"}:
        yield entity, row["id"]
    elif entity in {*WAYS, "schedule"}:
        for name in ("organization", "service", "hotline"):
            if row.get(f"{name}_id"):
                yield name, row[f"{name}_id"]
    line = _line(entity, row)
    if line is not None:
        yield from _behind(session, line)


def _line(entity: str, row: dict[str, Any]) -> str | None:
    if entity == "hotline":
        return str(row["id"])
    if entity == "statement" and row["entity"] == "hotline":
        return str(row["entity_id"])
    return row.get("hotline_id")


def _behind(session: Session, line: str) -> Iterator[tuple[str, str]]:
    """The organization and the services behind a line."""
    hotline, link = (DirectoryTable.metadata.tables[name] for name in ("hotline", "service_hotline"))
    connection = session.connection()
    owner = connection.execute(select(hotline.c.organization_id).where(hotline.c.id == line)).scalar()
    if owner:
        yield "organization", owner
    for id in connection.execute(select(link.c.service_id).where(link.c.hotline_id == line)).scalars():
        yield "service", id


def says_a_number(asked: Asked) -> bool:
    """Whether something like a telephone number stands in the value: then somebody else looks at it."""
    return any(_PHONE_LIKE.search(value) for value in (asked.en, asked.es) if value)
