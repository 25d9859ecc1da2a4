"""Moments as staff read them: California's date and clock."""

from zoneinfo import ZoneInfo

from knowledge.workspace.times import moment

_CALIFORNIA = ZoneInfo("America/Los_Angeles")


def local(stamp: str) -> str:
    """A stored UTC stamp as `2026-11-22 10:05`, California time.

    >>> local("2026-11-22T18:05:00Z")
    '2026-11-22 10:05'
    """
    return moment(stamp).astimezone(_CALIFORNIA).strftime("%Y-%m-%d %H:%M")
