"""What this directory says beyond HSDS, for machines; docs/hsds/profile.md says it for people."""

from collections.abc import Mapping
from typing import Any

from knowledge.directory.hsds.extras import DESCRIPTION, LINK_TYPE, MEANINGS, TAXONOMY_ID, term_id
from knowledge.directory.hsds.shape import LINE_EXTRAS, NOT_EXCHANGED, entities
from knowledge.directory.hsds_ids import wire_id

HSDS_VERSION = "3.1.1"
PROFILE_VERSION = "1.0"


def profile(address: str) -> Mapping[str, Any]:
    """The profile document that is served at `address`."""
    return {
        "$id": address,
        "title": "Puente's HSDS profile",
        "version": PROFILE_VERSION,
        "hsds_version": HSDS_VERSION,
        "description": "HSDS as published: no object has a property that HSDS does not name. What else this"
        " directory says stands in attributes.",
        "not_exchanged": sorted(NOT_EXCHANGED),
        "attributes": {
            "link_type": LINK_TYPE,
            "taxonomy": {
                "id": wire_id("taxonomy", TAXONOMY_ID),
                "name": TAXONOMY_ID,
                "description": DESCRIPTION,
            },
            "terms": [_term(code, meaning) for code, meaning in sorted(MEANINGS.items())],
        },
    }


def _term(code: str, meaning: str) -> Mapping[str, Any]:
    return {"id": term_id(code), "code": code, "description": meaning, "link_entities": _bearers(code)}


def _bearers(code: str) -> list[str]:
    named = [entity.table for entity in entities().values() if code in entity.extras]
    return sorted({*named, *(["phone"] if code in LINE_EXTRAS else [])}) or ["service"]
