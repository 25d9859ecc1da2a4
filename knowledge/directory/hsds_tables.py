"""Organizations, their programs and services, by the names of HSDS 3.1; our own columns stand below HSDS's.

Beside a text stands its Spanish (`name_es`). `place` says whether the public may know where it is: 'public'
or 'never' (see confidential.py). place_tables.py refers to it, so that no place is stored for a 'never'.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from knowledge.directory.table_base import HsdsTable

_KNOWN_PLACES = "place IN ('public', 'never')"


class Organization(HsdsTable, table=True):
    __tablename__ = "organization"
    __table_args__ = (
        UniqueConstraint("id", "place"),
        CheckConstraint(_KNOWN_PLACES, name="place"),
        # Checked when a transaction ends: an import may name the parent after the child.
        ForeignKeyConstraint(
            ["parent_organization_id"], ["organization.id"], deferrable=True, initially="DEFERRED"
        ),
    )
    name: str
    alternate_name: str | None = None
    description: str
    email: str | None = None
    website: str | None = None
    tax_status: str | None = None
    tax_id: str | None = None
    year_incorporated: int | None = None
    legal_status: str | None = None
    logo: str | None = None
    uri: str | None = None
    parent_organization_id: str | None = None

    place: str
    name_es: str | None = None
    description_es: str | None = None
    kind: str | None = None  # taxonomy org_kinds
    sms_name: str | None = None
    sms: str | None = None
    sms_es: str | None = None
    position: int = 0


class OrganizationIdentifier(HsdsTable, table=True):
    __tablename__ = "organization_identifier"
    organization_id: str | None = Field(default=None, foreign_key="organization.id", index=True)
    identifier_scheme: str | None = None
    identifier_type: str
    identifier: str


class Program(HsdsTable, table=True):
    """A funded program that one or more services belong to."""

    __tablename__ = "program"
    organization_id: str | None = Field(default=None, foreign_key="organization.id", index=True)
    name: str
    alternate_name: str | None = None
    description: str

    name_es: str | None = None
    description_es: str | None = None
    position: int = 0


class Service(HsdsTable, table=True):
    """Its `place` is its organization's, for one place of an organization gives the others away.

    `status` is active, inactive, defunct or temporarily closed; `hidden_because` says why not active.

    `minimum_age` and `maximum_age` are years, set only where a source states them.
    """

    __tablename__ = "service"
    __table_args__ = (
        UniqueConstraint("id", "place"),
        CheckConstraint(_KNOWN_PLACES, name="place"),
        # Checked when a transaction ends: the two change one after the other.
        ForeignKeyConstraint(
            ["organization_id", "place"],
            ["organization.id", "organization.place"],
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    organization_id: str | None = Field(default=None, index=True)
    program_id: str | None = Field(default=None, foreign_key="program.id", index=True)
    name: str
    alternate_name: str | None = None
    description: str | None = None
    url: str | None = None
    email: str | None = None
    status: str
    interpretation_services: str | None = None
    application_process: str | None = None
    fees_description: str | None = None
    wait_time: str | None = None
    fees: str | None = None
    accreditations: str | None = None
    eligibility_description: str | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    assured_date: str | None = None
    assurer_email: str | None = None
    licenses: str | None = None
    alert: str | None = None
    last_modified: str | None = None

    place: str
    name_es: str | None = None
    description_es: str | None = None
    hidden_because: str | None = None
    interpretation_services_es: str | None = None
    application_process_es: str | None = None
    fees_description_es: str | None = None
    eligibility_description_es: str | None = None
    ineligibility_description: str | None = None  # who is not served
    ineligibility_description_es: str | None = None
    kind: str | None = None  # service or legal_remedy
    ages: str | None = None
    ages_es: str | None = None
    sms_name: str | None = None
    sms: str | None = None
    sms_es: str | None = None
    reaches_law_enforcement: str = "unknown"
    eligibility_id: str | None = None
    position: int = 0
