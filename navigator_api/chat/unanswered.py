"""Counts what nobody had an answer for: a month, a language, the topic of ours that is nearest."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime

from sqlalchemy import Engine

from bot.text.language import Language
from knowledge.workspace.topics import NotATopic, count_topic
from navigator_api.errors import Problem
from navigator_api.reading import writing

MOST_WAITING = 100


class Unanswered:
    """Counts in the background: nobody waits for it, and what a database cannot take is not counted."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now
        self._room = threading.BoundedSemaphore(MOST_WAITING)
        # One worker: a database that hangs holds one thread, not all.
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="unanswered")

    def count(self, language: Language, topic: str) -> None:
        """One more for this topic (an answer's id); forgotten when too many wait already."""
        if self._room.acquire(blocking=False):
            self._worker.submit(self._write, language, topic)

    def close(self) -> None:
        """Wait for the counts that were taken."""
        self._worker.shutdown()

    def _write(self, language: Language, topic: str) -> None:
        try:
            with suppress(Problem, NotATopic), writing(self._engine, "unanswered") as session:
                count_topic(session, self._now().strftime("%Y-%m"), language, topic)
        finally:
            self._room.release()
