"""A text as it came in, made safe to read: composed, without control characters, of bounded length."""

import re
import unicodedata

LONGEST_TEXT = 1600

# Direction and zero-width characters hide or reorder words; the joiner U+200D stays, emoji need it.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_COMMAND = re.compile(r"(?:[\s/]|EXTERNAL:)+", re.IGNORECASE)


def clean(text: str) -> str:
    """The text composed (NFC), control and direction characters out, at most 1600 characters."""
    visible = _INVISIBLE.sub("", text[: 2 * LONGEST_TEXT])
    letters = "".join(" " if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in visible)
    return unicodedata.normalize("NFC", letters).strip()[:LONGEST_TEXT]


def for_rasa(text: str) -> str:
    """The text without the prefixes that Rasa executes (`/restart`, `EXTERNAL:`); may be empty.

    Rasa 3.6 runs any message that begins with a slash as an intent, whoever sent it.
    """
    command = _COMMAND.match(text)
    return text[command.end() :] if command else text
