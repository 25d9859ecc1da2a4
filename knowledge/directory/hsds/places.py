"""Places in an import that nobody may know: whose they are, and which rows must not be stored.

An organization is judged with all its services, places and terms (confidential.py says how). A sender's own
word "place: never" counts as well; its word "public" does not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.directory.confidential import why_never
from knowledge.directory.hsds.extras import LINK_TYPE, term_id

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]
Member = tuple[str, Row]

_NAMED: Mapping[str, tuple[str, ...]] = {
    "organization": ("name", "alternate_name"),
    "service": ("name", "alternate_name"),
    "program": ("name", "alternate_name"),
    "location": ("name", "alternate_name"),
    "address": ("attention", "address_1", "address_2"),
    "service_at_location": (),
}
_DESCRIBED: Mapping[str, tuple[str, ...]] = {
    "organization": ("description",),
    "service": ("description", "application_process", "alert", "eligibility_description"),
    "program": ("description",),
    "location": ("description", "transportation"),
    "service_at_location": ("description",),
}


def never(rows: Rows, kept: Iterable[str] = ()) -> dict[str, str]:
    """By id of the organization, service, program or location whose place nobody may know: why.

    `rows` by table: all that were read, those refused for other reasons too, and the taxonomy terms that the
    directory has itself. `kept` are names of organizations whose place this directory keeps back.
    """
    tags = _tags(rows)
    known = {_plain(name) for name in kept}
    reasons: dict[str, str] = {}
    for members in _groups(rows).values():
        if reason := _why(members, tags, known):
            reasons |= {row["id"]: reason for _, row in members if "id" in row}
    # A location that one confidential service uses is confidential, whoever else is there.
    for row in rows["service_at_location"]:
        if row.get("service_id", "") in reasons and "location_id" in row:
            reasons.setdefault(row["location_id"], reasons[row["service_id"]])
    return reasons


def _groups(rows: Rows) -> Mapping[str, Sequence[Member]]:
    """Rows with their table by the id of their organization, or of the service or location that has none.

    A location stands in the group of every organization that uses it, its addresses with it.
    """
    heads: dict[tuple[str, str], set[str]] = defaultdict(set)
    for table in ("organization", "program", "service", "location"):
        for row in rows[table]:
            id = row.get("id", "")
            heads[table, id].add(id if table == "organization" else row.get("organization_id", id))
    for row in rows["service_at_location"]:
        heads["service_at_location", row.get("id", "")] |= heads["service", row.get("service_id", "")]
        heads["location", row.get("location_id", "")] |= heads["service", row.get("service_id", "")]
    groups: dict[str, list[Member]] = defaultdict(list)
    for table in _NAMED:
        for row in rows[table]:
            key = (
                ("location", row.get("location_id", "")) if table == "address" else (table, row.get("id", ""))
            )
            for head in heads[key]:
                groups[head].append((table, row))
    return groups


@dataclass
class _Tags:
    """What the attributes say, by the id of what bears them; `kept` holds who calls its own place secret."""

    said: dict[str, list[str]]
    kept: set[str]


def _tags(rows: Rows) -> _Tags:
    tags = _Tags(defaultdict(list), set())
    terms = {row.get("id"): row for row in rows["taxonomy_term"]}
    for row in rows["attribute"]:
        if row.get("link_type") == LINK_TYPE:
            if (row.get("taxonomy_term_id"), row.get("value")) == (term_id("place"), "never"):
                tags.kept.add(row.get("link_id", ""))
            continue
        term = terms.get(row.get("taxonomy_term_id"), {})
        said = (row.get("label"), row.get("value"), term.get("name"), term.get("code"))
        tags.said[row.get("link_id", "")] += [text for text in said if text]
    return tags


def _why(members: Iterable[Member], tags: _Tags, kept: set[str]) -> str | None:
    named: list[str] = []
    described: list[str] = []
    for table, row in members:
        if row.get("id") in tags.kept:
            return "its own file says that the place is confidential"
        named += [row[name] for name in _NAMED[table] if name in row] + tags.said[row.get("id", "")]
        described += [row[name] for name in _DESCRIBED.get(table, ()) if name in row]
    if any(_is_one_of(name, kept) for name in named):
        return "it has the name of an organization whose place this directory keeps back"
    return why_never(named, described)


def _is_one_of(name: str, kept: set[str]) -> bool:
    """The name itself, or a name of several words with more around it."""
    plain = _plain(name)
    return any(plain == one or (" " in one and f" {one} " in f" {plain} ") for one in kept)


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))
