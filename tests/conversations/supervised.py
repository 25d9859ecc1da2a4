"""`python -m navigator_api.run` in a terminal of its own."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.directory.build import build
from navigator_api.run import ROOT
from navigator_api.settings import Settings
from tests.conversations.processes import environment, settings_on_free_ports


class Terminal:
    """The program, and what its operator sees."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.folder = folder
        self._output = folder / "terminal.txt"
        with self._output.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "navigator_api.run"],
                cwd=ROOT,
                env={**os.environ, **environment(settings)},
                stdout=file,
                stderr=subprocess.STDOUT,
            )

    @property
    def text(self) -> str:
        return self._output.read_text(encoding="utf-8", errors="replace")

    @property
    def address(self) -> str:
        return re.search(r"Puente is ready: (\S+)", self.text)[1]

    def children(self) -> list[int]:
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(
            encoding="ascii"
        )
        return [int(pid) for pid in listed.split()]

    def child_running(self, words: str) -> int:
        return next(pid for pid in self.children() if words in command_line(pid))


def command_line(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def wait_for(what: Callable[[], bool], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.2)


@contextmanager
def running(folder: Path) -> Iterator[Terminal]:
    """Started, ready, and ended."""
    settings = settings_on_free_ports(folder)
    build(settings.database_url)
    terminal = Terminal(settings, folder)
    try:
        wait_for(lambda: "Puente is ready" in terminal.text or terminal.process.poll() is not None)
        yield terminal
    finally:
        terminal.process.terminate()
        terminal.process.wait(timeout=30)
