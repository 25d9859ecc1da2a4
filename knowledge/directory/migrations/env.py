"""Alembic's environment: runs over the connection that knowledge.directory.migrate hands in."""

from __future__ import annotations

from alembic import context

from knowledge.directory.tables import DirectoryTable

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=DirectoryTable.metadata,
    render_as_batch=True,  # SQLite cannot alter most of a table in place
)
with context.begin_transaction():
    context.run_migrations()
