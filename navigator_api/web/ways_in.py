"""Ways to reach somebody, as links: `tel:` for what is called, `sms:` for what is texted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from knowledge.directory.results import WayIn

NUMBERS = frozenset({"voice", "tty", "text", "fax"})

_NOT_DIALLED = re.compile(r"[^\d]")


@dataclass(frozen=True)
class WayLink:
    """`printed` is a number without what was written around it.

    `href` is None for a page or an e-mail, which stand as text: a link of ours leads to no other site.

    `kind` is voice, text, tty, fax, web, chat or email; `word` is what to write to a short number; `dialled`
    is the ISO date on which a person tried it, or None.
    """

    href: str | None
    printed: str
    value: str
    kind: str
    word: str | None
    note: str | None
    dialled: str | None


def way_links(ways: Iterable[WayIn]) -> tuple[WayLink, ...]:
    return tuple(_link(way) for way in ways)


def _link(way: WayIn) -> WayLink:
    printed = way.value if way.kind in NUMBERS else way.printed
    return WayLink(_href(way), printed, way.value, way.kind, way.word, way.note, way.dialled)


def _href(way: WayIn) -> str | None:
    if way.kind in ("voice", "tty"):
        return f"tel:{_number(way.value)}"
    if way.kind == "text":
        body = f"?body={quote(way.word)}" if way.word else ""
        return f"sms:{_number(way.value)}{body}"
    return None


def _number(value: str) -> str:
    """Ten digits with the country's code, as a phone wants them; short numbers as they are."""
    digits = _NOT_DIALLED.sub("", value)
    if len(digits) == 10:
        return f"+1{digits}"
    return f"+{digits}" if len(digits) == 11 and digits.startswith("1") else digits
