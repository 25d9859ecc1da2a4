"""An uploaded HSDS file laid out in a folder, so that nothing in it can do harm; then its rows, counted.

Refused: what is too large once unpacked, names that lead elsewhere, links, locked files, no UTF-8, and too
many rows.
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from knowledge.directory.hsds.flatten import FlatRow
from knowledge.directory.hsds.report import ImportRefused
from knowledge.directory.hsds.shape import entities
from knowledge.directory.hsds.sources import PACKAGE
from knowledge.directory.hsds.sources import rows as rows_in

LARGEST_UPLOAD = 2 * 1024 * 1024
LARGEST_UNPACKED = 16 * 1024 * 1024
MOST_FILES = 60
MOST_ROWS = 20_000
_CHUNK = 64 * 1024


class FileRefused(ImportRefused):
    """The file as a whole is not read: `why` is a code for the page."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(f"The file is refused ({why}); nothing was taken.")


def is_zip(content: bytes) -> bool:
    """Whether the file begins as a zip does."""
    return content.startswith(b"PK")


@contextmanager
def laid_out(content: bytes) -> Iterator[Path]:
    """The file's path, or the folder of what was in the zip; gone afterwards. Raises FileRefused."""
    if not content.strip():
        raise FileRefused("empty")
    if len(content) > LARGEST_UPLOAD:
        raise FileRefused("too_large")
    with TemporaryDirectory(prefix="puente-import-") as folder:
        yield _unpacked(content, Path(folder)) if is_zip(content) else _json(content, Path(folder))


def _json(content: bytes, folder: Path) -> Path:
    _demand_utf8(content)
    path = folder / "data.json"
    path.write_bytes(content)
    return path


def _unpacked(content: bytes, folder: Path) -> Path:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _write_all(packed, folder)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise FileRefused("broken_zip") from error
    return folder


def _write_all(packed: zipfile.ZipFile, folder: Path) -> None:
    members = [one for one in packed.infolist() if not one.is_dir()]
    if len(members) > MOST_FILES:
        raise FileRefused("too_many_files")
    known = {entity.csv for entity in entities().values()} | {PACKAGE}
    room = LARGEST_UNPACKED
    taken: set[str] = set()
    for member in members:
        name = _name(member)
        if name not in known:
            continue  # a README, or what a Mac adds
        if name in taken:
            raise FileRefused("twice")
        taken.add(name)
        room -= _write(packed, member, folder / name, room)
    if not taken - {PACKAGE}:
        raise FileRefused("no_tables")


def _name(member: zipfile.ZipInfo) -> str:
    """The file's own name; it may stand in one folder. Raises FileRefused for one that leads elsewhere."""
    path = PurePosixPath(member.filename)
    leads_away = path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in member.filename
    if leads_away or len(path.parts) > 2 or stat.S_ISLNK(member.external_attr >> 16):
        raise FileRefused("file_names")
    if member.flag_bits & 1:
        raise FileRefused("locked")
    return path.name


def _write(packed: zipfile.ZipFile, member: zipfile.ZipInfo, to: Path, room: int) -> int:
    """The size written. What the zip says of its sizes is not believed: reading ends where the room does."""
    written = bytearray()
    with packed.open(member) as source:
        while chunk := source.read(_CHUNK):
            written += chunk
            if len(written) > room:
                raise FileRefused("bomb")
    _demand_utf8(bytes(written))
    to.write_bytes(written)
    return len(written)


def _demand_utf8(content: bytes) -> None:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused("encoding") from None
    if b"\x00" in content:
        raise FileRefused("encoding")


def rows(path: Path) -> Iterator[FlatRow]:
    """Every row; raises FileRefused at the row after MOST_ROWS, ImportRefused for what is no HSDS."""
    for count, row in enumerate(rows_in(path), start=1):
        if count > MOST_ROWS:
            raise FileRefused("too_many_rows")
        yield row
