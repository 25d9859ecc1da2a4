"""When Rasa has failed three times in a row, nobody waits for it until a probe gets an answer."""

from collections.abc import Awaitable, Callable

THRESHOLD = 3
PROBE_SECONDS = 5.0


class Circuit:
    """Counts failures in a row; `is_open` means: do not call."""

    def __init__(self, threshold: int = THRESHOLD) -> None:
        self._threshold = threshold
        self._failures = 0

    @property
    def is_open(self) -> bool:
        """Whether callers should fail at once."""
        return self._failures >= self._threshold

    def record(self, *, succeeded: bool) -> None:
        """Note the outcome of one call; a single success closes the circuit."""
        self._failures = 0 if succeeded else self._failures + 1


async def keep_probing(
    circuit: Circuit,
    probe: Callable[[], Awaitable[bool]],
    *,
    sleep: Callable[[float], Awaitable[None]],
    every: float = PROBE_SECONDS,
) -> None:
    """For ever: while the circuit is open, probe every `every` seconds and close it on success."""
    while True:
        await sleep(every)
        if circuit.is_open:
            circuit.record(succeeded=await probe())
