"""Bringing a database to the newest schema, from Python: no alembic.ini, no command line."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from knowledge.directory.engine import engine

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str) -> None:
    """Run every migration that the database at `url` has not had yet, in one transaction where it can."""
    made = engine(url)
    try:
        with made.begin() as connection:
            command.upgrade(config(connection), "head")
    finally:
        made.dispose()


def config(connection: Connection) -> Config:
    """Alembic's configuration for work over an open connection."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made
