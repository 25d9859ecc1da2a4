"""Who writes: staff who must report, a minor, a friend or parent of one, a tipster, one watched by phone.

"What do i do" is another question from each of them; `actions/thread.py` is about what was told.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import yaml
from rasa_sdk import Tracker

from actions import clauses, sayings, situation, slots, turn
from actions.tables import HERE, AnswerRow, answer_rows, need_rows
from bot.text.plain import plain

STAFF = "school_student_disclosed"  # the row of answers.yml with all that staff ask
# Who must report by law when it is about a minor; the county's own steps are the same for them.
MUST_REPORT = frozenset({"school_staff", "health_worker"})
# Who writes of somebody else.
FOR_ANOTHER = frozenset({"family_or_friend", "community_member"})
# Who works for a client without a duty to report.
FOR_CLIENTS = frozenset({"advocate_or_navigator", "legal_worker", "other_service_provider"})
# Who fears for their own words holds no phone of another: "do you tell my husband what i write".
_OF_OWN_WORDS = re.compile(
    r"\bi(?: have| had)? (?:write|wrote|say|said|text|texted|send|sent|tell|told)\b|\bmy (?:texts|messages)\b"
    r"|\b(?:yo (?:le |les )?(?:escrib|mand|dig|dij)\w*|lo que (?:escribo|digo|mando|pongo)|mis mensajes)\b"
)
SAYINGS: tuple[sayings.Kind, ...] = ("holder", "wrong", "others")
# A message that surely reads as a need is one, unless an answer for who writes is surely meant.
OVER_A_NEED = 0.7
OF_NEWS = 0.58  # how near an answer must be to what is told and not asked
SURE = 0.5  # confidence of an intent


@dataclass(frozen=True)
class Speaker:
    """`row`: what such a person may ask. `default`: what is said when nothing is near enough, if anything.

    `never`: answers that speak to somebody else. `asked_only`: answers for questions, and for nothing told.
    `again`: what is said where the default was just sent.
    """

    row: AnswerRow
    default: str | None
    told: str | None = None
    after: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    asked_only: frozenset[str] = frozenset()
    again: str | None = None

    def hearing(self, text: str) -> "Speaker":
        """The same, without what only a question asks for where the text is none."""
        if not self.asked_only or clauses.is_question(text):
            return self
        among = tuple(one for one in self.row.among if one not in self.asked_only)
        return replace(self, row=replace(self.row, among=among, at_least=max(self.row.at_least, OF_NEWS)))

    def at_least(self, tracker: Tracker) -> float:
        """How near one of these answers must be to this message."""
        sure_need = turn.intent(tracker) in need_rows() and turn.sureness(tracker) >= SURE
        return max(self.row.at_least, OVER_A_NEED) if sure_need else self.row.at_least

    def is_spoken_to_others(self, answer: str) -> bool:
        """Whether an answer is for somebody else: another speaker, or those with a duty to report."""
        if answer in self.row.among:
            return False
        return answer in self.never or (not self.is_staff and answer in staff().row.among)

    @property
    def is_staff(self) -> bool:
        """Whether it is who must report."""
        return self.row is answer_rows()[STAFF]


def of(tracker: Tracker) -> Speaker | None:
    """Who writes here; None while nothing tells.

    Staff stay staff. Else what this message says of who is meant, then the last answer, then what the door or
    an earlier message told.
    """
    if turn.is_with_staff(tracker):
        return staff()
    named = by_saying(turn.text(tracker)) or _by_household(tracker) or _by_facts(situation.told(tracker))
    named = named or by_talk(tracker)
    named = named or _by_facts(situation.known(tracker)) or _by_client(situation.known(tracker))
    return speakers()[named].hearing(turn.text(tracker)) if named else None


def by_saying(text: str) -> str | None:
    """Who writes from another's phone, or takes this number for another: they tell it by what they say."""
    kinds = [kind for kind in SAYINGS if kind != "holder" or not _OF_OWN_WORDS.search(plain(text))]
    return next((kind for kind in kinds if sayings.is_like(kind, text)), None)


def default(tracker: Tracker) -> str | None:
    """The one thing that is said to who writes from another's phone or to a wrong number; None for others."""
    named = None if turn.is_with_staff(tracker) else by_saying(turn.text(tracker))
    return speakers()[named].default if named else None


def must_report(tracker: Tracker) -> bool:
    """Whether school or health staff write here of a minor for the first time in this talk."""
    minor = situation.is_minor(situation.told(tracker))
    return minor and turn.entity(tracker, "asker") in MUST_REPORT and not turn.is_with_staff(tracker)


def staff() -> Speaker:
    """What school and health staff ask after the first steps."""
    row = answer_rows()[STAFF]
    return Speaker(row, row.default)


@cache
def speakers() -> Mapping[str, Speaker]:
    """The speakers of speakers.yml by name."""
    read = yaml.safe_load((HERE / "speakers.yml").read_text(encoding="utf-8"))
    return {
        name: Speaker(
            AnswerRow(one["default"] or "", tuple(one["among"]), one["at_least"], None),
            one["default"],
            one["told"],
            frozenset(one["after"]),
            frozenset(one["never"]),
            frozenset(one.get("asked_only", ())),
            one.get("again"),
        )
        for name, one in read.items()
    }


def _by_facts(facts: situation.Facts) -> str | None:
    """A minor: spoken of by somebody else, or the one who writes."""
    if not situation.is_minor(facts):
        return None
    return "child" if FOR_ANOTHER.intersection(facts.get("asker_roles", ())) else "minor"


def _by_household(tracker: Tracker) -> str | None:
    """An age told of a child by whoever was just offered a service is asked about that service."""
    facts = situation.told(tracker)
    offered = tracker.get_slot(slots.SERVICES_TOLD) and tracker.get_slot(slots.NEED)
    at_risk = turn.told_by_door(tracker, "told") is not None
    return "household" if offered and not at_risk and _by_facts(facts) == "child" else None


def _by_client(facts: situation.Facts) -> str | None:
    return "navigator" if FOR_CLIENTS.intersection(facts.get("asker_roles", ())) else None


def after(answer: str | None) -> str | None:
    """The kind of person who gets that answer, if only one does; None else."""
    return next((name for name, one in speakers().items() if answer in one.after), None)


def by_talk(tracker: Tracker) -> str | None:
    """Who writes, by the last answer, else by the door; who misses a child gives no mere tip of it."""
    told, door = after(tracker.get_slot(slots.ANSWER_TOLD)), _by_door(tracker)
    return door if told is None or (told, door) == ("tip", "child") else told


def _by_door(tracker: Tracker) -> str | None:
    told = (turn.told_by_door(tracker, "told") or "").split()
    return next((name for name, one in speakers().items() if one.told in told), None)
