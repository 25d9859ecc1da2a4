"""A message with its texting undone: the wording that the crisis screen reads, for the classifier too."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Text

from knowledge.safety import normalise as matching_form
from knowledge.safety.book import load_book

SHORTHAND = Path(matching_form.__file__).parent / "words" / "shorthand.yml"


def plain_words(text: Text) -> Text:
    """'kiero ayudaaa, xq no puedo' as 'quiero ayudaa porque no puedo'; the text itself if it has no word."""
    tokens = matching_form.normalise(text, load_book().shorthand)
    return " ".join(token.text for token in tokens) or text


def source_hash() -> Text:
    """Changes with what decides the wording: Rasa must not take from its cache what another one taught."""
    files = (Path(matching_form.__file__), SHORTHAND)
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
