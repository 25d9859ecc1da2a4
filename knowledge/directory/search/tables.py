"""The tables of the search, made from the directory's rows; only the synonyms are nobody else's.

They have their own metadata: filling the directory leaves them alone, reindex() brings them up to it.
"""

from __future__ import annotations

from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from knowledge.directory.table_base import FACTS_ORIGIN, DirectoryTable

_NAMES = DirectoryTable.metadata.naming_convention


class SearchTable(SQLModel, registry=registry(metadata=MetaData(naming_convention=_NAMES))):
    """Base of the search's tables; its metadata holds these tables and no others."""


class SearchService(SearchTable, table=True):
    """One active service. `number` counts from 1 in the order of the module order.

    name, owner, term, sms and about hold stems with blanks between; `facets` what can be filtered by;
    `crisis_lines` the ids of its crisis lines. `text_key` finds its vector.
    """

    __tablename__ = "search_service"
    number: int = Field(primary_key=True)
    service_id: str = Field(unique=True)
    reaches_law_enforcement: bool
    elsewhere: bool  # not known to serve Contra Costa
    answered_by: str | None = None
    crisis_lines: str
    name: str
    owner: str
    term: str
    sms: str
    about: str
    facets: str
    text_key: str


class SearchWord(SearchTable, table=True):
    """A stem or facet of the index, or a stem of a synonym; `documents` counts the services that have it."""

    __tablename__ = "search_word"
    stem: str = Field(primary_key=True)
    word: str  # as it is written most often, folded
    sound: str | None = Field(default=None, index=True)  # null for facets
    documents: int


class SearchVector(SearchTable, table=True):
    """What a text means, in 512 numbers of 16 bits; kept by its hash, so that no text is encoded twice."""

    __tablename__ = "search_vector"
    text_key: str = Field(primary_key=True)
    vector: bytes


class SearchStamp(SearchTable, table=True):
    """One row, new with every change of the index: `services` and phrases as they were then."""

    __tablename__ = "search_stamp"
    id: int = Field(primary_key=True)
    stamp: str
    services: int


class Synonym(SearchTable, table=True):
    """A word or phrase of a group of synonyms; `origin` is "facts" for those of synonyms.yaml."""

    __tablename__ = "synonym"
    group_id: str = Field(primary_key=True)
    language: str = Field(primary_key=True)  # en or es
    phrase: str = Field(primary_key=True)
    position: int
    origin: str = Field(default=FACTS_ORIGIN, index=True)


class SynonymRemoved(SearchTable, table=True):
    """A phrase of synonyms.yaml that an editor took out; the search does without it until it is put back."""

    __tablename__ = "synonym_removed"
    group_id: str = Field(primary_key=True)
    language: str = Field(primary_key=True)
    phrase: str = Field(primary_key=True)


class SynonymNeed(SearchTable, table=True):
    """What somebody is after who writes a word of the group: a need of the taxonomy."""

    __tablename__ = "synonym_need"
    group_id: str = Field(primary_key=True)
    need: str = Field(primary_key=True)
    position: int
    origin: str = Field(default=FACTS_ORIGIN, index=True)
