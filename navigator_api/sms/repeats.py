"""One answer a message: Twilio repeats a request that it thinks lost, with the same MessageSid.

A repeat gets the very bytes of the first answer, also when it arrives while the first is still being made.
"""

import asyncio
from collections.abc import Awaitable, Callable

from cachetools import TTLCache

from navigator_api.chat.sessions import Clock

KEPT_SECONDS = 60 * 60
MOST_KEPT = 50_000


class Repeats:
    """Answers by message id, for an hour at most, in memory."""

    def __init__(self, clock: Clock, *, most: int = MOST_KEPT) -> None:
        self._answers: TTLCache[str, asyncio.Task[str]] = TTLCache(most, KEPT_SECONDS, timer=clock)

    async def once(self, message_id: str, make: Callable[[], Awaitable[str]]) -> str:
        """The answer to this message, made by the first caller only; `make` must not raise."""
        task = self._answers.get(message_id)
        if task is None:
            task = asyncio.ensure_future(_run(make))
            self._answers[message_id] = task
        # Shielded: when Twilio hangs up on the first request, the repeat still finds its answer.
        return await asyncio.shield(task)

    def sweep(self) -> None:
        """Free what is older than an hour."""
        self._answers.expire()


async def _run(make: Callable[[], Awaitable[str]]) -> str:
    return await make()
