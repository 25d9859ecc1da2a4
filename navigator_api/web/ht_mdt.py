"""The packet for bringing a case to the HT-MDT: what is known of the team, and lines to fill in by hand.

Nothing is typed and nothing is kept: the packet is printed empty.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request, Security
from sqlalchemy import Engine
from starlette.responses import HTMLResponse, Response

from bot.text.language import Language
from knowledge.directory import queries
from knowledge.directory.card_reads import service_card
from knowledge.directory.checked_reads import Checked, for_professionals
from knowledge.directory.results import Citation
from knowledge.words import Words
from navigator_api.clock import CALIFORNIA
from navigator_api.reading import reading
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.pdf import Paper
from navigator_api.web.site import Say, Site
from navigator_api.web.sources import SourceLine, source_lines

PATH = "/navigator/referrals/ht-mdt"
PERMISSION = "referrals.read"
TEAM, SERVICE, HOW = "ht_mdt", "ht_mdt_review", "n_mdt_how"
# Labels over empty lines, with how many lines each gets; ids of the catalogue.
BLANKS = {
    "referrals.mdt.blank.code": 1,
    "referrals.mdt.blank.agency": 2,
    "referrals.mdt.blank.language": 1,
    "referrals.mdt.blank.goals": 4,
    "referrals.mdt.blank.safety": 4,
    "referrals.mdt.blank.tried": 4,
    "referrals.mdt.blank.question": 3,
}
TICKS = tuple(f"referrals.mdt.tick.{n}" for n in range(1, 6))


@dataclass(frozen=True)
class Packet:
    """What stands above the empty lines, in one language."""

    team: str
    about: tuple[str, ...]
    who: tuple[str, ...]
    warnings: tuple[str, ...]
    how: str
    contacts: tuple[str, ...]
    sources: tuple[SourceLine, ...]


def router(site: Site, guard: Guard, engine: Engine, now: Callable[[], datetime]) -> APIRouter:
    """The packet as a page and as a PDF."""
    routes = APIRouter(tags=["workspace"])
    may_read = Security(guard.page, scopes=[PERMISSION])

    def read(request: Request, actor: Actor) -> tuple[Packet, Language, Say]:
        language = site.language(request, actor)
        say = site.words(language)
        return packet(engine, now(), language, say), language, say

    @routes.get(PATH, summary="The packet for the HT-MDT", response_class=HTMLResponse)
    def get_packet(request: Request, actor: Actor = may_read) -> Response:
        found, _language, _say = read(request, actor)
        return site.html(
            request, "referrals/ht_mdt.html", actor=actor, packet=found, blanks=BLANKS, ticks=TICKS
        )

    @routes.get(f"{PATH}.pdf", summary="The packet for the HT-MDT as PDF", response_class=Response)
    def get_packet_pdf(request: Request, actor: Actor = may_read) -> Response:
        found, language, say = read(request, actor)
        name = f'inline; filename="packet-{language}.pdf"'
        return Response(
            packet_pdf(found, language, say), 200, {"Content-Disposition": name}, "application/pdf"
        )

    return routes


def packet(engine: Engine, at: datetime, language: Language, say: Say) -> Packet:
    """What the directory knows of the team and its review, in a language."""
    with reading(engine, "ht_mdt") as session:
        card = service_card(session, SERVICE, at.astimezone(CALIFORNIA))
        team = queries.collaborative(session, TEAM)
        how = next(iter(queries.answers(session, [HOW])), None)
    contacts = for_professionals(card.checks) if card else []
    said: list[Words | None] = [card.service.description, card.who_for] if card else []
    cited: tuple[Citation, ...] = (*(card.service.sources if card else ()), *(how.sources if how else ()))
    return Packet(
        team=team.name if team else "",
        about=tuple(words.of(language) for words in [team.purpose] if team) if team else (),
        who=tuple(words.of(language) for words in said if words),
        warnings=tuple(words.of(language) for words in card.service.warnings) if card else (),
        how=how.web.of(language) if how else "",
        contacts=tuple(_contact(one, language) for one in contacts),
        sources=source_lines(cited, language, say),
    )


def packet_pdf(found: Packet, language: Language, say: Say) -> bytes:
    """The packet on paper, with empty lines."""
    paper = Paper(
        title=say("referrals.mdt.title"),
        language=language,
        footer=say("referrals.mdt.by_hand"),
        page_word=say("refcard.page_word"),
    )
    paper.heading(say("referrals.mdt.title"), 1)
    paper.text(say("referrals.mdt.by_hand"), bold=True)
    for heading, lines in (
        (found.team, found.about),
        (say("referrals.mdt.who"), found.who),
        (say("refcard.warnings"), found.warnings),
        (say("referrals.mdt.contact"), found.contacts),
    ):
        paper.heading(heading)
        paper.items(lines)
    paper.heading(say("referrals.mdt.how"))
    paper.text(found.how)
    _by_hand(paper, say)
    paper.heading(say("refcard.sources"))
    for line in found.sources:
        paper.text(f"{line.title}, {line.dated}. {say('layout.checked')} {line.checked}.", small=True)
    return paper.done()


def _by_hand(paper: Paper, say: Say) -> None:
    paper.heading(say("referrals.mdt.before"))
    paper.items([say(word) for word in TICKS], tick=True)
    paper.heading(say("referrals.mdt.fill"))
    paper.text(say("referrals.mdt.fill.hint"))
    for word, lines in BLANKS.items():
        paper.blanks(say(word), lines)


def _contact(one: Checked, language: Language) -> str:
    words = [one.printed.of(language) if one.printed else "", one.note.of(language) if one.note else ""]
    return ". ".join(filter(None, words))
