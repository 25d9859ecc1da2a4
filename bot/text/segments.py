"""What a text costs as SMS: encoding, units and parts.

GSM 03.38: one text holds 160 units, a joined one 153 a part; a single letter outside the alphabet
makes the whole text UCS-2 (70 / 67 UTF-16 units). Source: 3GPP TS 23.038, read 2026-11.
"""

from dataclasses import dataclass
from typing import Literal

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€\f")


@dataclass(frozen=True)
class Segments:
    """`units`: septets (GSM-7) or UTF-16 code units (UCS-2). `parts`: messages billed, 0 for no text."""

    encoding: Literal["GSM-7", "UCS-2"]
    units: int
    parts: int


def measure(text: str) -> Segments:
    """Count a text as a carrier does.

    >>> measure("Mañana")
    Segments(encoding='GSM-7', units=6, parts=1)
    >>> measure("Aquí").encoding
    'UCS-2'
    """
    if all(letter in BASIC or letter in EXTENDED for letter in text):
        units = len(text) + sum(letter in EXTENDED for letter in text)
        return Segments("GSM-7", units, _parts(units, single=160, joined=153))
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return Segments("UCS-2", units, _parts(units, single=70, joined=67))


def _parts(units: int, *, single: int, joined: int) -> int:
    if units <= single:
        return min(units, 1)
    return -(-units // joined)
