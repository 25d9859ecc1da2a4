"""Sources as people are shown them: a title and dates in words of their language, never a file's name."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date, format_skeleton

from bot.text.language import Language
from knowledge.directory.results import Citation

Say = Callable[[str], str]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_MONTH = re.compile(r"\d{4}-\d{2}$")
_OR_LATER = re.compile(r"(\d{4}) or later$")
_BARE = re.compile(r"(?:FY )?\d{4}(?:-\d{4})?")


@dataclass(frozen=True)
class SourceLine:
    """`dated` is the date of the source, `checked` the day on which somebody read it; both in words.

    `lang` is the language of the title where it is not the page's.
    """

    title: str
    url: str | None
    dated: str
    checked: str
    lang: Language | None = None


def title_language(language: Language) -> Language | None:
    """The language of a source's title where it is not the page's: what we cite is written in English."""
    return None if language == "en" else "en"


def source_lines(citations: Iterable[Citation], language: Language, say: Say) -> tuple[SourceLine, ...]:
    """Each source once, in the order given."""
    lines = (
        SourceLine(
            title=one.title,
            url=one.url,
            dated=dated(one.as_of, language, say),
            checked=dated(one.checked, language, say),
            lang=title_language(language),
        )
        for one in citations
    )
    return tuple(dict.fromkeys(lines))


def dated(as_of: str, language: Language, say: Say) -> str:
    """The date of a source in words; what stands in brackets behind it is for editors."""
    bare = as_of.split(" (")[0].strip()
    if _DAY.match(bare):
        return format_date(date.fromisoformat(bare), "long", locale=language)
    if _MONTH.match(bare):
        return format_skeleton("yMMMM", date.fromisoformat(f"{bare}-01"), locale=language)
    if later := _OR_LATER.match(bare):
        return say("public.source.or_later") % {"year": later[1]}
    found = _BARE.match(bare)
    return found[0].replace("FY ", "") if found else say("public.source.undated")
