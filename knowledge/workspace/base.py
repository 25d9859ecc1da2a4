"""What the tables of the workspace share. Nothing in them is about a client: staff, counts and codes only."""

from __future__ import annotations

from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

from knowledge.directory.table_base import NAMES


class WorkspaceTable(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMES))):
    """Base of the workspace's tables; its metadata holds these tables and no others."""
