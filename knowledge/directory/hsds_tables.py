"""The tables that HSDS 3.1 (Open Referral) names, with its field names.

Beside a text field stands its Spanish (`name_es`); ids are our readable ones in place of UUIDs. There is no
location, address or other column for a place: where a shelter stands cannot be stored.
"""

from __future__ import annotations

from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class DirectoryTable(SQLModel, registry=registry(metadata=MetaData(naming_convention=_NAMES))):
    """Base of the directory's tables; its metadata holds these tables and no others."""


class Organization(DirectoryTable, table=True):
    __tablename__ = "organization"
    id: str = Field(primary_key=True)
    name: str
    name_es: str | None = None
    alternate_name: str | None = None
    description: str
    description_es: str
    kind: str  # taxonomy org_kinds
    sms_name: str | None = None
    sms: str | None = None
    sms_es: str | None = None
    position: int


class Service(DirectoryTable, table=True):
    """`status` is HSDS's (active, defunct); `hidden_because` says why a service is not active."""

    __tablename__ = "service"
    id: str = Field(primary_key=True)
    organization_id: str = Field(foreign_key="organization.id", index=True)
    name: str
    name_es: str
    description: str
    description_es: str
    status: str
    hidden_because: str | None = None
    application_process: str | None = None
    application_process_es: str | None = None
    interpretation_services: str
    interpretation_services_es: str
    kind: str  # service or legal_remedy
    ages: str | None = None
    ages_es: str | None = None
    sms_name: str | None = None
    sms: str | None = None
    sms_es: str | None = None
    reaches_law_enforcement: str
    eligibility_id: str | None = None
    position: int


class ServiceArea(DirectoryTable, table=True):
    __tablename__ = "service_area"
    id: str = Field(primary_key=True)
    service_id: str = Field(foreign_key="service.id", index=True)
    name: str
    name_es: str
    extent: str  # taxonomy areas
    serves_contra_costa: bool


class CostOption(DirectoryTable, table=True):
    __tablename__ = "cost_option"
    id: str = Field(primary_key=True)
    service_id: str = Field(foreign_key="service.id", index=True)
    option: str
    option_es: str


class Way(DirectoryTable):
    """What phone, url and contact share: whose it is, how it is printed, how far it can be trusted."""

    organization_id: str | None = Field(default=None, foreign_key="organization.id", index=True)
    service_id: str | None = Field(default=None, foreign_key="service.id", index=True)
    hotline_id: str | None = Field(default=None, foreign_key="hotline.id", index=True)
    printed: str
    mode: str
    confirmation: str
    dialled: str | None = None
    status: str | None = None
    status_reason: str | None = None
    show_to: str | None = None
    note: str | None = None
    position: int


class Phone(Way, table=True):
    """`number` is what is dialled or texted to; `description` is the rest of what is printed with it."""

    __tablename__ = "phone"
    id: str = Field(primary_key=True)
    number: str
    type: str  # voice, text, fax, tty
    description: str | None = None
    text_word: str | None = None  # the word to send, as HELP in "HELP to 233733"


class Url(Way, table=True):
    __tablename__ = "url"
    id: str = Field(primary_key=True)
    url: str
    label: str | None = None


class Contact(Way, table=True):
    """An e-mail address, or a way in that is neither a number nor a page."""

    __tablename__ = "contact"
    id: str = Field(primary_key=True)
    name: str | None = None
    email: str | None = None


class Language(DirectoryTable, table=True):
    __tablename__ = "language"
    id: str = Field(primary_key=True)
    service_id: str = Field(foreign_key="service.id", index=True)
    name: str
    code: str
    note: str | None = None


class Taxonomy(DirectoryTable, table=True):
    __tablename__ = "taxonomy"
    id: str = Field(primary_key=True)
    name: str
    description: str


class TaxonomyTerm(DirectoryTable, table=True):
    """`code` is the id used in the facts; the row's id joins it to its taxonomy, as in needs:food."""

    __tablename__ = "taxonomy_term"
    id: str = Field(primary_key=True)
    taxonomy_id: str = Field(foreign_key="taxonomy.id", index=True)
    code: str
    name: str
    name_es: str
    description: str
    position: int


class Attribute(DirectoryTable, table=True):
    __tablename__ = "attribute"
    id: str = Field(primary_key=True)
    link_id: str = Field(index=True)
    link_entity: str
    link_type: str  # need or trafficking_type
    taxonomy_term_id: str = Field(foreign_key="taxonomy_term.id", index=True)


class Funding(DirectoryTable, table=True):
    __tablename__ = "funding"
    id: str = Field(primary_key=True)
    organization_id: str = Field(foreign_key="organization.id", index=True)
    source: str
