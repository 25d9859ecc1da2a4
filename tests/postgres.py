"""A private PostgreSQL for the tests: a cluster in its own folder, on a socket only, ended by its own pid."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

WITHOUT = "PostgreSQL is not installed (Debian: apt-get install postgresql), so its lane is left out"
_QUIET = ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off"]


def binaries() -> Path | None:
    """The folder of initdb and postgres; Debian keeps them off the PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


@contextmanager
def server() -> Iterator[str]:
    """The URL of a fresh cluster's `postgres` database. Skips where PostgreSQL is missing; fails in CI."""
    programs = binaries()
    if programs is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(WITHOUT)
    folder = Path(tempfile.mkdtemp(prefix="puente-pg-"))
    owner = "postgres" if os.geteuid() == 0 else None
    try:
        if owner:
            shutil.chown(folder, owner)
        data = folder / "data"
        _run(
            [programs / "initdb", "-D", data, "-U", "puente", "-A", "trust", "-E", "UTF8", "--no-sync"], owner
        )
        options = " ".join([*_QUIET, "-k", str(folder)])
        _run([programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"], owner)
        try:
            yield f"postgresql+psycopg://puente@/postgres?host={folder}"
        finally:
            _run([programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"], owner)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str | Path], owner: str | None) -> None:
    # The server outlives pg_ctl and would keep a pipe open, so nothing is captured but to a file.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            command, user=owner, cwd="/", stdout=output, stderr=subprocess.STDOUT, check=False
        )
        output.seek(0)
        assert done.returncode == 0, output.read().decode()
