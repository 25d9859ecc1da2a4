"""Keep a few processes alive on loopback: start, wait until ready, restart what dies, end all together.

Not honcho (it ends everything when one process dies) and not supervisord (a daemon with a configuration
file of its own): see docs/decisions/0004-own-supervisor.md.
"""

import asyncio
import contextlib
import json
import os
import signal
import socket
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from navigator_api.log import ALLOWED, logger

START_LIMIT = 120.0  # seconds from start to the first good answer
POLL = 0.3  # seconds between looks at a starting process
GRACE = 8.0  # seconds between asking a process to end and ending it
BACKOFF = (0.5, 1.0, 2.0, 5.0, 10.0)  # seconds before the first, second … restart in a row
STEADY = 60.0  # seconds of life after which a death counts as the first again
TAIL = 25  # lines shown of a process that cannot start


class CannotStart(RuntimeError):
    """A process did not come up; the message says which one, why, and what it printed."""


@dataclass(frozen=True)
class Program:
    """A process to keep alive. `health`: URL that answers 200 once it can work."""

    name: str
    command: Sequence[str]
    health: str
    cwd: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def port(self) -> int:
        """The port that `health` names; it must be free before the start."""
        return httpx.URL(self.health).port or 80


class Supervisor:
    """Runs programs until `stop` is called. `say` prints one line for the person at the terminal."""

    def __init__(self, programs: Sequence[Program], say: Callable[[str], None]) -> None:
        self._programs = programs
        self._say = say
        self._running: dict[str, asyncio.subprocess.Process] = {}
        self._stopping = asyncio.Event()

    async def start(self) -> None:
        """Start all; return when each is ready, or on `stop`. Raises CannotStart, having ended them all."""
        for program in self._programs:
            _demand_free_port(program)
        try:
            async with asyncio.TaskGroup() as group:
                for program in self._programs:
                    group.create_task(self._first_start(program))
        except* CannotStart as failures:
            await self._end_all()
            raise failures.exceptions[0] from None

    async def watch(self) -> None:
        """Restart whatever dies, until `stop`; then end all."""
        watchers = [asyncio.create_task(self._keep_alive(program)) for program in self._programs]
        await self._stopping.wait()
        for watcher in watchers:
            watcher.cancel()
        await asyncio.gather(*watchers, return_exceptions=True)
        await self._end_all()

    def stop(self) -> None:
        """Ask `start` not to wait any longer, and `watch` to end everything and return."""
        self._stopping.set()

    @property
    def is_stopping(self) -> bool:
        """Whether `stop` was called."""
        return self._stopping.is_set()

    async def _first_start(self, program: Program) -> None:
        process = await self._spawn(program)
        printed: deque[str] = deque(maxlen=TAIL)
        # Nobody can have written to a process that was never ready, so what it prints is safe to show.
        reader = asyncio.create_task(_collect(process, printed))
        ready = await _until_ready(program, process, self._stopping)
        if not ready and not self.is_stopping:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await asyncio.shield(reader)
            raise CannotStart(_reason(program, process, printed))
        reader.cancel()
        if ready:
            self._say(f"  {program.name} is up ({program.health})")

    async def _keep_alive(self, program: Program) -> None:
        deaths = 0
        while True:
            process = self._running[program.name]
            born = asyncio.get_running_loop().time()
            reader = asyncio.create_task(_forward(process))
            status = await _exit_status(process)
            reader.cancel()
            deaths = 1 if asyncio.get_running_loop().time() - born > STEADY else deaths + 1
            pause = BACKOFF[min(deaths, len(BACKOFF)) - 1]
            self._say(f"{program.name} ended ({_how(status)}); starting it again in {pause:g} s.")
            logger().warning("process_restarted", component=program.name, count=deaths)
            _end_group(process, signal.SIGKILL)
            await asyncio.sleep(pause)
            await self._spawn(program)

    async def _spawn(self, program: Program) -> asyncio.subprocess.Process:
        """Each in a session of its own: Ctrl-C reaches only us, and its helpers end with it."""
        process = await asyncio.create_subprocess_exec(
            *program.command,
            cwd=program.cwd,
            env={**os.environ, **program.environment},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            limit=1 << 20,
        )
        self._running[program.name] = process
        return process

    async def _end_all(self) -> None:
        await asyncio.gather(*(_end(process) for process in self._running.values()))


def _demand_free_port(program: Program) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", program.port))
        except OSError:
            raise CannotStart(
                f"{program.name} cannot start: port {program.port} on 127.0.0.1 is taken by another program. "
                "End that program (is Puente running already?) or set another port in .env (PUENTE_PORT, "
                "PUENTE_RASA_URL, PUENTE_ACTIONS_URL)."
            ) from None


async def _until_ready(
    program: Program, process: asyncio.subprocess.Process, stopping: asyncio.Event
) -> bool:
    """True once `health` answers 200; False when the process ends, the time is up, or all is to stop."""
    async with httpx.AsyncClient(timeout=2.0, trust_env=False) as client:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(START_LIMIT):
                while process.returncode is None and not stopping.is_set():
                    with contextlib.suppress(httpx.HTTPError):
                        if (await client.get(program.health)).status_code == httpx.codes.OK:
                            return True
                    await asyncio.sleep(POLL)
    return False


async def _lines(process: asyncio.subprocess.Process) -> AsyncIterator[bytes]:
    """What a process prints, line by line; a line beyond the limit is skipped, lest the pipe fill up."""
    assert process.stdout is not None
    while not process.stdout.at_eof():
        with contextlib.suppress(ValueError):
            yield await process.stdout.readline()


async def _collect(process: asyncio.subprocess.Process, into: deque[str]) -> None:
    async for line in _lines(process):
        into.append(line.decode("utf-8", "replace").rstrip())


async def _forward(process: asyncio.subprocess.Process) -> None:
    """Pass on our own log lines and drop the rest: Rasa and rasa-sdk print people's words when they fail."""
    async for line in _lines(process):
        if _is_our_log(line):
            os.write(1, line)


def _is_our_log(line: bytes) -> bool:
    try:
        fields = json.loads(line)
    except ValueError:
        return False
    return isinstance(fields, dict) and fields.keys() <= ALLOWED | {"timestamp"}


def _reason(program: Program, process: asyncio.subprocess.Process, printed: Sequence[str]) -> str:
    ended = process.returncode is not None
    why = _how(process.returncode) if ended else f"no answer from {program.health} in {START_LIMIT:g} s"
    shown = "\n".join(f"    {line}" for line in printed)
    return f"{program.name} cannot start: {why}. Its last lines:\n{shown}"


def _how(status: int | None) -> str:
    return f"signal {-status}" if status is not None and status < 0 else f"exit code {status}"


async def _exit_status(process: asyncio.subprocess.Process) -> int:
    """asyncio's own wait() lasts until the pipe closes, and a dead server's worker may hold it open."""
    while process.returncode is None:
        await asyncio.sleep(POLL)
    return process.returncode


async def _end(process: asyncio.subprocess.Process) -> None:
    _end_group(process, signal.SIGTERM)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(GRACE):
            await _drain(process)
    _end_group(process, signal.SIGKILL)
    await process.wait()


async def _drain(process: asyncio.subprocess.Process) -> None:
    """Read on until the end, so that a full pipe does not hold a process back; what it says is dropped."""
    assert process.stdout is not None
    with contextlib.suppress(RuntimeError):
        while await process.stdout.read(65536):
            pass
    await process.wait()


def _end_group(process: asyncio.subprocess.Process, how: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, how)
