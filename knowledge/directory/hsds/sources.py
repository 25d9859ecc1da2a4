"""Reading HSDS files of any usual layout into flat rows: JSON, an object a line, or a data package."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from knowledge.directory.hsds.flatten import FlatRow, flatten
from knowledge.directory.hsds.report import ImportRefused
from knowledge.directory.hsds.shape import NOT_EXCHANGED, entities

PACKAGE = "datapackage.json"
_PER_LINE = (".ndjson", ".jsonl")
# What a file or a key of a JSON object may be called and what it then holds, in the order of reading: the
# first time that a row is met gives it its place among the others.
_KINDS: Mapping[str, str] = {
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
    "organizations": "organization",
    "services": "service",
    "service_at_locations": "service_at_location",
}


def rows(path: Path) -> Iterator[FlatRow]:
    """Every row of the file or folder. Raises ImportRefused for what cannot be read at all."""
    if not path.exists():
        raise ImportRefused(f"{path} does not exist: name a JSON file, or a folder of CSV or JSON files.")
    if path.is_file() and path.name != PACKAGE:
        yield from _objects(path)
        return
    folder = path if path.is_dir() else path.parent
    tables = dict(_tables(folder))
    if tables:
        for table, file in tables.items():
            yield from _csv_rows(table, file)
        return
    found = sorted(file for file in folder.iterdir() if file.suffix in (".json", *_PER_LINE))
    files = sorted(found, key=lambda file: [*_KINDS].index(file.stem) if file.stem in _KINDS else len(_KINDS))
    if not files:
        raise ImportRefused(
            f"{folder} holds no HSDS: there is neither a CSV file of HSDS nor a JSON file in it."
        )
    for file in files:
        yield from _objects(file)


def _tables(folder: Path) -> Iterator[tuple[str, Path]]:
    """The CSV file of each table: where the package says, else under HSDS's own name."""
    named = _packaged(folder)
    for entity in entities().values():
        file = named.get(entity.table, folder / entity.csv)
        if file.exists():
            yield entity.table, file


def _packaged(folder: Path) -> dict[str, Path]:
    if not (folder / PACKAGE).exists():
        return {}
    found = _loaded((folder / PACKAGE).read_bytes(), PACKAGE)
    resources = found.get("resources") if isinstance(found, dict) else None
    named: dict[str, Path] = {}
    for resource in resources if isinstance(resources, list) else ():
        held = resource if isinstance(resource, dict) else {}
        name, file = str(held.get("name")), folder / str(held.get("path"))
        if name in NOT_EXCHANGED:
            continue
        # A package may not reach outside its folder.
        if name not in entities() or not file.resolve().is_relative_to(folder.resolve()):
            raise ImportRefused(
                f"{PACKAGE}: '{name}' is no table of HSDS in this folder; remove the resource."
            )
        named[name] = file
    return named


def _csv_rows(table: str, file: Path) -> Iterator[FlatRow]:
    numbers = {field.name for field in entities()[table].fields if field.kind == "number"}
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for n, cells in enumerate(csv.DictReader(lines), start=2):
                values = {
                    name: _number(cell) if name in numbers else cell
                    for name, cell in cells.items()
                    if name is not None and cell
                }
                yield from flatten(table, values, f"{file.name}: row {n}")
    except (UnicodeDecodeError, csv.Error) as error:
        raise ImportRefused(
            f"{file.name} is no CSV in UTF-8 ({type(error).__name__}); save it as such."
        ) from None


def _number(cell: str) -> int | float | str:
    for read in (int, float):
        try:
            return read(cell)
        except ValueError:
            continue
    return cell


def _objects(file: Path) -> Iterator[FlatRow]:
    if file.suffix in _PER_LINE:
        with file.open("rb") as lines:
            for n, line in enumerate(lines, start=1):
                if line.strip():
                    where = f"{file.name}: line {n}"
                    yield from _held(_loaded(line, where), _KINDS.get(file.stem), where)
        return
    yield from _held(_loaded(file.read_bytes(), file.name), _KINDS.get(file.stem), file.name)


def _loaded(content: bytes, where: str) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ImportRefused(f"{where} is no JSON ({type(error).__name__}); nothing was taken.") from None


def _held(found: Any, table: str | None, where: str) -> Iterator[FlatRow]:
    """One object, a list of them, a page of them, or lists under the names of what they hold."""
    if isinstance(found, list):
        for n, one in enumerate(found, start=1):
            yield from _held(one, table, f"{where} {n}")
    elif not isinstance(found, dict):
        raise ImportRefused(f"{where} is no HSDS object; nothing was taken.")
    elif isinstance(found.get("contents"), list):
        yield from _held(found["contents"], table, where)
    elif table is None and "id" not in found and _KINDS.keys() & found.keys():
        for key in (kind for kind in _KINDS if kind in found):
            yield from _held(found[key], _KINDS[key], f"{where} > {key}")
    else:
        yield from flatten(table or _guessed(found, where), found, where)


def _guessed(found: Mapping[str, Any], where: str) -> str:
    """What an object must be by the fields it has."""
    if "status" in found:
        return "service"
    if "service" in found or "location" in found or "location_id" in found:
        return "service_at_location"
    if "taxonomy_detail" in found or "taxonomy_id" in found or "parent_id" in found:
        return "taxonomy_term"
    if "name" in found and "description" in found:
        return "organization"
    raise ImportRefused(
        f"{where}: this cannot be told to be an organization or a service; nothing was taken."
    )
