"""Marks in text that stands on a page."""

import re

from markupsafe import Markup, escape

_NUMBER = re.compile(r"\d[\d-]{5,}\d")


def numbers_whole(text: str) -> Markup:
    """The text escaped, with each phone number kept on one line."""
    return Markup(_NUMBER.sub(r'<span class="number">\g<0></span>', str(escape(text))))
