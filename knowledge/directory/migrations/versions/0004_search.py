"""The search's tables and its full-text index (FTS5 in SQLite, tsvector with GIN in PostgreSQL)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Stems stand in search_service; FTS5 reads them there, so that they are stored once.
_FTS5 = (
    (
        "CREATE VIRTUAL TABLE search_text USING fts5(name, owner, term, sms, about, facets,"
        " content='search_service', content_rowid='number', tokenize='unicode61 remove_diacritics 2')"
    ),
)
# The letters are the weights of knowledge.directory.search.fulltext.
_TSVECTOR = (
    (
        "ALTER TABLE search_service ADD COLUMN words tsvector GENERATED ALWAYS AS ("
        "setweight(to_tsvector('simple', name), 'A') || setweight(to_tsvector('simple', term), 'B')"
        " || setweight(to_tsvector('simple', owner || ' ' || sms), 'C')"
        " || setweight(to_tsvector('simple', about), 'D')) STORED"
    ),
    (
        "ALTER TABLE search_service ADD COLUMN facet_words tsvector GENERATED ALWAYS AS"
        " (to_tsvector('simple', facets)) STORED"
    ),
    "CREATE INDEX ix_search_service_words ON search_service USING gin (words)",
    "CREATE INDEX ix_search_service_facet_words ON search_service USING gin (facet_words)",
)


def upgrade() -> None:
    _services()
    op.create_table(
        "search_word",
        sa.Column("stem", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("sound", sa.String(), nullable=True),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("stem", name=op.f("pk_search_word")),
    )
    op.create_index(op.f("ix_search_word_sound"), "search_word", ["sound"])
    op.create_table(
        "search_vector",
        sa.Column("text_key", sa.String(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("text_key", name=op.f("pk_search_vector")),
    )
    op.create_table(
        "search_stamp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.Column("services", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_stamp")),
    )
    _synonyms()
    for statement in _FTS5 if op.get_bind().dialect.name == "sqlite" else _TSVECTOR:
        op.execute(statement)


def _services() -> None:
    words = ("name", "owner", "term", "sms", "about", "facets", "text_key")
    op.create_table(
        "search_service",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("reaches_law_enforcement", sa.Boolean(), nullable=False),
        sa.Column("elsewhere", sa.Boolean(), nullable=False),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("crisis_lines", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in words),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_service")),
        sa.UniqueConstraint("service_id", name=op.f("uq_search_service_service_id")),
    )


def _synonyms() -> None:
    op.create_table(
        "synonym",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("phrase", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("group_id", "language", "phrase", name=op.f("pk_synonym")),
    )
    op.create_index(op.f("ix_synonym_origin"), "synonym", ["origin"])
    op.create_table(
        "synonym_need",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("group_id", "need", name=op.f("pk_synonym_need")),
    )
    op.create_index(op.f("ix_synonym_need_origin"), "synonym_need", ["origin"])


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_text")
    for name in ("synonym_need", "synonym", "search_stamp", "search_vector", "search_word", "search_service"):
        op.drop_table(name)
