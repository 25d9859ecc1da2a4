"""The shape of what the search answers over HTTP; it documents what service_cards.py makes."""

from datetime import date
from typing import Literal

from pydantic import BaseModel

from navigator_api.api.schemas import CitationOut


class Words(BaseModel):
    """`es` is null where nobody wrote it."""

    en: str
    es: str | None


class Labelled(Words):
    """A value of a vocabulary and how it is called."""

    id: str


class WayOut(BaseModel):
    """A number or page. `confirmation`: how it was checked on paper; `dialled`: when a person tried it."""

    printed: str
    kind: Literal["voice", "text", "fax", "tty", "web", "chat", "email"]
    value: str
    word: str | None
    label: str | None
    confirmation: str
    dialled: date | None
    note: str | None


class OrganizationOut(BaseModel):
    id: str
    name: str


class ServiceOut(BaseModel):
    """One service; `because`: why it was found; `unknown`: what was asked for and nobody knows of it.

    `open_now` is null where the hours are not known. `service` is the id that screenings take.
    """

    service: str
    name: Words
    organization: OrganizationOut
    description: Words
    numbers: list[WayOut]
    pages: list[WayOut]
    first_steps: Words | None
    ages: Words | None
    languages: Words
    cost: Words | None
    area_served: Words
    reaches_law_enforcement: Labelled
    answered_by: Words | None
    never_alone_beside: list[str]
    warnings: list[Words]
    open_now: bool | None
    because: list[Labelled]
    unknown: list[Labelled]
    citation: list[CitationOut]


class ServicesOut(BaseModel):
    """`total`: services on all pages, of which a search gives at most 500."""

    page: int
    per_page: int
    total: int
    results: list[ServiceOut]
