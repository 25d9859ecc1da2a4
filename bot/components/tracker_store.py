"""Where Rasa keeps a conversation: in memory, and only while it lasts.

Rasa's own in-memory store keeps every word until the process ends. Sessions end after ten idle minutes
(bot/domain/_shared.yml), so nothing older is of use to anybody but a thief.
"""

from __future__ import annotations

import asyncio
from typing import Any, Dict, Optional, Text

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Restarted
from rasa.shared.core.trackers import DialogueStateTracker

SECONDS_KEPT = 10 * 60


class ForgetfulTrackerStore(InMemoryTrackerStore):
    """Forgets a conversation ten minutes after its last message, and at once when it is restarted."""

    def __init__(
        self,
        domain: Domain,
        event_broker: Optional[EventBroker] = None,
        seconds: float = SECONDS_KEPT,
        **kwargs: Any,
    ) -> None:
        """`seconds`: how long a conversation is kept after its last message."""
        super().__init__(domain, event_broker, **kwargs)
        self._seconds = seconds
        self._timers: Dict[Text, asyncio.TimerHandle] = {}

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep it, and set the clock anew; a restarted conversation is dropped instead."""
        self._forget(tracker.sender_id)
        if any(isinstance(event, Restarted) for event in tracker.events):
            return
        await super().save(tracker)
        loop = asyncio.get_running_loop()
        self._timers[tracker.sender_id] = loop.call_later(self._seconds, self._forget, tracker.sender_id)

    def _forget(self, sender_id: Text) -> None:
        self.store.pop(sender_id, None)
        timer = self._timers.pop(sender_id, None)
        if timer:
            timer.cancel()
