"""What no single object can know: ids that lead nowhere, ids given twice, and places that must not be stored.

Every check reads the plain data of the files, so that it works beside other mistakes and can name a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.directory.confidential import CONFIDENTIAL, SHELTER_NEEDS
from knowledge.directory.ways import PHONE_TYPES, is_dialled, phone_parts
from knowledge.errors import Problem
from knowledge.yaml_lines import Document, Place, values

TAXONOMY = "taxonomy.yaml"
ORGANIZATIONS = "organizations.yaml"
SERVICES = "services.yaml"
HOTLINES = "hotlines.yaml"
COLLABORATIVES = "collaboratives.yaml"
SOURCES = "sources.yaml"
EXPIRY = "expiry.yaml"
SCHEDULES = "schedules.yaml"
ELIGIBILITY = "eligibility/"

# Which list of ids the value of a key must come from. A key means the same in every file but the taxonomy.
_REFERENCES = {
    "organization": "organizations",
    "organization_ids": "organizations",
    "hotline_ids": "hotlines",
    "hotline": "hotlines",
    "related_hotlines": "hotlines",
    "pair_with": "hotlines",
    "line": "hotlines",
    "advocate_first_order": "hotlines",
    "related_services": "services",
    "service_ids": "services",
    "service": "services",
    "program": "programs",
    "named_in": "documents",
    "need": "needs",
    "needs": "needs",
    "audience": "audiences",
    "offer_to": "audiences",
    "area_served": "areas",
    "trafficking_types": "trafficking_types",
    "answered_by": "answered_by",
    "reaches_law_enforcement": "reaches_law_enforcement",
    "confirmation": "confirmation",
    "status": "entry_status",
    "show_to": "show_to",
}
_FILE_REFERENCES = {(ORGANIZATIONS, "kind"): "org_kinds", (COLLABORATIVES, "topic"): "collaborative_topics"}
# In answers/about.yaml `reaches_law_enforcement` is a sentence; the taxonomy defines the lists.
_NO_REFERENCES = {TAXONOMY, "answers/about.yaml"}

_STREET = re.compile(
    r"\b\d{2,5}\s+(?:[A-Z0-9][\w.]*\s+){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Lane|Way|Court|Place|Plaza|Highway)\b"
)

_LISTS = {"organizations", "programs", "services", "collaboratives", "documents"}

Documents = Mapping[str, Document]
Ids = dict[str, set[str]]


def check(documents: Documents) -> list[Problem]:
    """Every problem that lies between objects or files; the loader reports a missing file."""
    ids, problems = _collect_ids(documents)
    for document in documents.values():
        problems += _dangling(document, ids)
        problems += _street_addresses(document)
        problems += _wrong_numbers(document)
    return problems + _shelter_addresses(documents)


def _entries(document: Document | None, key: str) -> Iterator[tuple[Place, dict[str, Any]]]:
    data = document.data if document and isinstance(document.data, dict) else {}
    found = data.get(key)
    for index, entry in enumerate(found if isinstance(found, list) else []):
        if isinstance(entry, dict):
            yield (key, index), entry


def _id_lists(documents: Documents) -> Iterator[tuple[str, Document, str]]:
    """(name of the list of ids, document, key of the list in it)."""
    for name, document in documents.items():
        if name.startswith("answers/"):
            yield "answers", document, "entries"
        for key in document.data if isinstance(document.data, dict) else {}:
            if name == TAXONOMY or key in _LISTS:
                yield key, document, key
            elif key in {"hotlines", "other_numbers"}:
                yield "hotlines", document, key


def _collect_ids(documents: Documents) -> tuple[Ids, list[Problem]]:
    ids: Ids = {"programs": set()}  # a file may have none, and then no service belongs to one
    first: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for kind, document, key in _id_lists(documents):
        for place, entry in _entries(document, key):
            identity = str(entry.get("id", ""))
            here = f"{document.name} line {document.line((*place, 'id'))}"
            if identity in ids.setdefault(kind, set()):
                what = f"the id '{identity}' is given twice, first in {first[(kind, identity)]}"
                problems.append(document.problem((*place, "id"), what, "give each entry an id of its own"))
            ids[kind].add(identity)
            first.setdefault((kind, identity), here)
    return ids, problems


def _dangling(document: Document, ids: Ids) -> list[Problem]:
    if document.name in _NO_REFERENCES or document.name.startswith(ELIGIBILITY):
        return []
    problems = []
    for place, value in values(document.data):
        key = next((step for step in reversed(place) if isinstance(step, str)), "")
        kind = _FILE_REFERENCES.get((document.name, key)) or _REFERENCES.get(key)
        if kind is None or kind not in ids or value is None or isinstance(value, dict | list):
            continue
        if str(value) not in ids[kind]:
            what = f"{key} '{value}' is not an id of {kind}"
            problems.append(document.problem(place, what, _known(kind, ids[kind])))
    return problems


def _known(kind: str, known: set[str]) -> str:
    if len(known) > 30:
        return f"use an id of {kind} that exists, or add the entry first"
    return f"use one of {', '.join(sorted(known))}"


def _shelter_keepers(documents: Documents) -> set[str]:
    keepers = set(CONFIDENTIAL)
    for _, service in _entries(documents.get(SERVICES), "services"):
        if SHELTER_NEEDS & {str(need) for need in service.get("needs") or []}:
            keepers.add(str(service.get("organization")))
    return keepers


def _shelter_addresses(documents: Documents) -> list[Problem]:
    """An address is refused for whoever runs a shelter, and elsewhere unless it is kept from texters."""
    keepers = _shelter_keepers(documents)
    document = documents.get(ORGANIZATIONS)
    problems = []
    for place, organization in _entries(document, "organizations"):
        for index, contact in enumerate(organization.get("contacts") or []):
            if not isinstance(contact, dict) or contact.get("mode") != "address" or document is None:
                continue
            where = (*place, "contacts", index, "mode")
            if organization.get("id") in keepers:
                what = f"'{organization.get('id')}' gives shelter, so no address of it may be stored"
                problems.append(document.problem(where, what, "remove it; people are sent to a line"))
            elif contact.get("show_to") is None:
                what = f"the address of '{organization.get('id')}' could reach a texter"
                problems.append(document.problem(where, what, "set show_to: staff_only or professionals"))
    return problems


def _street_addresses(document: Document) -> list[Problem]:
    """A street address inside any text is refused; only a contact of mode address may hold one."""
    problems = []
    for place, value in values(document.data):
        if not isinstance(value, str) or not _STREET.search(value) or _is_address(document, place):
            continue
        what = "this text holds a street address"
        mend = "leave the place out; an office for professionals is a contact of mode address"
        problems.append(document.problem(place, what, mend))
    return problems


def _wrong_numbers(document: Document) -> list[Problem]:
    """A way to call or text must hold a number that can exist."""
    problems = []
    for place, way in values(document.data):
        if not isinstance(way, dict) or way.get("mode") not in PHONE_TYPES:
            continue
        printed = way.get("value")
        if not isinstance(printed, str):
            continue  # refused by its model
        parts = phone_parts(printed)
        if parts is None or not is_dialled(parts.core):
            what = "this is no number that can be dialled" if parts else "there is no number in this"
            mend = "correct the number as its source prints it, or leave it out"
            problems.append(document.problem((*place, "value"), what, mend))
    return problems


def _is_address(document: Document, place: Place) -> bool:
    holder = dict(values(document.data)).get(place[:-1])
    return isinstance(holder, dict) and holder.get("mode") == "address"
