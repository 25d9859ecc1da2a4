"""`python -m knowledge.directory.build [URL]`: migrate the database, and fill it if the facts are new."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session

from knowledge.directory.engine import DEFAULT_URL, engine
from knowledge.directory.fill import fill, filled_from, fingerprint
from knowledge.directory.load import FACTS, load_facts
from knowledge.directory.migrate import migrate
from knowledge.directory.queries import counts
from knowledge.errors import FactsError
from knowledge.rules.load import load_rules
from knowledge.workspace.overlay import overlay

URL_SETTING = "PUENTE_DATABASE_URL"
_CALIFORNIA = ZoneInfo("America/Los_Angeles")


def build(url: str, directory: Path = FACTS, on: date | None = None) -> str:
    """Bring the database at `url` up to the facts; one line of what was done. Raises FactsError.

    `on` dates the changes in the history: see fill.
    """
    migrate(url)
    stamp = fingerprint(directory)
    made = engine(url)
    try:
        with Session(made) as session:
            changed = filled_from(session) != stamp
            if changed:
                facts = load_facts(directory)
                load_rules(directory)  # a broken rule leaves the old directory as it is, too
                fill(session, facts, stamp, on, overlay)
            return _line(counts(session), changed)
    finally:
        made.dispose()


def _line(rows: dict[str, int], changed: bool) -> str:
    shown = (
        "organization",
        "service",
        "hotline",
        "collaborative",
        "answer",
        "contract_line",
        "source_citation",
    )
    what = ", ".join(f"{rows[name]} {name.replace('_', ' ')}" for name in shown)
    return f"directory {'loaded' if changed else 'unchanged'}: {what}"


def main(arguments: Sequence[str], directory: Path = FACTS) -> int:
    """The door: the URL is the first argument, else the setting, else the SQLite file of the project."""
    url = arguments[0] if arguments else os.environ.get(URL_SETTING, DEFAULT_URL)
    started = time.monotonic()
    try:
        line = build(url, directory, datetime.now(_CALIFORNIA).date())
    except FactsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{line} ({time.monotonic() - started:.1f} s)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
