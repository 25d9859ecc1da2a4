"""What HSDS 3.1 says of any row: its terms, attributes and changes."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field

from knowledge.directory.table_base import HsdsTable


class Taxonomy(HsdsTable, table=True):
    __tablename__ = "taxonomy"
    name: str
    description: str
    uri: str | None = None
    version: str | None = None


class TaxonomyTerm(HsdsTable, table=True):
    """`code` is the id used in the facts; the row's id joins it to its taxonomy, as in needs:food."""

    __tablename__ = "taxonomy_term"
    __table_args__ = (
        # Checked when a transaction ends: an import may name the parent after the child.
        ForeignKeyConstraint(["parent_id"], ["taxonomy_term.id"], deferrable=True, initially="DEFERRED"),
    )
    code: str | None = None
    name: str
    description: str
    parent_id: str | None = Field(default=None, index=True)
    taxonomy: str | None = None  # the taxonomy's name
    language: str | None = None
    taxonomy_id: str | None = Field(default=None, foreign_key="taxonomy.id", index=True)
    term_uri: str | None = None

    name_es: str | None = None
    position: int = 0


class Attribute(HsdsTable, table=True):
    """A term that holds for a row of any HSDS table: `link_entity` is the table, `link_id` the row's id.

    `link_type` is our need or trafficking_type, or what an import says.
    """

    __tablename__ = "attribute"
    link_id: str = Field(index=True)
    taxonomy_term_id: str | None = Field(default=None, foreign_key="taxonomy_term.id", index=True)
    link_type: str | None = None
    link_entity: str
    value: str | None = None
    label: str | None = None


class Metadata(HsdsTable, table=True):
    """One change of one field: `resource_type` is the table, `resource_id` the row's id, values are text.

    `last_action_type` is create, update or delete; the value that was not there is empty text.
    """

    __tablename__ = "metadata"
    resource_id: str = Field(index=True)
    resource_type: str
    last_action_date: str
    last_action_type: str
    field_name: str
    previous_value: str
    replacement_value: str
    updated_by: str


class MetaTableDescription(HsdsTable, table=True):
    __tablename__ = "meta_table_description"
    name: str | None = None
    language: str | None = None
    character_set: str | None = None
