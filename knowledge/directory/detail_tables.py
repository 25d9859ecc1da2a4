"""What HSDS 3.1 hangs on a service or an organization: areas, papers to bring, costs, money, room left."""

from __future__ import annotations

from sqlmodel import Field

from knowledge.directory.table_base import HsdsTable


class ServiceArea(HsdsTable, table=True):
    """`extent` is the area in words where `extent_type` is "text"; `area` is its id in the taxonomy areas."""

    __tablename__ = "service_area"
    service_id: str | None = Field(default=None, foreign_key="service.id", index=True)
    service_at_location_id: str | None = Field(default=None, foreign_key="service_at_location.id", index=True)
    name: str | None = None
    description: str | None = None
    extent: str | None = None
    extent_type: str | None = None
    uri: str | None = None

    name_es: str | None = None
    area: str | None = None
    serves_contra_costa: bool | None = None


class RequiredDocument(HsdsTable, table=True):
    __tablename__ = "required_document"
    service_id: str | None = Field(default=None, foreign_key="service.id", index=True)
    document: str | None = None
    uri: str | None = None

    document_es: str | None = None
    position: int = 0


class CostOption(HsdsTable, table=True):
    """`amount` is in `currency` (ISO 4217); null where a source names no figure."""

    __tablename__ = "cost_option"
    service_id: str = Field(foreign_key="service.id", index=True)
    valid_from: str | None = None
    valid_to: str | None = None
    option: str | None = None
    currency: str | None = None
    amount: float | None = None
    amount_description: str | None = None

    option_es: str | None = None


class Funding(HsdsTable, table=True):
    __tablename__ = "funding"
    organization_id: str | None = Field(default=None, foreign_key="organization.id", index=True)
    service_id: str | None = Field(default=None, foreign_key="service.id", index=True)
    source: str | None = None


class Unit(HsdsTable, table=True):
    """What a capacity is counted in, such as beds."""

    __tablename__ = "unit"
    name: str
    scheme: str | None = None
    identifier: str | None = None
    uri: str | None = None


class ServiceCapacity(HsdsTable, table=True):
    """`available` of `maximum` units at the time `updated`."""

    __tablename__ = "service_capacity"
    service_id: str = Field(foreign_key="service.id", index=True)
    unit_id: str = Field(foreign_key="unit.id", index=True)
    available: float
    maximum: float | None = None
    description: str | None = None
    updated: str
