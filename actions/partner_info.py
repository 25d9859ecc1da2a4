"""`action_partner_info`: who one organization is, how to reach it, what the county pays it for."""

import re
from collections.abc import Iterator

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlmodel import Session

from actions import (
    about_told,
    answer_question,
    asked_on,
    clauses,
    phones,
    repeats,
    slots,
    thread,
    told_facts,
    turn,
)
from actions.collaborators import directory, questions, today
from actions.heard import Hearing
from actions.likeliest import SCORED, likeliest
from actions.tables import answer_rows
from bot.text.language import Language
from bot.text.plain import plain
from knowledge.directory import queries
from knowledge.directory.results import OrganizationEntry, WayIn

MOST_PARTS = 2
OF_THE_PARTNERS = "ask_collaborative"
_POINTS = re.compile(
    r"\b(?:that|this|those|ese|esa|este|esta|esos) (?:\w+ )?"
    r"(?:place|group|office|people|organization|lugar|grupo|oficina|gente|organizacion)\b"
    r"|\b(?:they|them|ellos|ellas|alli|ahi)\b"
)


class PartnerInfo(Hearing):
    """Tells of the partner named in the message (entity `partner`, an organization id)."""

    def name(self) -> str:
        """The name that rules use."""
        return "action_partner_info"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Send one text, on what was asked; an unknown partner gets the names of those that are known."""
        asked = about_told.tell(dispatcher, tracker)
        if asked is not None:
            return asked
        named = turn.entity(tracker, "partner")
        with directory() as session:
            named = named or _pointed_at(session, tracker)
            found = queries.organization(session, named, on=today()) if named else None
            words = describe(session, found, turn.language(tracker)) if found else None
        if words is None:
            return answer_question.tell(dispatcher, tracker, _of_no_group(tracker))
        turn.say(dispatcher, words)
        return slots.told(partner=found.id) if found else []


def _pointed_at(session: Session, tracker: Tracker) -> str | None:
    """The group told last, for "and that place, who runs it"; a name that is not known points at none."""
    pointed = _POINTS.search(plain(turn.text(tracker))) is not None
    told = thread.subject(session, tracker) if pointed else None
    return told.organization_id if told else None


def _of_no_group(tracker: Tracker) -> str:
    """For "what do they even do there", no group told: what is said of all lines, or of the partners."""
    told = thread.answer_told(tracker)
    if told is not None and told.audience != about_told.FOR_TEXTERS:
        row = answer_rows()[OF_THE_PARTNERS]
        near = questions().nearest(turn.text(tracker), row.among, before=repeats.said_before(tracker))
        if near is not None and near.score >= SCORED:
            return near.id
    if about_told.asked(tracker) == "police":
        return "s_who_answers"  # "is that the police", of numbers that stood in an answer
    asks, of_all = about_told.WITHOUT_SUBJECT["asks"], about_told.without_subject(tracker)
    if len(clauses.parts(turn.text(tracker))) > 1 and not asked_on.is_under_way(tracker):
        of_all = (
            None if of_all == asks else of_all
        )  # "he said go to St. Ann. what do they do": a name not known
    elif _POINTS.search(plain(turn.text(tracker))):
        of_all = of_all or asks
    return of_all or _likely(tracker) or "utter_partner_unknown"


def _likely(tracker: Tracker) -> str | None:
    """For "what about the other girls": what the words ask of no group, if that is likely."""
    near = likeliest(tracker)
    return near.id if near is not None and near.score >= asked_on.SCORED_AT_FIRST else None


def describe(session: Session, found: OrganizationEntry, language: Language) -> str:
    """Name, number, work, and what the county pays; of these the most that two segments hold."""
    return phones.fullest(list(_ever_shorter(session, found, language)), MOST_PARTS)


def _ever_shorter(session: Session, found: OrganizationEntry, language: Language) -> Iterator[str]:
    """The number stays in every one of them."""
    name = found.sms.name if found.sms else found.name.of(language)
    about = (found.sms.about if found.sms else found.what_it_does).of(language).rstrip(".")
    number = _number(session, found)
    for shown in (about, about.split(".")[0].split(";")[0]):
        if number is None:
            words = turn.sentence("utter_partner_without_phone", language, name=name, about=shown)
        else:
            words = turn.sentence("utter_partner", language, name=name, about=shown, phone=number.printed)
        yield f"{words} {_funding(found, language)}".rstrip()
        yield words


def _number(session: Session, found: OrganizationEntry) -> WayIn | None:
    """The first number to call: of its lines, else of the office."""
    lines = [
        line
        for line in queries.hotlines(session, on=today())
        if line.organization_id == found.id and not line.offer_to
    ]
    ways = [*(number for line in lines for number in line.numbers), *found.contacts]
    return next((way for way in ways if way.kind == "voice"), None)


def _funding(found: OrganizationEntry, language: Language) -> str:
    """The contract lines of the newest year, without sums."""
    lines = tuple(line for line in found.contract_lines if not line.is_total)
    return turn.sentence("utter_partner_funding", language, **told_facts.newest(lines)) if lines else ""
