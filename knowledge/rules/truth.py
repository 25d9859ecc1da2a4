"""Whether a criterion is met by what is known, is contrary to it, or cannot be told yet."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.rules.criteria import OPEN_TO_ALL, Leaf, Test
from knowledge.rules.facts import Between, Facts, SetOf, Value
from knowledge.rules.fields import Fields
from knowledge.rules.kleene import Truth

# What a leaf came to. ASK: no answer settles it, an agency or lawyer does. INSTEAD: met, and leads elsewhere.
MET, CONTRARY, UNKNOWN, ASK = "met", "contrary", "unknown", "ask"
TO_CONFIRM, INSTEAD = "to_confirm", "instead"

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "lt": operator.lt,
    "lte": operator.le,
    "gte": operator.ge,
}


@dataclass(frozen=True)
class Truths:
    """By leaf index: what each came to, its truth, and its truth if what is to be confirmed is true."""

    outcomes: Sequence[str]
    plain: Sequence[Truth]
    lifted: Sequence[Truth]


def truths(fields: Fields, leaves: Sequence[Leaf], facts: Facts) -> Truths:
    """The truth of every leaf; a test that stands in many leaves is put once."""
    asked: dict[Test, Truth] = {}
    outcomes, plain, lifted = [], [], []
    for leaf in leaves:
        raw = (
            asked[leaf.test]
            if leaf.test in asked
            else asked.setdefault(leaf.test, put(fields, leaf.test, facts))
        )
        outcome = _outcome(leaf, raw, facts)
        outcomes.append(outcome)
        truth = _TRUTH[outcome]
        plain.append(truth)
        lifted.append(True if outcome == TO_CONFIRM else truth)
    return Truths(outcomes, plain, lifted)


_TRUTH: dict[str, Truth] = {MET: True, CONTRARY: False, UNKNOWN: None, ASK: None, TO_CONFIRM: None}


def _outcome(leaf: Leaf, raw: Truth, facts: Facts) -> str:
    if raw is True:
        return MET
    if raw is False:
        return ASK if leaf.lenient else CONTRARY
    if leaf.asks is None:
        return ASK
    return TO_CONFIRM if leaf.confirm_by is not None else UNKNOWN


def put(fields: Fields, test: Test, facts: Facts) -> Truth:
    """The answer to one test, before any leniency."""
    if test.op == OPEN_TO_ALL:
        return True
    if test.field is None:
        return None
    derived = fields.derived.get(test.field)
    value = facts.known.get(derived.field if derived else test.field)
    if derived is not None and derived.type == "years":
        value = _years(value, facts.on)
    return None if value is None else put_value(fields, test, value)


def put_value(fields: Fields, test: Test, value: Value) -> Truth:
    """The answer to one test of a known value; for years since a date, the value is the years."""
    derived = fields.derived.get(str(test.field))
    if derived is None or derived.type == "years":
        return _put(test.op, test.value, value)
    if isinstance(value, str) and value in derived.unclear_for:
        return None
    inner = _put(derived.op, derived.value, value)
    return None if inner is None else inner is test.value


def _put(op: str, wanted: object, value: Value) -> Truth:
    if isinstance(value, SetOf):
        assert isinstance(wanted, tuple)
        found = _has_any(wanted, value)
        return found if op == "has_any" or found is None else not found
    if isinstance(value, Between):
        assert isinstance(wanted, int)
        compare = _COMPARE[op]
        ends = {compare(value.low, wanted), compare(value.high, wanted)}
        return ends.pop() if len(ends) == 1 else None
    return value in wanted if isinstance(wanted, tuple) else value == wanted


def _has_any(wanted: tuple[str, ...], value: SetOf) -> Truth:
    if not value.values.isdisjoint(wanted):
        return True
    return False if value.closed else None


def _years(value: Value | None, on: date) -> Between | None:
    if not isinstance(value, Between):
        return None
    return Between(_years_between(value.high, on), _years_between(value.low, on))


def _years_between(then: date, on: date) -> float:
    """Whole years by the calendar and the part of the year begun; exactly whole on the anniversary."""
    whole = on.year - then.year - ((on.month, on.day) < (then.month, then.day))
    past = (on - _anniversary(then, whole)).days
    return whole + past / 366


def _anniversary(then: date, years: int) -> date:
    """29 February counts as 1 March in other years, the later day: a time limit is never cut short here."""
    try:
        return then.replace(year=then.year + years)
    except ValueError:
        return date(then.year + years, 3, 1)
