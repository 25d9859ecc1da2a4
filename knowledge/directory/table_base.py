"""What the directory's tables share: their metadata, and the columns that every HSDS table has.

Dates and times are ISO text, as on the wire; an import keeps them as they were written.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from knowledge.directory.hsds_ids import wire_id

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

FACTS_ORIGIN = "facts"


class DirectoryTable(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMES))):
    """Base of the directory's tables; its metadata holds these tables and no others."""


def _wire_id(context: Any) -> str:
    return wire_id(context.current_column.table.name, context.get_current_parameters()["id"])


class HsdsTable(DirectoryTable):
    """Base of the tables that HSDS 3.1 names, with its column names; all else in them is our own.

    `id` is our readable text for rows made from the facts, and a UUID for rows from elsewhere. `uuid` is the
    id on the wire, made when the row is inserted without one. `origin` is "facts", or the name of an import.
    """

    id: str = Field(primary_key=True)
    uuid: str = Field(default=None, unique=True, sa_column_kwargs={"default": _wire_id})
    origin: str = Field(default=FACTS_ORIGIN, index=True)
