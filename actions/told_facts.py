"""The words on a group or service that was told: one fact of it with its number, or what to ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlmodel import Session

from actions import listing, phones, reviewed, topics, turn
from actions.collaborators import today
from actions.tables import need_rows
from actions.thread import Subject
from actions.topics import Topic
from bot.text.language import Language
from knowledge.directory import queries
from knowledge.directory.results import ContractLineEntry, HotlineEntry, OrganizationEntry

_UNSTATED = "not stated"  # how the facts begin where no source tells of languages


@dataclass(frozen=True)
class Asked:
    """What is asked about, with its contact (name, phone, who, beside)."""

    session: Session
    subject: Subject
    language: Language
    contact: dict[str, str]


def asked_of(session: Session, subject: Subject, language: Language) -> Asked | None:
    """The subject with its contact; None for a group without a number of its own."""
    contact = _contact(session, subject, language)
    return Asked(session, subject, language, contact) if contact else None


def forms(
    session: Session, subject: Subject, facet: str, language: Language, topic: Topic | None
) -> Iterator[str]:
    """What is said of that kind of question, ever shorter; nothing where nothing can be said."""
    one = asked_of(session, subject, language)
    if one is not None:
        own = FORMS.get(facet)
        yield from own(one) if own else (words(one, name, topic) for name in topics.in_general(facet))
    elif subject.group and facet in FORMS and facet != "place":
        yield _through_advocates(subject.group, language)


def words(one: Asked, name: str, topic: Topic | None, *, on_page: bool = False) -> str:
    """A reviewed answer, or a response with the contact and the number that must stand beside it."""
    if not name.startswith("utter_"):
        return reviewed.words(name, one.language, on_page=on_page)
    need = next((need for need in topic.needs if need in need_rows()), None) if topic else None
    say = turn.sentence(need_rows()[need].say if need else "utter_say_any", one.language)
    about = _about(one.subject, one.language)
    said = turn.sentence(name, one.language, **one.contact, say=say, about=about)
    beside = one.contact["beside"] if one.contact["phone"] in said else ""
    return f"{said} {beside}".strip()


def _about(subject: Subject, language: Language) -> str:
    """What the group, or the service, does, without its last full stop."""
    sms = subject.group.sms if subject.group else subject.service.sms if subject.service else None
    said = sms.about.of(language) if sms else subject.group.what_it_does.of(language) if subject.group else ""
    return said.rstrip(".")


def _through_advocates(group: OrganizationEntry, language: Language) -> str:
    """A group without a number of its own, with those who connect to it."""
    about = (group.sms.about if group.sms else group.what_it_does).of(language).rstrip(".")
    name = group.sms.name if group.sms else group.name.of(language)
    return turn.sentence("utter_partner_without_phone", language, name=name, about=about)


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


def _said(one: Asked, name: str, **facts: str) -> str:
    words = turn.sentence(name, one.language, **one.contact, **facts)
    return f"{words} {one.contact['beside']}".strip()


def _languages(one: Asked) -> Iterator[str]:
    spoken = one.subject.service.languages if one.subject.service else None
    if spoken is None or spoken.en.startswith(_UNSTATED):
        yield _said(one, "utter_told_languages_unknown")
        return
    for name in ("utter_told_languages", "utter_told_fact"):
        yield _said(one, name, fact=spoken.of(one.language))


def _cost(one: Asked) -> Iterator[str]:
    if one.subject.service and one.subject.service.cost:
        yield _said(one, "utter_told_fact", fact=one.subject.service.cost.of(one.language))
    else:
        yield _said(one, "utter_told_cost_unknown")


def _hours(one: Asked) -> Iterator[str]:
    open_at = next((line.hours for line in _lines(one) if line.hours), None)
    if open_at:
        yield _said(one, "utter_told_fact", fact=open_at.of(one.language).rstrip("."))
    else:
        yield _said(one, "utter_told_hours_unknown")


def _lines(one: Asked) -> list[HotlineEntry]:
    """The lines by which people reach the service, or the group through it."""
    ids = one.subject.service.hotline_ids if one.subject.service else ()
    return queries.hotlines(one.session, ids, on=today())


def _number(one: Asked) -> Iterator[str]:
    yield _said(one, "utter_hotline")


def _place(one: Asked) -> Iterator[str]:
    """Only of a group that was asked about: what was given in need is not for whoever holds the phone."""
    if one.subject.group:
        yield _said(one, "utter_told_place")


def _funding(one: Asked) -> Iterator[str]:
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


def _what(one: Asked) -> Iterator[str]:
    if one.subject.group:
        yield turn.sentence(
            "utter_partner", one.language, **one.contact, about=_about(one.subject, one.language)
        )
    elif one.subject.service and one.subject.service.sms:
        yield words(one, "utter_on_what", None)


def _court(one: Asked) -> Iterator[str]:
    """Said of no group that has the word in its name."""
    if "court" not in one.contact["name"].lower():
        yield words(one, "utter_on_court", None)


FORMS: dict[str, Callable[[Asked], Iterator[str]]] = {
    "languages": _languages,
    "cost": _cost,
    "hours": _hours,
    "number": _number,
    "place": _place,
    "funding": _funding,
    "what": _what,
    "court": _court,
}
