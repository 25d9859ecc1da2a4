"""Rows for ways to reach somebody and for the sources of any fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from knowledge.directory import tables
from knowledge.directory.fact_models import Contact, HeldNumber, Number, ServiceWay, Source, Sourced
from knowledge.directory.tables import DirectoryTable
from knowledge.directory.verification_rows import way_checks
from knowledge.directory.ways import (
    CONFIRMATIONS,
    PAGE_MODES,
    PHONE_TYPES,
    Parts,
    email_parts,
    page_parts,
    phone_parts,
)

_OFFICE = "address"
_KINDS = {"url": "page", "contact": "email"}


def way_rows(
    way: Contact | ServiceWay | Number | HeldNumber,
    position: int,
    owner: str,
    phone_kind: str = "phone",
    **columns: str,
) -> Iterator[DirectoryTable]:
    """The row of one way, its citations and checks; `phone_kind` is a kind of expiry.yaml.

    An office address stays in the facts, for it is kept from texters and the tables hold public places only.
    """
    if way.mode == _OFFICE:
        return
    identity = f"{owner}.{position}"
    shared = way.model_dump(
        include={"mode", "confirmation", "dialled", "status", "status_reason", "show_to", "note"}
    )
    row = _row(way.value, {**shared, "id": identity, "printed": way.value, "position": position, **columns})
    yield row
    table = str(row.__tablename__)
    yield from citations(table, identity, way)
    yield from way_checks(table, identity, _KINDS.get(table, phone_kind), way.mode, way)


def public_page(ways: Sequence[Contact | ServiceWay]) -> str | None:
    """The address of the first page that anybody may be given, as a URL."""
    found = (page_parts(way.value) for way in ways if way.mode in PAGE_MODES and _is_public(way))
    return next((page_url(page) for page in found if page), None)


def public_email(ways: Sequence[Contact | ServiceWay]) -> str | None:
    found = (email_parts(way.value) for way in ways if way.mode == "email" and _is_public(way))
    return next((email.core for email in found if email), None)


def page_url(page: Parts) -> str:
    return f"https://{page.core}"


def _is_public(way: Contact | ServiceWay) -> bool:
    return way.status is None and way.show_to is None and way.confirmation in CONFIRMATIONS


def citations(entity: str, entity_id: str, fact: Sourced) -> Iterator[tables.SourceCitation]:
    for position, source in enumerate(fact.source):
        yield tables.SourceCitation(
            entity=entity,
            entity_id=entity_id,
            position=position,
            title=readable_title(source),
            url=source.url,
            as_of=source.as_of,
            checked=fact.checked,
            verified=fact.verified,
        )


def readable_title(source: Source) -> str:
    """What people are shown: the title, else the name of the site."""
    if source.title is not None:
        return source.title
    return urlsplit(source.url or "").netloc.removeprefix("www.")


def _row(printed: str, columns: dict[str, Any]) -> tables.Phone | tables.Url | tables.Contact:
    mode = columns["mode"]
    if mode in PHONE_TYPES and (phone := phone_parts(printed)):
        return _phone(phone, PHONE_TYPES[mode], columns)
    if mode in PAGE_MODES and (page := page_parts(printed)):
        return tables.Url(url=page_url(page), label=page.rest, **columns)
    email = email_parts(printed)
    return tables.Contact(
        email=email.core if email else None, name=email.rest if email else printed, **columns
    )


def _phone(parts: Parts, kind: str, columns: dict[str, Any]) -> tables.Phone:
    return tables.Phone(
        number=parts.core,
        extension=parts.extension,
        type=kind,
        description=parts.rest,
        text_word=parts.word,
        **columns,
    )
