"""The one description of HSDS 3.1 objects: their fields, and which objects stand inside which.

Reading, both exports, the import, the JSON schemas, the data package and the checks all follow it.
Names and duties are those of the Human Services Data Specification 3.1 (docs.openreferral.org).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

Kind = Literal["text", "uuid", "uri", "email", "number", "date", "datetime", "time", "choice"]

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PLACES = ("physical", "postal", "virtual")
STATUSES = ("active", "inactive", "defunct", "temporarily closed")


@dataclass(frozen=True)
class HsdsField:
    """`refers_to` is the table whose id it holds; `in_tables` is required in the CSV files only."""

    name: str
    kind: Kind = "text"
    required: bool = False
    in_tables: bool = False
    refers_to: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Nest:
    """A property that holds one object or a list of them.

    `many`: the inner row's column `on` holds the outer row's id; else the outer row's `on` holds the inner's.
    """

    key: str
    table: str
    on: str
    many: bool = True


@dataclass(frozen=True)
class Entity:
    """One HSDS object and table; `extras` are our own columns that go out as attributes."""

    table: str
    csv: str
    fields: tuple[HsdsField, ...]
    nests: tuple[Nest, ...] = ()
    extras: tuple[str, ...] = ()

    def field(self, name: str) -> HsdsField:
        """Raises KeyError."""
        return {field.name: field for field in self.fields}[name]

    @property
    def references(self) -> Iterator[HsdsField]:
        """The fields that hold the id of another row, `id` itself not among them."""
        return (field for field in self.fields if field.refers_to is not None)


# A field a word: `!` required, `+` required in tables only, `:kind`, `>table` the id of a row there.
_FIELDS: Mapping[str, tuple[str, str]] = {
    "organization": (
        "organizations",
        (
            "id!:uuid name! alternate_name description! email:email website:uri tax_status tax_id"
            " year_incorporated:number legal_status logo uri:uri parent_organization_id>organization"
        ),
    ),
    "program": ("programs", "id!:uuid organization_id+>organization name! alternate_name description!"),
    "service": (
        "services",
        (
            "id!:uuid organization_id+>organization program_id>program name! alternate_name description"
            " url:uri email:email status!:status interpretation_services application_process"
            " fees_description wait_time fees accreditations eligibility_description minimum_age:number"
            " maximum_age:number assured_date:date assurer_email:email licenses alert"
            " last_modified:datetime"
        ),
    ),
    "attribute": (
        "attributes",
        "id!:uuid link_id+:uuid taxonomy_term_id+>taxonomy_term link_type link_entity+ value label",
    ),
    "service_at_location": (
        "service_at_location",
        "id!:uuid service_id+>service location_id+>location description",
    ),
    "location": (
        "locations",
        (
            "id!:uuid location_type!:place url:uri organization_id>organization name alternate_name"
            " description transportation latitude:number longitude:number external_identifier"
            " external_identifier_type"
        ),
    ),
    "phone": (
        "phones",
        (
            "id!:uuid location_id>location service_id>service organization_id>organization"
            " contact_id>contact service_at_location_id>service_at_location number! extension:number type"
            " description"
        ),
    ),
    "contact": (
        "contacts",
        (
            "id!:uuid organization_id>organization service_id>service"
            " service_at_location_id>service_at_location location_id>location name title department"
            " email:email"
        ),
    ),
    "address": (
        "addresses",
        (
            "id!:uuid location_id>location attention address_1! address_2 city! region state_province!"
            " postal_code! country! address_type!:place"
        ),
    ),
    "schedule": (
        "schedules",
        (
            "id!:uuid service_id>service location_id>location service_at_location_id>service_at_location"
            " valid_from:date valid_to:date dtstart:date timezone:number until:date count:number"
            " wkst:weekday freq:freq interval:number byday byweekno bymonthday byyearday description"
            " opens_at:time closes_at:time schedule_link:uri attending_type notes"
        ),
    ),
    "funding": ("funding", "id!:uuid organization_id>organization service_id>service source"),
    "service_area": (
        "service_areas",
        (
            "id!:uuid service_id>service service_at_location_id>service_at_location name description extent"
            " extent_type uri"
        ),
    ),
    "required_document": ("required_documents", "id!:uuid service_id>service document uri:uri"),
    "language": (
        "languages",
        "id!:uuid service_id>service location_id>location phone_id>phone name code note",
    ),
    "accessibility": ("accessibility", "id!:uuid location_id>location description details url:uri"),
    "taxonomy_term": (
        "taxonomy_terms",
        (
            "id!:uuid code name! description! parent_id>taxonomy_term taxonomy language"
            " taxonomy_id>taxonomy term_uri:uri"
        ),
    ),
    "cost_option": (
        "cost_options",
        (
            "id!:uuid service_id+>service valid_from:date valid_to:date option currency amount:number"
            " amount_description"
        ),
    ),
    "organization_identifier": (
        "organization_identifiers",
        "id!:uuid organization_id+>organization identifier_scheme identifier_type! identifier!",
    ),
    "taxonomy": ("taxonomies", "id!:uuid name! description! uri:uri version"),
    "unit": ("units", "id!:uuid name! scheme identifier uri:uri"),
    "service_capacity": (
        "service_capacity",
        (
            "id!:uuid service_id+>service unit_id+>unit available!:number maximum:number description"
            " updated!:datetime"
        ),
    ),
    "url": ("url", "id!:uuid label url!:uri organization_id>organization service_id>service"),
}

# A property a word: `key:table.column`, with `*` where the inner row holds the outer one's id.
_NESTS: Mapping[str, str] = {
    "organization": "additional_websites:url.organization_id* funding:funding.organization_id*"
    " contacts:contact.organization_id* phones:phone.organization_id* locations:location.organization_id*"
    " programs:program.organization_id* services:service.organization_id*"
    " organization_identifiers:organization_identifier.organization_id*",
    "service": "additional_urls:url.service_id* phones:phone.service_id* schedules:schedule.service_id*"
    " service_areas:service_area.service_id* service_at_locations:service_at_location.service_id*"
    " languages:language.service_id* organization:organization.organization_id funding:funding.service_id*"
    " cost_options:cost_option.service_id* program:program.program_id"
    " required_documents:required_document.service_id* contacts:contact.service_id*"
    " capacities:service_capacity.service_id*",
    "service_at_location": "service_areas:service_area.service_at_location_id*"
    " contacts:contact.service_at_location_id* phones:phone.service_at_location_id*"
    " schedules:schedule.service_at_location_id* location:location.location_id service:service.service_id",
    "location": "languages:language.location_id* addresses:address.location_id*"
    " contacts:contact.location_id* accessibility:accessibility.location_id* phones:phone.location_id*"
    " schedules:schedule.location_id*",
    "contact": "phones:phone.contact_id*",
    "phone": "languages:language.phone_id*",
    "service_capacity": "unit:unit.unit_id",
    "attribute": "taxonomy_term:taxonomy_term.taxonomy_term_id",
    "taxonomy_term": "taxonomy_detail:taxonomy.taxonomy_id",
}

# Our own columns that others may see. What is not named here never leaves the database.
_WAY_EXTRAS = "printed mode confirmation dialled note"
_EXTRAS: Mapping[str, str] = {
    "organization": "name_es description_es kind sms_name sms sms_es place",
    "program": "name_es description_es",
    "service": "name_es description_es interpretation_services_es application_process_es"
    " fees_description_es eligibility_description_es ineligibility_description"
    " ineligibility_description_es kind ages ages_es sms_name sms sms_es reaches_law_enforcement"
    " eligibility_id place",
    "service_area": "name_es area serves_contra_costa",
    "required_document": "document_es",
    "cost_option": "option_es",
    "phone": f"{_WAY_EXTRAS} text_word",
    "url": _WAY_EXTRAS,
    "contact": _WAY_EXTRAS,
    "schedule": "description_es notes_es timezone_name holidays",
}
# Of a help line, what goes out with its number where a service is reached by that line.
LINE_EXTRAS = ("name_es", "hours", "hours_es", "answered_by", "reaches_law_enforcement", "offer_to")

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "status": STATUSES,
    "place": PLACES,
    "weekday": WEEKDAYS,
    "freq": ("WEEKLY", "MONTHLY"),
}
# Attributes hang on every other object by its table's name and id, not by a column of their own.
WITHOUT_ATTRIBUTES = frozenset({"attribute", "taxonomy", "taxonomy_term"})
# HSDS's change records repeat what was corrected: a number that was wrong, a place that had to go. They are
# neither given out nor taken in. The other table describes files.
NOT_EXCHANGED = frozenset({"metadata", "meta_table_description"})


@cache
def entities() -> Mapping[str, Entity]:
    """Every HSDS table by name, in an order in which each comes after those it refers to."""
    made = {table: _entity(table) for table in _FIELDS}
    ordered: dict[str, Entity] = {}
    while len(ordered) < len(made):
        ordered |= {
            table: entity
            for table, entity in made.items()
            if all(field.refers_to in {*ordered, table} for field in entity.references)
        }
    return ordered


def _entity(table: str) -> Entity:
    csv, fields = _FIELDS[table]
    return Entity(
        table=table,
        csv=f"{csv}.csv",
        fields=tuple(_field(word) for word in fields.split()),
        nests=tuple(_nest(word) for word in _NESTS.get(table, "").split()),
        extras=tuple(_EXTRAS.get(table, "").split()),
    )


def _field(word: str) -> HsdsField:
    head, _, refers_to = word.partition(">")
    head, _, kind = head.partition(":")
    name = head.rstrip("!+")
    choices = _CHOICES.get(kind, ())
    typed: Kind = "uuid" if refers_to else "choice" if choices else kind or "text"  # type: ignore[assignment]
    return HsdsField(
        name=name,
        kind=typed,
        required="!" in head,
        in_tables="+" in head,
        refers_to=refers_to or None,
        choices=choices,
    )


def _nest(word: str) -> Nest:
    key, _, rest = word.partition(":")
    table, _, on = rest.partition(".")
    return Nest(key=key, table=table, on=on.rstrip("*"), many=on.endswith("*"))
