"""Which services may fit a situation, why, and what is still unknown.

A result is likely, unlikely or unclear. A fact that is not known never makes a service unlikely; neither does
a contrary answer on a field marked never_exclude. `on` is an argument: no clock is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from knowledge.errors import KnowledgeError
from knowledge.rules.criteria import Leaf, Node, Said, Turn, Version, leaves
from knowledge.rules.facts import Facts
from knowledge.rules.kleene import Truth, decide
from knowledge.rules.load import Rules
from knowledge.rules.next_question import best, rank
from knowledge.rules.truth import ASK, CONTRARY, INSTEAD, MET, TO_CONFIRM, UNKNOWN, Truths, truths

Verdict = Literal["likely", "unlikely", "unclear"]
_VERDICTS: dict[Truth, Verdict] = {True: "likely", False: "unlikely", None: "unclear"}
# What of a node is told for each truth of it.
_TOLD = {True: {MET, TO_CONFIRM}, False: {CONTRARY}, None: {MET, UNKNOWN, ASK, TO_CONFIRM}}


class UnknownServices(KnowledgeError):
    """Services were asked for that have no rule; `ids` names them."""

    code = "unknown_services"

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = tuple(ids)
        super().__init__(f"no rule for {', '.join(self.ids)}")


class Reason(NamedTuple):
    """A criterion and what it came to, in the words of the module truth."""

    leaf: Leaf
    outcome: str


class Result(NamedTuple):
    """What the rule of one service says of a situation.

    `missing`: reasons whose field, once answered, may settle it. `ask_next`: the best of these fields.
    `instead`: where to go when unlikely, never empty then. `notes`: what is in doubt, what to ask first.
    `ask_whom`: service ids of those who can tell what the sources leave open.
    """

    service: str
    verdict: Verdict
    version: Version
    reasons: tuple[Reason, ...]
    missing: tuple[Reason, ...]
    ask_next: str | None
    instead: tuple[Said, ...]
    notes: tuple[Said, ...]
    ask_whom: tuple[str, ...]


@dataclass(frozen=True)
class Screening:
    """All results, in the order of the services asked for; `ask_next` settles most of them."""

    on: date
    results: tuple[Result, ...]
    ask_next: str | None


def screen(rules: Rules, facts: Facts, *, on: date, services: Sequence[str] | None = None) -> Screening:
    """Screen a situation for the services named, or for all that are offered.

    Raises UnknownServices, and ValueError for facts that were read as of another day.
    """
    if facts.on != on:
        raise ValueError(f"the facts were read as of {facts.on}, not {on}: read them for this day")
    found = truths(rules.fields, rules.leaves, facts)
    results = [
        _result(service, rules.programs[service].on(on), found) for service in _wanted(rules, services, on)
    ]
    ranked = rank(rules.fields, [_asked(result) for result in results], facts.skipped)
    filled = tuple(result._replace(ask_next=best(ranked, _asked(result))) for result in results)
    return Screening(on, filled, ranked[0] if ranked else None)


def _wanted(rules: Rules, services: Sequence[str] | None, on: date) -> Iterable[str]:
    if services is None:
        return [service for service, program in rules.programs.items() if not program.on(on).withdrawn]
    unknown = [service for service in services if service not in rules.programs]
    if unknown:
        raise UnknownServices(unknown)
    return dict.fromkeys(services)


def _asked(result: Result) -> list[str]:
    return [reason.leaf.asks for reason in result.missing if reason.leaf.asks is not None]


def _result(service: str, version: Version, found: Truths) -> Result:
    turned = [turn for turn in version.instead_if if _leads_elsewhere(turn, found)]
    decided = _decided(version, turned, found)
    doubts = [] if decided is False else [turn for turn in version.unclear_if if _applies(turn, found)]
    truth = None if doubts else decided
    reasons = tuple(_why(version, turned, doubts, decided, found))
    asks = [service_id for said in (*_said(doubts), *version.unsure) for service_id in said.ask]
    return Result(
        service=service,
        verdict=_VERDICTS[truth],
        version=version,
        reasons=reasons,
        missing=_missing(reasons) if truth is None else (),
        ask_next=None,
        instead=(_said(turned) or (version.if_not,)) if truth is False else (),
        notes=(*_said(doubts), *_said(turn for turn in version.ask_first_if if _applies(turn, found))),
        ask_whom=tuple(dict.fromkeys(asks or [service])),
    )


def _said(turns: Iterable[Turn]) -> tuple[Said, ...]:
    return tuple(turn.said for turn in turns)


def _decided(version: Version, turned: Sequence[Turn], found: Truths) -> Truth:
    """Withdrawn, open to all, another path, the rule: in this order."""
    if version.withdrawn:
        return False
    if version.open_to_all:
        return True
    if turned:
        return False
    assert version.rule is not None
    plain = decide(version.rule, found.plain)
    return True if plain is None and decide(version.rule, found.lifted) is True else plain


def _why(
    version: Version, turned: Sequence[Turn], doubts: Sequence[Turn], decided: Truth, found: Truths
) -> Iterator[Reason]:
    """What leads elsewhere; else what the rule says, and what puts it in doubt."""
    for turn in turned:
        for node, truth in ((turn.when, True), (turn.unless, False)):
            yield from (Reason(leaf, INSTEAD) for leaf in leaves(node) if found.plain[leaf.index] is truth)
    if not turned and version.rule is not None:
        yield from _reasons(version.rule, decided, found)
    for turn in doubts:
        yield from (Reason(leaf, ASK) for leaf in leaves(turn.when) if found.plain[leaf.index] is True)


def _leads_elsewhere(turn: Turn, found: Truths) -> bool:
    """Only what is sure leads elsewhere: the `unless` must be false, not merely unknown."""
    spared = turn.unless is not None and decide(turn.unless, found.plain) is not False
    return not spared and decide(turn.when, found.plain) is True


def _applies(turn: Turn, found: Truths) -> bool:
    """A doubt or a note is told until it is sure that it does not apply."""
    spared = turn.unless is not None and decide(turn.unless, found.plain) is True
    return not spared and decide(turn.when, found.plain) is True


def _reasons(node: Node, truth: Truth, found: Truths) -> Iterator[Reason]:
    """The leaves that made a node what it is: of an `any` that is met, the parts that are met."""
    if isinstance(node, Leaf):
        outcome = found.outcomes[node.index]
        if outcome in _TOLD[truth]:
            yield Reason(node, outcome)
        return
    # What is to be confirmed is told only where nothing else made the node true.
    lifted = truth is True and decide(node, found.plain) is not True
    for part in node.parts:
        own = decide(part, found.lifted if lifted else found.plain)
        yield from _reasons_of_part(node.kind, part, own, truth, found)


def _reasons_of_part(kind: str, part: Node, own: Truth, truth: Truth, found: Truths) -> Iterator[Reason]:
    if kind == "not" or own is truth or (truth is None and kind != "any" and own is True):
        yield from _reasons(part, own, found)


def _missing(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """One reason a field: the first criterion that waits for it."""
    first = {reason.leaf.asks: reason for reason in reversed(tuple(reasons)) if reason.outcome == UNKNOWN}
    return tuple(sorted(first.values(), key=lambda reason: reason.leaf.index))
