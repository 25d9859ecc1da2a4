"""Words of an edit that would give away where a place stands that nobody may know. Pure."""

from __future__ import annotations

import re

_STREETS = r"street|avenue|ave|road|rd|boulevard|blvd|highway|hwy|terrace|parkway|pkwy|alley|plaza"
# Also everyday words ("30 days before court"), so they count as streets with a capital only.
_CAPITAL_STREETS = r"St|Dr|Drive|Lane|Ln|Way|Court|Ct|Place|Pl|Circle"
_CALLES = r"calle|avenida|av|carretera|bulevar|callej[oó]n|colonia"
_ANY_CASE = (
    rf"\b\d{{1,5}}\s+(?:[\w.'’]+\s+){{0,3}}(?:{_STREETS})\b",
    rf"\b(?:{_CALLES})\.?\s+(?:[\w.'’]+\s+){{0,4}}(?:#|no\.?|n[uú]m\.?|n[uú]mero)?\s*\d{{1,5}}\b",
    r"\b(?:apt|apartment|suite|ste|piso|depto|departamento)\.?\s*#?\s*\d+\b",
    r"\bp\.?\s?o\.?\s+box\b|\bapartado postal\b",
    r"\b(?:located|situated)\s+(?:at|in|on|near)\b|\b(?:ubicad[ao]s?|situad[ao]s?)\s+(?:en|cerca)\b",
    r"\b(?:across|down the street) from\b|\bnext (?:door )?to the\b|\bcorner of\b|\bcross streets?\b",
    r"\bfrente al?\b|\bjunto al?\b|\besquina (?:con|de)\b",
    r"\b(?:address|location)\s*(?:is|:)|\b(?:direcci[oó]n|domicilio|ubicaci[oó]n)\s*(?:es|:)",
    r"\b(?:maps\.app\.goo|goo\.gl/maps|google\.[a-z.]+/maps|maps\.(?:google|apple))",
)
_AS_WRITTEN = (
    rf"\b\d{{1,5}}\s+(?:[NSEW]\.?\s+)?(?:[A-Z0-9][\w.'’]*\s+){{1,3}}(?:{_CAPITAL_STREETS})\b",
    r"\b9[0-6]\d{3}(?:-\d{4})?\b",  # a ZIP code of California
    r"-?\b\d{1,3}\.\d{3,}\s*°?\s*[,;]\s*-?\d{1,3}\.\d{3,}",  # a latitude and a longitude
    r"\bnear (?:the )?[A-Z]\w+|\bcerca de(?:l)?(?: la| los| las)? [A-ZÁÉÍÓÚÑ]\w+",
)
_STREET = (re.compile(_ANY_CASE[0], re.IGNORECASE), re.compile(_AS_WRITTEN[0]))
_PATTERNS = (re.compile("|".join(_ANY_CASE), re.IGNORECASE), re.compile("|".join(_AS_WRITTEN)))


def names_a_place(text: str) -> bool:
    """Whether the text has an address in it, or words that lead to one.

    >>> names_a_place("Call first. We are at 12 Oak Street."), names_a_place("A bed tonight, 24 hours")
    (True, False)
    """
    return any(pattern.search(text) for pattern in _PATTERNS)


def holds_a_street(text: str) -> bool:
    """Whether the text has a street address in it, which no text of the directory may have.

    >>> holds_a_street("12 Oak Street"), holds_a_street("near Oak")
    (True, False)
    """
    return any(pattern.search(text) for pattern in _STREET)
