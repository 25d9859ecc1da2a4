"""The eligibility talk: which question comes next, and when there are none left.

Asked is only what settles something for the services the person chose, the most telling first, immigration
steps last, and by text never what must not stand in a phone company's records (`by_text` of the fields).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from rasa_sdk import Tracker

from actions import situation, slots, turn
from actions.collaborators import rules
from actions.read_answer import SKIP
from actions.tables import answer_words, screening_topics, screening_words
from bot.text.plain import plain

CHOOSE, SAFE_CHECK = "choose", "safe_check"  # questions of ours, beside those of the fields
MOST_QUESTIONS = {"sms": 6, "chat": 10}
MOST_TRIES = 2
WHY = "why"  # what a field says of itself
# An answer that was not understood is read as one of these; all other intents say something else.
LIKE_AN_ANSWER = frozenset(
    {
        "affirm", "deny", "thank", "greet", "choose", "nonsense", "out_of_scope", "nlu_fallback",
        "ask_eligibility", "provide_age", "provide_county", "provide_immigration_status",
    }
)  # fmt: skip
EMERGENCIES = frozenset({"immediate_danger", "self_harm", "medical_emergency", "cannot_talk_now"})
NOT_BY_THE_ASSISTANT = frozenset({"phone_is_watched"})


@dataclass(frozen=True)
class Interview:
    """`services`: what is screened, empty until chosen. `asked`: questions so far, the last one open.

    `tries`: answers to the open question that were not understood. `private_ok`: whether it is safe to text.
    `note`: a response to send before the next question, or WHY. `aside`: a reviewed answer to give instead
    of it. `paused`: whether the question waits behind "go on or enough".
    """

    services: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    tries: int = 0
    private_ok: bool | None = None
    note: str | None = None
    aside: str | None = None
    paused: bool = False

    @classmethod
    def of(cls, tracker: Tracker) -> Interview:
        """The one under way, or a fresh one."""
        return cls.from_slot(tracker.get_slot(slots.INTERVIEW) or {})

    @classmethod
    def from_slot(cls, kept: Mapping[str, Any]) -> Interview:
        """From plain data, in which tuples have become lists."""
        lists: dict[str, Any] = {name: tuple(kept.get(name, ())) for name in ("services", "asked")}
        return cls(**{**kept, **lists})

    def for_slot(self) -> dict[str, Any]:
        """As plain data, for a slot."""
        return asdict(self)

    @property
    def open_question(self) -> str | None:
        """What was asked last."""
        return self.asked[-1] if self.asked else None

    def waits(self, facts: situation.Facts) -> bool:
        """Whether the open question still wants an answer: no answer, no skip and no fact has closed it."""
        if self.open_question == CHOOSE:
            return not self.services
        if self.open_question == SAFE_CHECK:
            return self.private_ok is None
        return self.open_question is not None and self.open_question not in facts

    def about(self, services: tuple[str, ...]) -> Interview:
        """The talk begun anew on other services; what was told stays told."""
        return replace(self, services=services, asked=(CHOOSE,), tries=0, aside=None, paused=False)


def topic_named(text: str) -> str | None:
    """The program or topic that the text names; the longest name decides."""
    said = f" {plain(text)} "
    found = [word for word in screening_words() if f" {word} " in said]
    return screening_words()[max(found, key=len)] if found else None


def names_only(text: str, titles: Iterable[str] = ()) -> bool:
    """Whether a text is nothing but topics, or `titles` of options, with the small words between them."""
    said = f" {plain(text)} "
    for name in sorted({*screening_words(), *map(plain, titles)}, key=len, reverse=True):
        said = said.replace(f" {name} ", "  ")
    return all(word in answer_words("around") or word.isdigit() for word in said.split())


def without_status(tracker: Tracker) -> str:
    """The text without a step told of a visa ("i have a u visa pending"): a fact is no choice of a topic."""
    text = turn.text(tracker)
    for one in tracker.latest_message.get("entities", ()):
        if one["entity"] == "immigration_step" and one["value"] not in screening_words().values():
            # Without a place in the text it is wholly the step.
            text = text[: one.get("start", 0)] + " " + text[one.get("end", len(text)) :]
    return text


def services_named(text: str) -> tuple[str, ...]:
    """The services of what the text names; empty when it names nothing."""
    topic = topic_named(text)
    return services_of(topic) if topic else ()


def services_of(*topics: str) -> tuple[str, ...]:
    """The services of topics, each once; a topic may be the id of one service."""
    found = (service for topic in topics for service in screening_topics().get(topic, (topic,)))
    return tuple(dict.fromkeys(found))


def next_question(talk: Interview, facts: situation.Facts, door: str) -> str | None:
    """The field to ask of, one of our own questions, or None when nothing more is worth asking."""
    if not talk.services:
        return CHOOSE
    if len(talk.asked) >= MOST_QUESTIONS[door]:
        return None
    known = {**dict(_closed(talk, door)), **facts}
    name = situation.screened(known, talk.services).ask_next
    while name in talk.asked:
        # Asked already, and the answer left it open: it is not asked twice.
        known[name] = SKIP
        name = situation.screened(known, talk.services).ask_next
    if name is None:
        return None
    private = rules().fields.by_id[name].by_text == "after_safe_check"
    return SAFE_CHECK if private and door == "sms" and talk.private_ok is None else name


def _closed(talk: Interview, door: str) -> Iterator[tuple[str, str]]:
    """Fields that are not asked here, as if they had been skipped."""
    for name, one in rules().fields.by_id.items():
        if one.professional or name in NOT_BY_THE_ASSISTANT or not _may_ask(one.by_text, talk, door):
            yield name, SKIP


def _may_ask(by_text: str, talk: Interview, door: str) -> bool:
    if by_text == "never":
        return door != "sms"
    return by_text == "always" or door != "sms" or talk.private_ok is not False


def door(tracker: Tracker) -> str:
    """Where the talk is: `sms`, or `chat` where nothing stays with a phone company."""
    return "chat" if turn.is_on_page(tracker) else "sms"
