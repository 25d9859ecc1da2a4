"""Moments as staff read them: California's date and clock."""

from knowledge.workspace.times import moment
from navigator_api.clock import CALIFORNIA


def local(stamp: str) -> str:
    """A stored UTC stamp as `2026-11-22 10:05`, California time.

    >>> local("2026-11-22T18:05:00Z")
    '2026-11-22 10:05'
    """
    return moment(stamp).astimezone(CALIFORNIA).strftime("%Y-%m-%d %H:%M")
