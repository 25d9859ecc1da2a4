"""Numbers, hours and dates as a card shows them in one language."""

from __future__ import annotations

import re
from datetime import time

from babel.dates import format_time, get_day_names

from bot.text.language import Language
from bot.text.responses import Responses
from knowledge.directory.card_reads import OpenHours
from knowledge.directory.results import Citation, WayIn
from knowledge.directory.way_labels import printed_words
from navigator_api.web.site import Say
from navigator_api.web.sources import dated
from navigator_api.web.ways_in import way_links

_HSDS_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_TEXTED = "text"
# A number spelled as a word ("1-800-RUNAWAY") tells whoever sees the card what the line is for.
_SPELLED = re.compile(r"[\d-]+[A-Z][A-Z\d-]*")


def printed(way: WayIn, language: Language, responses: Responses) -> str:
    """A number or page as people use it: "Richmond (510) 974-7200", "text HOPE to 20121"."""
    if way.kind == _TEXTED and way.word:
        sentence = responses.reply("utter_way_text", language).text
        return sentence.format(word=way.word, code=way.value)
    if way.kind == _TEXTED:
        return responses.reply("utter_way_code", language).text.format(code=way.value)
    if way.kind == "tty":
        return f"TTY {way.value}"
    if way.label is not None and _SPELLED.fullmatch(way.label):
        return way.value
    return printed_words(way.printed, way.label).of(language)


def tried(way: WayIn, language: Language, say: Say) -> str:
    """Whether a person has tried the number or page, and when."""
    if way.dialled is None:
        return say("refcard.not_tried")
    return say("refcard.tried") % {"date": dated(way.dialled, language, say)}


def qr_content(phones: tuple[WayIn, ...], pages: tuple[WayIn, ...]) -> tuple[WayIn, str] | None:
    """What the code on the card holds: the first number to call, else the first page, and nothing else."""
    for way in phones:
        if way.kind == "voice":
            return way, way_links([way])[0].href or ""
    return next(((way, way.value) for way in pages if way.value.startswith("https://")), None)


def hours(found: OpenHours, language: Language, say: Say) -> str:
    """One stretch of the week in words: "Monday to Friday, 8:30 AM - 5:00 PM"."""
    if found.always:
        return say("refcard.hours.always")
    names = get_day_names("wide", locale=language)
    days = [names[_HSDS_DAYS.index(one)] for one in found.days if one in _HSDS_DAYS]
    if len(days) > 2 and _in_a_row(found.days):
        shown = say("refcard.hours.days") % {"first": days[0], "last": days[-1]}
    else:
        shown = ", ".join(days)
    return (
        f"{shown[:1].upper()}{shown[1:]}, {_clock(found.opens, language)} - {_clock(found.closes, language)}"
    )


def _clock(wall: str, language: Language) -> str:
    """ "8:30 AM", "8:30"; babel writes a narrow space that not every font has."""
    return format_time(time.fromisoformat(wall), "short", locale=language).replace("\u202f", " ")


def cited(source: Citation, language: Language, say: Say) -> str:
    """A source as a title and dates."""
    checked = say("refcard.checked") % {"date": dated(source.checked, language, say)}
    return f"{source.title}, {dated(source.as_of, language, say)}. {checked}"


def _in_a_row(days: tuple[str, ...]) -> bool:
    places = [_HSDS_DAYS.index(one) for one in days if one in _HSDS_DAYS]
    return places == list(range(places[0], places[0] + len(places)))
