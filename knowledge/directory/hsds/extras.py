"""Our own columns on the wire: HSDS attributes with link_type "puente" and a term for each column.

Only rows made from our facts carry them. What an import says stays as the attribute rows it brought, so that
nobody's file can give a number our word that it was checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.directory.hsds.shape import entities
from knowledge.directory.hsds_ids import wire_id

LINK_TYPE = "puente"
TAXONOMY_ID = "puente_fields"
DESCRIPTION = "What this directory says beside the fields of HSDS; a term for each of its own fields."

MEANINGS: Mapping[str, str] = {
    "name_es": "The name in Spanish.",
    "description_es": "The description in Spanish.",
    "interpretation_services_es": "The interpretation services in Spanish.",
    "application_process_es": "The application process in Spanish.",
    "fees_description_es": "The fees in Spanish.",
    "eligibility_description_es": "Who is served, in Spanish.",
    "ineligibility_description": "Who is not served.",
    "ineligibility_description_es": "Who is not served, in Spanish.",
    "document_es": "The document in Spanish.",
    "option_es": "The cost in Spanish.",
    "notes_es": "The notes in Spanish.",
    "kind": "The kind of organization or service.",
    "ages": "The ages served, in words.",
    "ages_es": "The ages served, in words, in Spanish.",
    "sms_name": "The short name for a text message.",
    "sms": "The description for a text message.",
    "sms_es": "The description for a text message, in Spanish.",
    "place": "Whether the public may know the place: 'public', or 'never' for a confidential one.",
    "reaches_law_enforcement": "Whether contacting it reaches the police: yes, no, may_share or unknown.",
    "eligibility_id": "The program whose eligibility rules hold for the service.",
    "area": "The area as a term of the taxonomy areas.",
    "serves_contra_costa": "Whether the area takes in Contra Costa County: true or false.",
    "printed": "The way in as its source prints it.",
    "mode": "How the way in is used, such as call, text, web or email.",
    "confirmation": "How far the way in can be trusted: own_page (the organization's own page says so),"
    " other_page, cited_only, or imported (nobody here has checked it).",
    "dialled": "The date on which a person called the number; absent where nobody has.",
    "note": "What to know before using the way in.",
    "text_word": "The word to send to the number.",
    "timezone_name": "The time zone's name, which knows summer time.",
    "holidays": "What holds on public holidays.",
    "hours": "The line's hours, in words.",
    "hours_es": "The line's hours, in words, in Spanish.",
    "answered_by": "Who answers the line.",
    "offer_to": "The audiences the line is offered to; absent for everybody.",
    "eligibility_rule": "One rule of who may be eligible, for machines; the profile tells how to read it.",
}
# Terms that stand for no column: what is said of a service by somebody else in this program.
FURTHER = ("eligibility_rule",)


def term_id(column: str) -> str:
    """The UUID of the term that stands for one of our columns."""
    return wire_id("taxonomy_term", f"{TAXONOMY_ID}:{column}")


def extra_attributes(table: str, uuid: str, row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The attributes for our columns of a row of the facts, without terms; an empty column gives none."""
    for column in entities()[table].extras:
        yield from attribute(table, uuid, column, row[column])


def attribute(
    table: str, uuid: str, column: str, value: object, label: str | None = None
) -> Iterator[dict[str, Any]]:
    """One attribute that says `value` of the row with this UUID; none for no value.

    `label` tells several of one column apart.
    """
    if value is None:
        return
    name = column if label is None else f"{column}/{label}"
    yield {
        "id": wire_id("attribute", f"{uuid}/{name}"),
        "link_id": uuid,
        "taxonomy_term_id": term_id(column),
        "link_type": LINK_TYPE,
        "link_entity": table,
        "value": str(value).lower() if isinstance(value, bool) else str(value),
    }
