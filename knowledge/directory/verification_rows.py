"""Rows for the checks that the facts tell of: when a field was read, and when a person tried a number."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.directory import tables
from knowledge.directory.fact_models import Way
from knowledge.directory.verification import CONFIRMED
from knowledge.directory.ways import CONFIRMATIONS

# Who checked, where the facts name nobody.
_READER, _CALLER = "reader of the sources", "caller"
_MEANS = {"text": "text", "web": "page", "chat": "visit"}


def checked_row(
    entity: str, entity_id: str, field_kind: str, checked: str, means: str
) -> tables.Verification:
    """A field was read in its sources (document or page) or stated by a review."""
    return tables.Verification(
        id=f"{entity}.{entity_id}.{field_kind}",
        entity=entity,
        entity_id=entity_id,
        field_kind=field_kind,
        checked_on=checked,
        checked_by=_READER,
        means=means,
        result=CONFIRMED,
    )


def way_checks(
    entity: str, entity_id: str, field_kind: str, mode: str, way: Way
) -> Iterator[tables.Verification]:
    """The reading of a way's sources, and the day on which a person tried it, if one has."""
    read = checked_row(entity, entity_id, field_kind, way.checked, way.verified)
    read.result = CONFIRMED if way.confirmation in CONFIRMATIONS else way.confirmation
    yield read
    if way.dialled is not None:
        tried = checked_row(entity, entity_id, field_kind, way.checked, way.verified)
        tried.id, tried.result = f"{read.id}.dialled", read.result
        tried.checked_on, tried.checked_by, tried.means = way.dialled, _CALLER, _MEANS.get(mode, "call")
        yield tried
