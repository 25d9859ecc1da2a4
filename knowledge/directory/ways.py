"""Taking apart a way to reach somebody, as it is printed: number, word to text, page, and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import phonenumbers
from phonenumbers.shortnumberinfo import is_valid_short_number_for_region

_NUMBER = re.compile(r"(?:1-)?(?:\(\d{3}\)\s*|\d{3}-)\d{3}-\d{4}|\b\d{3,6}\b")
_EXTENSION = re.compile(r"^,?\s*(?:ext\.?|extension|x)\s*(\d{1,6})\b", re.IGNORECASE)
_TEXT_CODE = re.compile(r"^(?P<word>[A-Z]+) to (?P<number>\d{3,6})\b")
_PAGE = re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|gov|net)\b(?:/[^\s)]*)?")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

# From the best checked to the least; a way with any other confirmation is never given to a texter.
CONFIRMATIONS = ("own_page", "other_page", "cited_only")
PHONE_TYPES = {"phone": "voice", "call": "voice", "text": "text", "fax": "fax", "tty": "tty"}
PAGE_MODES = {"web", "chat"}


@dataclass(frozen=True)
class Parts:
    """`core` is the number, page or e-mail; `rest` is what else was printed; `word` is what to text."""

    core: str
    rest: str | None = None
    word: str | None = None
    extension: int | None = None


def phone_parts(printed: str) -> Parts | None:
    """The number in what is printed: "Richmond (510) 974-7200" gives "(510) 974-7200" and "Richmond"."""
    if code := _TEXT_CODE.match(printed):
        return Parts(code["number"], None, code["word"])
    if (found := _NUMBER.search(printed)) and (extension := _EXTENSION.match(printed[found.end() :])):
        without = printed[: found.end()] + printed[found.end() + extension.end() :]
        parts = _parts(_NUMBER, without)
        return replace(parts, extension=int(extension[1])) if parts else None
    return _parts(_NUMBER, printed)


def is_dialled(number: str) -> bool:
    """True for a number that can exist in the United States, short codes such as 988 and 233733 included."""
    try:
        parsed = phonenumbers.parse(number, "US")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed) or is_valid_short_number_for_region(parsed, "US")


def page_parts(printed: str) -> Parts | None:
    return _parts(_PAGE, printed)


def email_parts(printed: str) -> Parts | None:
    return _parts(_EMAIL, printed)


def _parts(pattern: re.Pattern[str], printed: str) -> Parts | None:
    found = pattern.search(printed)
    if found is None:
        return None
    before, after = printed[: found.start()].strip(" :("), printed[found.end() :].strip()
    if after.startswith("(") and after.endswith(")"):
        after = after[1:-1]
    return Parts(found[0], " ".join(part for part in (before, after) if part) or None)
