"""The public directory as HSDS files: JSON in two writings, and the tabular data package.

Only what the HTTP door shows goes into a file. The same rows give the same bytes: nothing in a file tells
when it was written but the day that is given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from sqlmodel import Session

from knowledge.directory.hsds.find import Wanted, find
from knowledge.directory.hsds.flatten import FlatRow, flatten
from knowledge.directory.hsds.read import ExtraAttributes, no_attributes, read
from knowledge.directory.hsds.rows import chunks
from knowledge.directory.hsds.shape import entities
from knowledge.directory.hsds.tabular import by_table, data_package, write_csv
from knowledge.directory.hsds.views import View, full, listed, with_services

Format = Literal["ndjson", "json", "tabular"]
HSDS_VERSION = "3.1.1"
BATCH = 50


class Export:
    """Reads the directory through one session; `extra` as in read.read."""

    def __init__(self, session: Session, extra: ExtraAttributes = no_attributes) -> None:
        self._session = session
        self._extra = extra

    def write(self, folder: Path, format: Format, on: date) -> Mapping[str, int]:
        """Write the files into the folder, made if missing; how many objects or rows each holds."""
        folder.mkdir(parents=True, exist_ok=True)
        if format == "tabular":
            return self._write_tables(folder, on)
        if format == "json":
            return self._write_json(folder / "directory.json", on)
        return {f"{name}.ndjson": self._write_lines(folder / f"{name}.ndjson", name) for name in KINDS}

    def objects(self, name: str) -> Iterator[Mapping[str, Any]]:
        """The objects of one of KINDS; organizations hold their services, `services` are those without."""
        view = KINDS[name]
        ids = find(self._session, view.table, Wanted(without_organization=name == "services"))
        for batch in chunks(ids, BATCH):
            yield from read(self._session, view, batch, self._extra)

    def _write_lines(self, file: Path, name: str) -> int:
        count = 0
        with file.open("w", encoding="utf-8", newline="") as out:
            for one in self.objects(name):
                count += 1
                out.write(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n")
        return count

    def _write_json(self, file: Path, on: date) -> Mapping[str, int]:
        counts: dict[str, int] = {}
        with file.open("w", encoding="utf-8", newline="") as out:
            out.write(f'{{\n"hsds_version": "{HSDS_VERSION}",\n"created": "{on.isoformat()}"')
            for name in KINDS:
                out.write(f',\n"{name}": [')
                counts[name] = 0
                for one in self.objects(name):
                    out.write((",\n" if counts[name] else "\n") + json.dumps(one, ensure_ascii=False))
                    counts[name] += 1
                out.write("\n]")
            out.write("\n}\n")
        return counts

    def _write_tables(self, folder: Path, on: date) -> Mapping[str, int]:
        tables = by_table(self._rows())
        for entity in entities().values():
            write_csv(folder / entity.csv, entity, tables[entity.table].values())
        package = json.dumps(data_package(on, HSDS_VERSION), ensure_ascii=False, indent=2)
        (folder / "datapackage.json").write_text(package + "\n", encoding="utf-8")
        return {entity.csv: len(tables[entity.table]) for entity in entities().values()}

    def _rows(self) -> Iterator[FlatRow]:
        """A service of no organization is no HSDS in tables, so it is left out there."""
        for name in ("taxonomies", "taxonomy_terms", "organizations"):
            for one in self.objects(name):
                yield from flatten(KINDS[name].table, one, name)


# What an export holds, in an order in which nothing refers to what comes later.
KINDS: Mapping[str, View] = {
    "taxonomies": listed("taxonomy"),
    "taxonomy_terms": listed("taxonomy_term"),
    "organizations": with_services(complete=True),
    "services": full("service"),
}
