"""Where else a number of the directory stands: reviewed answers and statements that write it out."""

from __future__ import annotations

import re

from knowledge.directory.ways import phone_parts
from knowledge.workspace.owners import Owners

_TEXTS = {"answer": ("sms_en", "sms_es", "web_en", "web_es"), "statement": ("text", "text_es")}
_RUN = re.compile(r"\d[\d().\s-]*\d|\d")


def mentions(owners: Owners, printed: str) -> list[tuple[str, str]]:
    """(table, id) of the texts that hold the number; they do not change with it."""
    parts = phone_parts(printed)
    if parts is None:
        return []
    wanted = _national(parts.core)
    return [
        (table, row["id"])
        for table, columns in _TEXTS.items()
        for row in owners.rows(table)
        if any(wanted in _numbers(row[name] or "") for name in columns)
    ]


def _numbers(text: str) -> set[str]:
    return {_national(found) for found in _RUN.findall(text)}


def _national(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits
