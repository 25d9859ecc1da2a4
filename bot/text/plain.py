"""Words as they are compared: no case, no accents, no punctuation. Nothing a person reads comes from here."""

import re
import unicodedata


def plain(text: str) -> str:
    """For comparing whole messages with keywords: no case, accents, punctuation or double spaces.

    >>> plain(" ¡No  MÁS! ")
    'no mas'
    """
    folded = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    words = re.sub(r"[^\w\s-]", "", bare).replace("-", " ").replace("_", " ")
    return " ".join(words.split())
