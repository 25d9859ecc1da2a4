"""Every table of the directory: HSDS's, and here our own beside them.

Rows are built from knowledge/facts and replaced as a whole; nobody edits a row by hand.
"""

from __future__ import annotations

from sqlmodel import Field

from knowledge.directory.detail_tables import (
    CostOption,
    Funding,
    RequiredDocument,
    ServiceArea,
    ServiceCapacity,
    Unit,
)
from knowledge.directory.hsds_tables import (
    Organization,
    OrganizationIdentifier,
    Program,
    Service,
)
from knowledge.directory.place_tables import (
    Accessibility,
    Address,
    Location,
    ServiceAtLocation,
)
from knowledge.directory.table_base import (
    FACTS_ORIGIN,
    DirectoryTable,
    HsdsTable,
)
from knowledge.directory.team_tables import (
    Collaborative,
    CollaborativeCommittee,
    CollaborativeGoal,
    CollaborativeLead,
    CollaborativeLeadOrganization,
    CollaborativeMember,
    TeamSaying,
)
from knowledge.directory.term_tables import (
    Attribute,
    Metadata,
    MetaTableDescription,
    Taxonomy,
    TaxonomyTerm,
)
from knowledge.directory.way_tables import (
    Contact,
    Language,
    Phone,
    Schedule,
    Url,
    Way,
)

__all__ = [
    "FACTS_ORIGIN",
    "Accessibility",
    "Address",
    "Alias",
    "Answer",
    "AnswerHotline",
    "AnswerQuestion",
    "AnswerService",
    "Attribute",
    "Collaborative",
    "CollaborativeCommittee",
    "CollaborativeGoal",
    "CollaborativeLead",
    "CollaborativeLeadOrganization",
    "CollaborativeMember",
    "Contact",
    "ContractLine",
    "CostOption",
    "DirectoryBuild",
    "DirectoryTable",
    "ExpiryPolicy",
    "Funding",
    "Hotline",
    "HotlinePair",
    "HsdsTable",
    "Language",
    "Location",
    "MetaTableDescription",
    "Metadata",
    "Organization",
    "OrganizationIdentifier",
    "Phone",
    "Program",
    "RequiredDocument",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceCapacity",
    "ServiceHotline",
    "SourceCitation",
    "Statement",
    "Taxonomy",
    "TaxonomyTerm",
    "TeamSaying",
    "Unit",
    "Url",
    "Verification",
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


class Verification(DirectoryTable, table=True):
    """That somebody checked one kind of field of an entity; the newest of a kind counts (verification.py).

    `entity` is the table; `field_kind` is a kind of expiry.yaml; `means` is document, page, review, call,
    text or visit; `result` is confirmed, or what was found instead. `origin` is as in the HSDS tables.
    """

    __tablename__ = "verification"
    id: str = Field(primary_key=True)
    origin: str = Field(default=FACTS_ORIGIN, index=True)
    entity: str = Field(index=True)
    entity_id: str = Field(index=True)
    field_kind: str
    checked_on: str
    checked_by: str
    means: str
    result: str


class ExpiryPolicy(DirectoryTable, table=True):
    """How many days a check of a kind of field holds; `hide_after_days` null: never hidden for its age."""

    __tablename__ = "expiry_policy"
    field_kind: str = Field(primary_key=True)
    flag_after_days: int
    hide_after_days: int | None = None
    reason: str
    reason_es: str
    position: int


class DirectoryBuild(DirectoryTable, table=True):
    """One row: the fingerprint of the facts that the tables were filled from."""

    __tablename__ = "directory_build"
    id: int = Field(primary_key=True)
    fingerprint: str
