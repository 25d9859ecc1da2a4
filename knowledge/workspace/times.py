"""How the workspace keeps moments: UTC to the second as text of one width, so that they sort as they are."""

from __future__ import annotations

from datetime import UTC, datetime

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def stamp(moment: datetime) -> str:
    """The text that is stored.

    >>> stamp(datetime(2026, 11, 22, 9, 5, tzinfo=UTC))
    '2026-11-22T09:05:00Z'
    """
    return moment.astimezone(UTC).strftime(_FORM)


def moment(text: str) -> datetime:
    """The moment that was stored, aware, in UTC."""
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC)
