import asyncio

import pytest

from navigator_api.chat.circuit import Circuit, keep_probing

pytestmark = pytest.mark.anyio


def test_opens_after_three_failures_in_a_row() -> None:
    circuit = Circuit()
    for expected in (False, False, True):
        circuit.record(succeeded=False)
        assert circuit.is_open is expected


def test_a_success_between_failures_keeps_it_closed() -> None:
    circuit = Circuit()
    for succeeded in (False, False, True, False, False):
        circuit.record(succeeded=succeeded)
    assert not circuit.is_open


async def test_probes_only_while_open_and_closes_on_the_first_success() -> None:
    circuit, outcomes, waited, states = Circuit(), [False, True], [], []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)
        states.append(circuit.is_open)
        if len(waited) == 3:
            for _ in range(3):
                circuit.record(succeeded=False)
        if len(waited) == 7:
            raise asyncio.CancelledError

    async def probe() -> bool:
        return outcomes.pop(0)

    with pytest.raises(asyncio.CancelledError):
        await keep_probing(circuit, probe, sleep=sleep, every=5.0)
    assert waited == [5.0] * 7
    assert states == [False, False, False, True, False, False, False]
    assert outcomes == []
