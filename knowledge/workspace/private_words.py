"""Whether a short note tells of a person: a number, an e-mail or a date of birth. Pure."""

from __future__ import annotations

import re
from typing import Literal

Private = Literal["number", "email", "birth_date"]

_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre"
    r"|noviembre|diciembre"
)
_BIRTH_DATE = re.compile(
    r"\b\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*(?:19|20)?\d{2}\b"
    r"|\b(?:19|20)\d{2}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{1,2}\b"
    rf"|\b(?:{_MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:de\s+|del\s+)?(?:19|20)\d{{2}}\b"
    rf"|\b\d{{1,2}}\s+(?:de\s+)?(?:{_MONTHS})\.?,?\s+(?:de\s+|del\s+)?(?:19|20)\d{{2}}\b"
    r"|\b(?:dob|d\.o\.b|date of birth|birthday|born|fecha de nacimiento|cumplea[ñn]os|naci[oó]|nacid[ao])\b",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+\s*@\s*[\w-]+|\b\w+\s*(?:\(at\)|\[at\]|arroba)\s*\w+", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\d[\s().+\-/]*){7,}")


def private(text: str) -> Private | None:
    """What of a person the text seems to hold; None for nothing that can be told by its form.

    >>> private("Call her at 925 555 0100"), private("The line was closed at 5, twice")
    ('number', None)
    """
    if _EMAIL.search(text):
        return "email"
    if _BIRTH_DATE.search(text):
        return "birth_date"
    return "number" if _NUMBER.search(text) else None
