import asyncio

import pytest

from navigator_api.sms.repeats import KEPT_SECONDS, Repeats

pytestmark = pytest.mark.anyio


class Counter:
    def __init__(self) -> None:
        self.made = 0

    async def make(self) -> str:
        self.made += 1
        made = self.made
        await asyncio.sleep(0.02)
        return f"answer {made}"


async def test_a_repeat_gets_the_first_answer(clock) -> None:
    repeats, counter = Repeats(clock), Counter()
    assert [await repeats.once("SM1", counter.make) for _ in range(3)] == ["answer 1"] * 3
    assert await repeats.once("SM2", counter.make) == "answer 2"


async def test_a_repeat_that_comes_meanwhile_waits_for_the_first(clock) -> None:
    repeats, counter = Repeats(clock), Counter()
    assert await asyncio.gather(*(repeats.once("SM1", counter.make) for _ in range(16))) == ["answer 1"] * 16


async def test_the_answer_is_finished_though_the_first_caller_hangs_up(clock) -> None:
    repeats, counter = Repeats(clock), Counter()
    first = asyncio.create_task(repeats.once("SM1", counter.make))
    await asyncio.sleep(0.005)
    first.cancel()
    assert await repeats.once("SM1", counter.make) == "answer 1"


async def test_an_hour_later_nothing_of_it_is_left(clock) -> None:
    repeats, counter = Repeats(clock), Counter()
    await repeats.once("SM1", counter.make)
    clock.now += KEPT_SECONDS
    repeats.sweep()
    clock.now -= KEPT_SECONDS
    assert await repeats.once("SM1", counter.make) == "answer 2"


async def test_only_so_many_are_kept(clock) -> None:
    repeats, counter = Repeats(clock, most=2), Counter()
    for name in ("SM1", "SM2", "SM3", "SM1"):
        await repeats.once(name, counter.make)
    assert counter.made == 4
