"""Rows for what is said of an entity: statements, remarks without a source of their own, other names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from knowledge.directory import fact_models as facts
from knowledge.directory import tables
from knowledge.directory.tables import DirectoryTable
from knowledge.directory.way_rows import citations


def aliases(entity: str, entity_id: str, aliases: Sequence[str]) -> Iterator[DirectoryTable]:
    for n, alias in enumerate(aliases):
        yield tables.Alias(entity=entity, entity_id=entity_id, alias=alias, position=n)


def statements(
    entity: str, entity_id: str, topic: str, items: Sequence[facts.Statement]
) -> Iterator[DirectoryTable]:
    for n, item in enumerate(items):
        row = statement_row(entity, entity_id, topic, n, item.value, item.value_es)
        row.topic = item.topic or topic
        row.note, row.show_to = item.note, item.show_to
        row.status, row.status_reason = item.status, item.status_reason
        yield row
        yield from citations("statement", row.id, item)


def statement(
    entity: str, entity_id: str, topic: str, n: int, item: facts.Sourced, text: str, text_es: str | None
) -> Iterator[DirectoryTable]:
    row = statement_row(entity, entity_id, topic, n, text, text_es)
    yield row
    yield from citations("statement", row.id, item)


def statement_row(
    entity: str, entity_id: str, topic: str, n: int, text: str, text_es: str | None
) -> tables.Statement:
    identity = statement_id(entity, entity_id, topic, n)
    return tables.Statement(
        id=identity, entity=entity, entity_id=entity_id, topic=topic, text=text, text_es=text_es, position=n
    )


def statement_id(entity: str, entity_id: str, topic: str, n: int) -> str:
    return f"{entity}.{entity_id}.{topic}.{n}"


def remarks(entity: str, entity_id: str, topic: str, texts: Iterable[str]) -> Iterator[DirectoryTable]:
    for n, text in enumerate(texts):
        yield statement_row(entity, entity_id, topic, n, text, None)


def open_points(
    entity: str, item: facts.Organization | facts.Service | facts.Hotline | facts.Collaborative
) -> Iterator[DirectoryTable]:
    yield from remarks(entity, item.id, "sources_disagree", item.sources_disagree)
    yield from remarks(entity, item.id, "not_verified", item.not_verified)
