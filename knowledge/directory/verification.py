"""How long a check holds. Pure: the policy (knowledge/facts/expiry.yaml) and the dates are arguments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

State = Literal["fresh", "flagged", "hidden"]

CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Expiry:
    """Days that a check of one kind of field holds; `hide_after_days` None: never hidden for its age."""

    field_kind: str
    flag_after_days: int
    hide_after_days: int | None


@dataclass(frozen=True)
class Check:
    """What one check found: `result` is "confirmed", or in a word what was found instead."""

    checked_on: date
    result: str


def state(expiry: Expiry, check: Check, on: date) -> State:
    """What holds on a day: hidden if the check did not confirm the field, or is older than its kind allows.

    A check holds through the whole of its last day: 90 days after a check a `flag_after_days` of 90 is fresh.
    """
    age = (on - check.checked_on).days
    if check.result != CONFIRMED:
        return "hidden"
    if expiry.hide_after_days is not None and age > expiry.hide_after_days:
        return "hidden"
    return "flagged" if age > expiry.flag_after_days else "fresh"


def newest(checks: list[Check]) -> Check:
    """The check that counts: the newest; of one day, one that did not confirm. Raises ValueError for none."""
    return max(checks, key=lambda check: (check.checked_on, check.result != CONFIRMED))
