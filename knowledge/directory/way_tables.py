"""How to reach somebody, when, and in which language: phone, url, contact, schedule, language (HSDS 3.1)."""

from __future__ import annotations

from sqlmodel import Field

from knowledge.directory.table_base import HsdsTable


class Way(HsdsTable):
    """What phone, url and contact share: whose it is, how it is printed, how far it can be trusted.

    `printed` and `mode` are null for imported rows, whose `confirmation` is "imported".
    """

    organization_id: str | None = Field(default=None, foreign_key="organization.id", index=True)
    service_id: str | None = Field(default=None, foreign_key="service.id", index=True)

    hotline_id: str | None = Field(default=None, foreign_key="hotline.id", index=True)
    printed: str | None = None
    mode: str | None = None
    confirmation: str
    dialled: str | None = None
    status: str | None = None
    status_reason: str | None = None
    show_to: str | None = None
    note: str | None = None
    position: int = 0


class Contact(Way, table=True):
    """An e-mail address, or a way in that is neither a number nor a page."""

    __tablename__ = "contact"
    service_at_location_id: str | None = Field(default=None, foreign_key="service_at_location.id", index=True)
    location_id: str | None = Field(default=None, foreign_key="location.id", index=True)
    name: str | None = None
    title: str | None = None
    department: str | None = None
    email: str | None = None


class Phone(Way, table=True):
    """`number` is what is dialled or texted to; `description` is the rest of what is printed with it."""

    __tablename__ = "phone"
    location_id: str | None = Field(default=None, foreign_key="location.id", index=True)
    contact_id: str | None = Field(default=None, foreign_key="contact.id", index=True)
    service_at_location_id: str | None = Field(default=None, foreign_key="service_at_location.id", index=True)
    number: str
    extension: int | None = None
    type: str | None = None  # voice, text, fax, tty
    description: str | None = None

    text_word: str | None = None  # the word to send, as HELP in "HELP to 233733"


class Url(Way, table=True):
    __tablename__ = "url"
    label: str | None = None
    url: str


class Schedule(HsdsTable, table=True):
    """When a service, a place or a line is open, as an RRULE in parts; times are "09:00" or HSDS's with zone.

    `timezone` is HSDS's offset from UTC, which knows no summer time; `timezone_name` ("America/Los_Angeles")
    is what is reckoned with where it is set.
    """

    __tablename__ = "schedule"
    service_id: str | None = Field(default=None, foreign_key="service.id", index=True)
    location_id: str | None = Field(default=None, foreign_key="location.id", index=True)
    service_at_location_id: str | None = Field(default=None, foreign_key="service_at_location.id", index=True)
    valid_from: str | None = None
    valid_to: str | None = None
    dtstart: str | None = None
    timezone: float | None = None
    until: str | None = None
    count: int | None = None
    wkst: str | None = None
    freq: str | None = None  # WEEKLY or MONTHLY
    interval: int | None = None
    byday: str | None = None
    byweekno: str | None = None
    bymonthday: str | None = None
    byyearday: str | None = None
    description: str | None = None
    opens_at: str | None = None
    closes_at: str | None = None
    schedule_link: str | None = None
    attending_type: str | None = None
    notes: str | None = None

    hotline_id: str | None = Field(default=None, foreign_key="hotline.id", index=True)
    description_es: str | None = None
    notes_es: str | None = None
    timezone_name: str | None = None
    holidays: str | None = None  # what holds on public holidays, in the words of the facts' vocabulary
    position: int = 0


class Language(HsdsTable, table=True):
    """`code` is ISO 639-1."""

    __tablename__ = "language"
    service_id: str | None = Field(default=None, foreign_key="service.id", index=True)
    location_id: str | None = Field(default=None, foreign_key="location.id", index=True)
    phone_id: str | None = Field(default=None, foreign_key="phone.id", index=True)
    name: str | None = None
    code: str | None = None
    note: str | None = None
