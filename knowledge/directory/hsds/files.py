"""`python -m knowledge.directory.hsds.files export|import …`: HSDS files out of the directory and into it."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from knowledge.directory.build import URL_SETTING
from knowledge.directory.engine import DEFAULT_URL, engine
from knowledge.directory.hsds.export import Export
from knowledge.directory.hsds.flatten import FlatRow
from knowledge.directory.hsds.import_rows import import_rows
from knowledge.directory.hsds.report import ImportRefused, Report
from knowledge.directory.hsds.sources import rows
from knowledge.directory.migrate import migrate
from knowledge.directory.search.index import reindex
from knowledge.errors import FactsError
from knowledge.meaning import encoder
from knowledge.rules.load import load_rules
from knowledge.rules.published import attributes

SHOWN = 20
PROGRESS_EVERY = 1_000


def main(arguments: Sequence[str]) -> int:
    """The door: 0 when done, 1 when an import left rows out, 2 when nothing could be done."""
    asked = _parser().parse_args(arguments)
    try:
        return int(asked.run(asked))
    except (ImportRefused, FactsError) as error:
        _say(str(error))
    except SQLAlchemyError as error:
        _say(f"The database cannot be used ({type(error).__name__}): check --database and {URL_SETTING}.")
    except OSError as error:
        _say(f"{error.filename}: {error.strerror}.")
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m knowledge.directory.hsds.files", description=__doc__)
    url = os.environ.get(URL_SETTING, DEFAULT_URL)
    commands = parser.add_subparsers(required=True)
    export = commands.add_parser("export", help="write the public directory into a folder")
    export.add_argument("folder", type=Path)
    export.add_argument("--format", choices=("ndjson", "json", "tabular"), default="ndjson")
    export.add_argument(
        "--on", type=date.fromisoformat, required=True, help="the day to write into the files"
    )
    export.set_defaults(run=_export)
    taken = commands.add_parser("import", help="take in somebody's HSDS file or folder")
    taken.add_argument("path", type=Path)
    taken.add_argument(
        "--origin", required=True, help="whose it is; replaces what came under this name before"
    )
    taken.add_argument("--dry-run", action="store_true", help="only say what would be taken")
    taken.add_argument("--report", type=Path, help="write every refused row into this JSON file")
    taken.set_defaults(run=_import)
    for command in (export, taken):
        command.add_argument(
            "--database", default=url, help=f"its URL; else {URL_SETTING}, else the project's"
        )
    return parser


@contextmanager
def _session(url: str) -> Iterator[Session]:
    made = engine(url)
    try:
        with Session(made) as session:
            yield session
    finally:
        made.dispose()


def _export(asked: argparse.Namespace) -> int:
    with _session(asked.database) as session:
        counts = Export(session, attributes(load_rules())).write(asked.folder, asked.format, asked.on)
    for name, count in counts.items():
        _say(f"{name}: {count}")
    _say(f"written to {asked.folder}")
    return 0


def _import(asked: argparse.Namespace) -> int:
    migrate(asked.database)
    with _session(asked.database) as session:
        found = _counted(rows(asked.path))
        report = import_rows(session, found, asked.origin, dry_run=asked.dry_run, finish=_reindex)
    if asked.report:
        asked.report.write_text(
            json.dumps(report.as_json(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    _tell(report)
    return 1 if report.refused else 0


def _reindex(session: Session) -> None:
    reindex(session, encoder())


def _counted(found: Iterator[FlatRow]) -> Iterator[FlatRow]:
    for count, row in enumerate(found, start=1):
        if count % PROGRESS_EVERY == 0:
            _say(f"{count} rows read")
        yield row


def _tell(report: Report) -> None:
    for table, count in sorted(report.taken.items()):
        _say(f"{table}: {count} {'would be taken' if report.dry_run else 'taken'}")
    for name, count in sorted(report.unknown.items()):
        _say(f"{name}: not a field of HSDS, left out {count} times")
    for refused in report.refused[:SHOWN]:
        _say(str(refused))
    if len(report.refused) > SHOWN:
        _say(f"and {len(report.refused) - SHOWN} more: see them all with --report FILE")
    _say(f"{sum(report.taken.values())} rows, {len(report.refused)} refused, {report.ours} already here")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
