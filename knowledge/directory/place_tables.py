"""Places the public may know. The database refuses one for an organization or service marked 'never'.

Each row repeats `place`, which can only be 'public', and refers to (id, place) of its owner: an owner marked
'never' has no such pair, and an owner with a place on file cannot become 'never' before that place is gone.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field

from knowledge.directory.table_base import HsdsTable

_PUBLIC = "place = 'public'"


class Location(HsdsTable, table=True):
    """`location_type` is physical, postal or virtual; a virtual one has a url."""

    __tablename__ = "location"
    __table_args__ = (
        CheckConstraint(_PUBLIC, name="place"),
        ForeignKeyConstraint(["organization_id", "place"], ["organization.id", "organization.place"]),
    )
    location_type: str
    url: str | None = None
    organization_id: str | None = Field(default=None, index=True)
    name: str | None = None
    alternate_name: str | None = None
    description: str | None = None
    transportation: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    external_identifier: str | None = None
    external_identifier_type: str | None = None

    place: str = "public"


class ServiceAtLocation(HsdsTable, table=True):
    __tablename__ = "service_at_location"
    __table_args__ = (
        CheckConstraint(_PUBLIC, name="place"),
        ForeignKeyConstraint(["service_id", "place"], ["service.id", "service.place"]),
    )
    service_id: str = Field(index=True)
    location_id: str = Field(foreign_key="location.id", index=True)
    description: str | None = None

    place: str = "public"


class Address(HsdsTable, table=True):
    """An address belongs to a location, so that it stands or falls with it."""

    __tablename__ = "address"
    location_id: str = Field(foreign_key="location.id", index=True)
    attention: str | None = None
    address_1: str
    address_2: str | None = None
    city: str
    region: str | None = None
    state_province: str
    postal_code: str
    country: str
    address_type: str  # physical, postal or virtual


class Accessibility(HsdsTable, table=True):
    __tablename__ = "accessibility"
    location_id: str = Field(foreign_key="location.id", index=True)
    description: str | None = None
    details: str | None = None
    url: str | None = None
