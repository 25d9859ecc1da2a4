"""Rasa's memory of a conversation ends when it should."""

import asyncio
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Restarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.tracker_store import ForgetfulTrackerStore


def tracker(*events: Any) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("somebody", list(events))


def run(story: Any) -> Any:
    return asyncio.run(story)


def test_a_conversation_is_kept_while_it_goes_on() -> None:
    async def story() -> Any:
        store = ForgetfulTrackerStore(Domain.empty(), seconds=30)
        await store.save(tracker(UserUttered("zqmarker")))
        return await store.retrieve("somebody")

    assert run(story()).latest_message.text == "zqmarker"


def test_it_is_gone_when_its_time_is_up() -> None:
    async def story() -> Any:
        store = ForgetfulTrackerStore(Domain.empty(), seconds=0.05)
        await store.save(tracker(UserUttered("zqmarker")))
        await asyncio.sleep(0.15)
        return store.store

    assert run(story()) == {}


def test_each_message_sets_the_clock_anew() -> None:
    async def story() -> Any:
        store = ForgetfulTrackerStore(Domain.empty(), seconds=0.3)
        for _ in range(3):
            await store.save(tracker(UserUttered("zqmarker")))
            await asyncio.sleep(0.2)
        return list(store.store)

    assert run(story()) == ["somebody"]


def test_a_restart_drops_it_at_once() -> None:
    async def story() -> Any:
        store = ForgetfulTrackerStore(Domain.empty(), seconds=30)
        await store.save(tracker(UserUttered("zqmarker")))
        await store.save(tracker(UserUttered("zqmarker"), Restarted()))
        return store.store

    assert run(story()) == {}
