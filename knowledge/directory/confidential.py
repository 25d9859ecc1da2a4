"""Which places may never be stored: decided here for the facts and for every import alike.

An organization is judged as a whole, with all its services: where a shelter stands is given away by any
place of whoever runs it. One word too many here costs an address on a map; one too few can cost a life.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

Place = Literal["public", "never"]

SHELTER_NEEDS = frozenset({"emergency_shelter", "transitional_housing"})
# Organizations of the facts that keep a confidential place, whatever their services are called.
CONFIDENTIAL = frozenset({"stand", "calli_house"})

# In a name, an address or a term. Compared without accents and in lower case; "_" and "-" count as spaces.
_NAMED = (
    r"shelters?|sheltering|safe ?houses?|refuges?|half ?way houses?|transitional (?:housing|living|shelter)",
    r"(?:domestic|partner|family|dating|sexual|gender based) (?:violence|abuse|assaults?|exploitation)",
    r"violence against women|battered|sexually exploited|rape|stalking|honou?r based",
    r"traffick(?:ing|ed)|csec|csey|modern slavery|prostitut(?:ion|ed)",
    r"confidential|undisclosed|not disclosed|unlisted|(?:withheld|secret) (?:address|location)",
    r"albergues?|casas? (?:seguras?|refugio|de transicion|hogar)|vivienda de transicion",
    r"violencia (?:domestica|familiar|sexual|de genero|de pareja)|abuso sexual|explotacion sexual",
    r"trata(?: de personas| sexual| laboral)?|confidencial|no divulgad[ao]|domicilio reservado",
)
# In running text "confidential" is mostly said of a talk, so only these phrases count there.
_DESCRIBED = (
    r"(?:confidential|undisclosed|secret|hidden|unlisted|safe) (?:locations?|address(?:es)?|sites?|places?)",
    r"(?:location|address|site) (?:is|remains?|kept)(?: kept)? (?:confidential|undisclosed|secret|private)",
    r"(?:address|location) (?:is )?(?:not (?:disclosed|published|listed|given)|withheld)",
    r"safe ?houses?|(?:emergency|crisis|women s|youth|family) shelters?|shelters? for",
    r"(?:lugar|domicilio|direccion|ubicacion|sitio) (?:confidencial|secret[ao]|reservad[ao]|no divulgad[ao])",
    r"(?:albergue|refugio)s? (?:para|de) (?:mujeres|victimas|jovenes|familias|emergencia)|casas? seguras?",
)


def why_never(named: Iterable[str | None], described: Iterable[str | None] = ()) -> str | None:
    """Why the public may not know where an organization or service is; None where it may.

    `named`: its id and names, addresses, categories and needs; `described`: its longer texts. Give those of
    an organization together with those of all its services. The words found are quoted, nothing else.
    """
    for texts, pattern in ((named, _pattern(_NAMED)), (described, _pattern(_DESCRIBED))):
        for text in filter(None, texts):
            if text in CONFIDENTIAL:
                return f"'{text}' keeps a confidential place"
            if found := pattern.search(_plain(text)):
                return f"it speaks of '{found[0]}'"
    return None


def place_of(named: Iterable[str | None], described: Iterable[str | None] = ()) -> Place:
    """The value of `place` for the organization or service: see why_never."""
    return "public" if why_never(named, described) is None else "never"


def _pattern(parts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")


def _plain(text: str) -> str:
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare.lower()).split())
