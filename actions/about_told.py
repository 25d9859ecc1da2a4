"""What is said to a question about a group or service that was told: one fact of it, with its number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlmodel import Session

from actions import facets, listing, phones, slots, thread, turn
from actions.collaborators import directory, today
from actions.thread import Subject
from bot.text.language import Language
from bot.text.segments import measure
from knowledge.directory import queries
from knowledge.directory.results import ContractLineEntry, HotlineEntry, OrganizationEntry

MOST_PARTS = 3
# What is answered without a thing told: about this line, or about all lines.
WITHOUT_SUBJECT = {"cost": "utter_line_cost", "hours": "s_after_hours", "asks": "s_what_happens"}
_UNSTATED = "not stated"  # how the facts begin where no source tells of languages


@dataclass(frozen=True)
class _Asked:
    session: Session
    subject: Subject
    language: Language
    contact: dict[str, str]


def tell(
    dispatcher: CollectingDispatcher, tracker: Tracker, facet: str | None = None
) -> list[EventType] | None:
    """Answer a question about what was told or is named; None when the message asks no such thing.

    `facet`: what is asked, where the caller knows it already. School staff ask about their student instead.
    """
    if turn.is_with_staff(tracker):
        return None
    facet = facet or asked(tracker)
    with directory() as session:
        subject = thread.subject(session, tracker) if facet in _FORMS else None
        if facet is None or subject is None:
            return None
        forms = list(_forms(session, subject, facet, turn.language(tracker)))
    if not forms:
        return None
    words = phones.fullest(forms, MOST_PARTS)
    turn.say(dispatcher, words)
    if measure(words).parts > turn.SHORT_PARTS:
        turn.tell_door(dispatcher, kind="list")
    return slots.told(partner=subject.group.id) if subject.group else []


def _forms(session: Session, subject: Subject, facet: str, language: Language) -> Iterator[str]:
    contact = _contact(session, subject, language)
    if contact is not None:
        yield from _FORMS[facet](_Asked(session, subject, language, contact))
    elif subject.group and facet != "place":
        yield _through_advocates(subject.group, language)


def _through_advocates(group: OrganizationEntry, language: Language) -> str:
    """A group without a number of its own, with those who connect to it."""
    about = (group.sms.about if group.sms else group.what_it_does).of(language).rstrip(".")
    name = group.sms.name if group.sms else group.name.of(language)
    return turn.sentence("utter_partner_without_phone", language, name=name, about=about)


def asked(tracker: Tracker) -> str | None:
    """What the message asks of a thing told or named (a key of facets.yml)."""
    return facets.asked(_without_name(tracker), with_name=turn.entity(tracker, "partner") is not None)


def without_subject(tracker: Tracker) -> str | None:
    """The reviewed answer or response for such a question where nothing was told that it could be about."""
    return None if turn.is_with_staff(tracker) else WITHOUT_SUBJECT.get(asked(tracker) or "")


def _without_name(tracker: Tracker) -> str:
    """The message with "they" for the group that it names: a name would hide what is asked."""
    text = turn.text(tracker)
    entities = tracker.latest_message.get("entities") or []
    named = next((one for one in entities if one["entity"] == "partner" and "start" in one), None)
    if named is None:
        return text
    they = "ellos" if turn.language(tracker) == "es" else "they"
    return f"{text[: named['start']]}{they}{text[named['end'] :]}"


def _contact(session: Session, subject: Subject, language: Language) -> dict[str, str] | None:
    """Name, numbers and who answers, with the second number where one must not stand alone."""
    if subject.group:
        return _contact_of_group(session, subject.group, language)
    if subject.service is None:
        return None
    beside = phones.beside(session, list(subject.service.pair_with), language)
    return {**listing.contact(subject.service, language), "beside": beside}


def _contact_of_group(
    session: Session, group: OrganizationEntry, language: Language
) -> dict[str, str] | None:
    """By its own line: who answers there is not who answers at each of its services."""
    of_group = [line for line in queries.hotlines(session, on=today()) if line.organization_id == group.id]
    line = next((one for one in of_group if not one.offer_to), None)
    if line is None:
        return None
    return {
        "name": group.sms.name if group.sms else group.name.of(language),
        "phone": phones.of_line(line, language),
        "who": phones.who_answers(line.reaches_law_enforcement, language),
        "beside": phones.beside(session, [pair.id for pair in line.pair_with], language),
    }


def _said(one: _Asked, name: str, **facts: str) -> str:
    words = turn.sentence(name, one.language, **one.contact, **facts)
    return f"{words} {one.contact['beside']}".strip()


def _languages(one: _Asked) -> Iterator[str]:
    spoken = one.subject.service.languages if one.subject.service else None
    if spoken is None or spoken.en.startswith(_UNSTATED):
        yield _said(one, "utter_told_languages_unknown")
        return
    for name in ("utter_told_languages", "utter_told_fact"):
        yield _said(one, name, fact=spoken.of(one.language))


def _cost(one: _Asked) -> Iterator[str]:
    if one.subject.service and one.subject.service.cost:
        yield _said(one, "utter_told_fact", fact=one.subject.service.cost.of(one.language))
    else:
        yield _said(one, "utter_told_cost_unknown")


def _hours(one: _Asked) -> Iterator[str]:
    open_at = next((line.hours for line in _lines(one) if line.hours), None)
    if open_at:
        yield _said(one, "utter_told_fact", fact=open_at.of(one.language).rstrip("."))
    else:
        yield _said(one, "utter_told_hours_unknown")


def _lines(one: _Asked) -> list[HotlineEntry]:
    """The lines by which people reach the service, or the group through it."""
    ids = one.subject.service.hotline_ids if one.subject.service else ()
    return queries.hotlines(one.session, ids, on=today())


def _number(one: _Asked) -> Iterator[str]:
    yield _said(one, "utter_hotline")


def _place(one: _Asked) -> Iterator[str]:
    """Only of a group that was asked about: what was given in need is not for whoever holds the phone."""
    if one.subject.group:
        yield _said(one, "utter_told_place")


def _funding(one: _Asked) -> Iterator[str]:
    organization = one.subject.organization_id
    assert organization is not None
    lines = queries.contract_lines(one.session, organization_id=organization)
    if lines:
        yield turn.sentence("utter_told_funding", one.language, name=one.contact["name"], **newest(lines))
    else:
        yield _said(one, "utter_told_funding_none")


def newest(lines: tuple[ContractLineEntry, ...]) -> dict[str, str]:
    """The newest year of contract lines and its amounts, without sums of others where the parts are known."""
    parts = [line for line in lines if not line.is_total] or list(lines)
    year = max(line.fiscal_year for line in parts)
    return {"year": year, "amount": ", ".join(line.amount for line in parts if line.fiscal_year == year)}


_FORMS: dict[str, Callable[[_Asked], Iterator[str]]] = {
    "languages": _languages,
    "cost": _cost,
    "hours": _hours,
    "number": _number,
    "place": _place,
    "funding": _funding,
}
