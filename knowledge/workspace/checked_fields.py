"""What a person who checks a kind of field hears confirmed: columns of the row, by table. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_HEARD: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("phone", "phone"): ("printed",),
    ("phone", "crisis_phone"): ("printed",),
    ("url", "page"): ("printed",),
    ("contact", "email"): ("printed",),
    ("hotline", "hours"): ("hours",),
    ("schedule", "hours"): (
        "freq",
        "byday",
        "bymonthday",
        "valid_from",
        "valid_to",
        "opens_at",
        "closes_at",
        "description",
    ),
    ("service", "description"): ("name", "description"),
    ("service", "eligibility"): ("eligibility_description",),
    ("answer", "answer"): ("sms_en", "web_en"),
}


def heard(table: str, kind: str) -> tuple[str, ...]:
    """The columns; empty for a pair that nobody checks."""
    return _HEARD.get((table, kind), ())


def identity_heard(row: Mapping[str, Any], table: str, kind: str) -> str:
    """What the row says there, as text: a check holds for as long as it says so."""
    return json.dumps([row[name] for name in heard(table, kind)], ensure_ascii=False)
