"""What a talk is about, as a topic with answers of its own to what people ask next (topics.yml).

"How long does it take" is another question of a visa than of a bed. The topic is what the message names, else
the service or answer told last, else the need that was told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from rasa_sdk import Tracker

from actions import leading, slots, turn
from actions.tables import HERE, screening_topics, screening_words
from bot.text.plain import plain

ANY = "any"
# Steps on a visa (values of the entity), by the visa.
STEPS = {
    **dict.fromkeys(("t_preparing", "t_filed", "t_bona_fide", "t_granted"), "t_visa"),
    **dict.fromkeys(("u_preparing", "u_filed", "u_granted"), "u_visa"),
}


VISAS = frozenset(STEPS.values())


@dataclass(frozen=True)
class Topic:
    """`facets`: kind of question to answer ids or response names, of which the first not just sent is meant.

    `services`: whom to ask, the first reachable.

    `outright`: what may be asked of it by a message that reads as one of its `needs`, with nothing told.
    `status`, `young`: what is said when a step on a visa, or an age, is told while this is the topic.
    """

    name: str
    needs: tuple[str, ...]
    answers: tuple[str, ...]
    services: tuple[str, ...]
    facets: Mapping[str, tuple[str, ...]]
    outright: tuple[str, ...]
    status: str | None
    young: str | None


@cache
def topics() -> Mapping[str, Topic]:
    """The topics of topics.yml by name."""
    read = yaml.safe_load((HERE / "topics.yml").read_text(encoding="utf-8"))
    return {name: _topic(name, row) for name, row in read.items()}


def _topic(name: str, row: Mapping[str, Any]) -> Topic:
    needs, answers, services, outright = (
        tuple(row.get(kind, ())) for kind in ("needs", "answers", "services", "outright")
    )
    facets = {facet: tuple(said.split()) for facet, said in row["facets"].items()}
    return Topic(name, needs, answers, services, facets, outright, row.get("status"), row.get("young"))


def in_general(facet: str) -> tuple[str, ...]:
    """The response for a kind of question that is true for every service; empty where there is none."""
    return topics()[ANY].facets.get(facet, ())


def named(text: str) -> Topic | None:
    """The topic whose name stands in the text; the longest name decides."""
    word = _name_in(text)
    return topics()[screening_words()[word]] if word else None


def visas_in(text: str) -> frozenset[str]:
    """The visas that the text names."""
    said = f" {plain(text)} "
    found = {name for word, name in screening_words().items() if f" {word} " in said}
    return frozenset(found & VISAS)


def without_name(text: str, it: str) -> str:
    """The text with "it" for the topic that it names: a name would hide what is asked."""
    word = _name_in(text)
    return f" {plain(text)} ".replace(f" {word} ", f" {it} ").strip() if word else text


def _name_in(text: str) -> str | None:
    """The name in what the text asks ("how do i get tcvap? i have the visa receipt"), else in all of it."""
    return _longest_name(" ".join(leading.questions(text))) or _longest_name(text)


def _longest_name(text: str) -> str | None:
    said = f" {plain(text)} "
    programs = {word: name for word, name in screening_words().items() if name not in screening_topics()}
    found = [word for word, name in programs.items() if name in topics() and f" {word} " in said]
    return max(found, key=len) if found else None


def told(tracker: Tracker) -> Topic | None:
    """The topic of what was told last: of its service where that is one, of the answer, of the need."""
    services = tracker.get_slot(slots.SERVICES_TOLD) or []
    answer, need = tracker.get_slot(slots.ANSWER_TOLD), tracker.get_slot(slots.NEED)
    if tracker.get_slot(slots.PARTNER_TOLD):
        return None
    of_need = next((one for one in topics().values() if services and not answer and need in one.needs), None)
    home = next((one for one in topics().values() if answer in one.answers), None)
    if home:
        return home
    if services and services[0] in topics() and not (of_need and of_need.services[0] == services[0]):
        return topics()[services[0]]
    return of_need


def carried(tracker: Tracker, answer: str) -> list[str]:
    """The services to keep as told beside an answer that goes on about the topic: it stays the topic."""
    topic = told(tracker)
    goes_on = topic is not None and any(answer in said for said in topic.facets.values())
    return keep(topic) if topic and goes_on else []


def keep(topic: Topic) -> list[str]:
    """What tells the topic: itself, where it bears the name of a service, and those to ask."""
    programs = set(screening_words().values()) - set(screening_topics())
    itself = [topic.name] if topic.name in programs else []
    return list(dict.fromkeys([*itself, *topic.services]))


def meant(tracker: Tracker) -> Topic | None:
    """The topic that the message names, by its name or by a step on a visa."""
    step = turn.entity(tracker, "immigration_step")
    return named(turn.text(tracker)) or topics().get(STEPS.get(step or "", step or ""))


def is_condition(tracker: Tracker) -> bool:
    """Whether a visa is named as what the program told asks for: "is it only for people with a t visa"."""
    before = told(tracker)
    return before is not None and before.status is not None and meant(tracker) in map(topics().get, VISAS)


def of(tracker: Tracker) -> Topic | None:
    """The topic that the message names, else the one told last, else that of the need it reads as."""
    by_need = (one for one in topics().values() if one.outright and turn.intent(tracker) in one.needs)
    return meant(tracker) or told(tracker) or next(by_need, None)
