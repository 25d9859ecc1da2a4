"""Every table of the directory: HSDS's, and here our own beside them.

Rows are built from knowledge/facts and replaced as a whole; nobody edits a row by hand.
"""

from __future__ import annotations

from sqlmodel import Field

from knowledge.directory.hsds_tables import (
    Attribute,
    Contact,
    CostOption,
    DirectoryTable,
    Funding,
    Language,
    Organization,
    Phone,
    Service,
    ServiceArea,
    Taxonomy,
    TaxonomyTerm,
    Url,
    Way,
)

__all__ = [
    "Alias",
    "Answer",
    "AnswerHotline",
    "AnswerQuestion",
    "AnswerService",
    "Attribute",
    "Collaborative",
    "CollaborativeMember",
    "Contact",
    "ContractLine",
    "CostOption",
    "DirectoryBuild",
    "DirectoryTable",
    "Funding",
    "Hotline",
    "HotlinePair",
    "Language",
    "Organization",
    "Phone",
    "Service",
    "ServiceArea",
    "ServiceHotline",
    "SourceCitation",
    "Statement",
    "Taxonomy",
    "TaxonomyTerm",
    "Url",
    "Way",
]


class Hotline(DirectoryTable, table=True):
    """`advocate_rank` is its place in advocate_first_order, from 0."""

    __tablename__ = "hotline"
    id: str = Field(primary_key=True)
    organization_id: str | None = Field(default=None, foreign_key="organization.id", index=True)
    name: str
    name_es: str
    kind: str  # emergency, crisis, reporting, info, legal, labor; office for a number that is no help line
    area: str | None = None
    area_es: str | None = None
    hours: str | None = None
    hours_es: str | None = None
    answered_by: str
    reaches_law_enforcement: str
    who_answers: str | None = None
    who_answers_es: str | None = None
    status: str | None = None
    status_reason: str | None = None
    verification_status: str | None = None
    offer_to: str | None = None  # audiences, comma between; null for all
    offer_note: str | None = None
    advocate_rank: int | None = None
    never_alone_because: str | None = None
    never_alone_because_es: str | None = None
    position: int


class ContractLine(DirectoryTable, table=True):
    """What one line of funding paid for. `amount_usd` is null where the printed amount is no figure."""

    __tablename__ = "contract_line"
    funding_id: str = Field(primary_key=True, foreign_key="funding.id")
    bureau: str
    purpose: str
    amount: str
    amount_usd: int | None = None
    fiscal_year: str
    is_total: bool
    note: str | None = None
    position: int


class Collaborative(DirectoryTable, table=True):
    __tablename__ = "collaborative"
    id: str = Field(primary_key=True)
    name: str
    purpose: str
    purpose_es: str
    reaches_law_enforcement: str | None = None
    position: int


class CollaborativeMember(DirectoryTable, table=True):
    __tablename__ = "collaborative_member"
    collaborative_id: str = Field(primary_key=True, foreign_key="collaborative.id")
    organization_id: str = Field(primary_key=True, foreign_key="organization.id")
    position: int


class Alias(DirectoryTable, table=True):
    """Another name people use; `entity` is organization or collaborative."""

    __tablename__ = "alias"
    entity: str = Field(primary_key=True)
    entity_id: str = Field(primary_key=True)
    alias: str = Field(primary_key=True)
    position: int


class ServiceHotline(DirectoryTable, table=True):
    __tablename__ = "service_hotline"
    service_id: str = Field(primary_key=True, foreign_key="service.id")
    hotline_id: str = Field(primary_key=True, foreign_key="hotline.id")
    position: int


class HotlinePair(DirectoryTable, table=True):
    """A line that never stands alone, and one that may stand beside it."""

    __tablename__ = "hotline_pair"
    hotline_id: str = Field(primary_key=True, foreign_key="hotline.id")
    pair_with_id: str = Field(primary_key=True, foreign_key="hotline.id")
    position: int


class Statement(DirectoryTable, table=True):
    """Something said of an entity (organization, service, hotline ...) under a topic; positions count on."""

    __tablename__ = "statement"
    id: str = Field(primary_key=True)
    entity: str = Field(index=True)
    entity_id: str = Field(index=True)
    topic: str
    text: str
    text_es: str | None = None
    note: str | None = None
    status: str | None = None
    status_reason: str | None = None
    show_to: str | None = None
    position: int


class Answer(DirectoryTable, table=True):
    __tablename__ = "answer"
    id: str = Field(primary_key=True)
    audience: str
    topic: str
    sms_en: str
    sms_es: str
    web_en: str
    web_es: str
    reaches_law_enforcement: str | None = None
    note: str | None = None
    position: int


class AnswerQuestion(DirectoryTable, table=True):
    __tablename__ = "answer_question"
    answer_id: str = Field(primary_key=True, foreign_key="answer.id")
    language: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    text: str


class AnswerHotline(DirectoryTable, table=True):
    __tablename__ = "answer_hotline"
    answer_id: str = Field(primary_key=True, foreign_key="answer.id")
    hotline_id: str = Field(primary_key=True, foreign_key="hotline.id")
    position: int


class AnswerService(DirectoryTable, table=True):
    __tablename__ = "answer_service"
    answer_id: str = Field(primary_key=True, foreign_key="answer.id")
    service_id: str = Field(primary_key=True, foreign_key="service.id")
    position: int


class SourceCitation(DirectoryTable, table=True):
    """Where a row was read: `entity` is the table, `entity_id` its id; `checked` is an ISO date."""

    __tablename__ = "source_citation"
    entity: str = Field(primary_key=True)
    entity_id: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    title: str
    url: str | None = None
    as_of: str
    checked: str
    verified: str


class DirectoryBuild(DirectoryTable, table=True):
    """One row: the fingerprint of the facts that the tables were filled from."""

    __tablename__ = "directory_build"
    id: int = Field(primary_key=True)
    fingerprint: str
