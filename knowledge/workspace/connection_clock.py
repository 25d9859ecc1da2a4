"""The clock of an emergency referral: is it connected within the hours that the measure gives? Pure.

Hours are counted on the clock of the world, not of the wall: the nights on which summer time begins and ends
make no day shorter or longer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal


@dataclass(frozen=True)
class Clock:
    """`due` is the last instant that meets the measure; `left` is time to it, zero when it has passed."""

    state: Literal["running", "met", "missed"]
    due: datetime
    left: timedelta


def clock(made: datetime, connected: datetime | None, now: datetime, hours: int) -> Clock:
    """The state of a clock that began at `made`; all instants are aware."""
    due = made.astimezone(UTC) + timedelta(hours=hours)
    if connected is not None:
        return Clock("met" if connected <= due else "missed", due, timedelta())
    if now > due:
        return Clock("missed", due, timedelta())
    return Clock("running", due, due - now.astimezone(UTC))
