"""An uploaded file can do no harm."""

import io
import json
import stat
import zipfile

import pytest

from knowledge.directory.hsds.report import ImportRefused
from knowledge.workspace import import_files
from knowledge.workspace.import_files import LARGEST_UPLOAD, FileRefused, laid_out, rows
from tests.knowledge.directory.hsds.foreign import uuid

ROW = f"id,name,description\n{uuid(1)},Pantry,Food\n"


def packed(*files: tuple[str, str | bytes], **about: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = about.get("attributes", 0)
            archive.writestr(info, content)
    return made.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(FileRefused) as error, laid_out(content) as path:
        list(rows(path))
    return error.value.why


def test_a_zip_of_tables_is_read_and_gone_afterwards() -> None:
    with laid_out(packed(("organizations.csv", ROW), ("README.txt", "hello"))) as folder:
        assert [row.values["name"] for row in rows(folder)] == ["Pantry"]
        assert not (folder / "README.txt").exists()
    assert not folder.exists()


def test_tables_may_stand_in_one_folder() -> None:
    with laid_out(packed(("export/organizations.csv", ROW))) as folder:
        assert [row.table for row in rows(folder)] == ["organization"]


def test_json_is_read() -> None:
    one = {"id": uuid(1), "name": "Pantry", "description": "Food"}
    with laid_out(json.dumps({"organizations": [one]}).encode()) as path:
        assert [row.values["name"] for row in rows(path)] == ["Pantry"]


@pytest.mark.parametrize(
    "name", ["../organizations.csv", "/organizations.csv", "a/../organizations.csv", "C:\\organizations.csv"]
)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    assert refused(packed((name, ROW))) == "file_names"


def test_a_link_is_refused() -> None:
    link = (stat.S_IFLNK | 0o777) << 16
    assert refused(packed(("organizations.csv", "/etc/passwd"), attributes=link)) == "file_names"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = packed(("organizations.csv", b"x" * (import_files.LARGEST_UNPACKED + 1)))
    assert len(bomb) < LARGEST_UPLOAD
    assert refused(bomb) == "bomb"


def test_many_small_files_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_files, "LARGEST_UNPACKED", 1000)
    assert refused(packed(("organizations.csv", "x" * 600), ("services.csv", "x" * 600))) == "bomb"


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(packed(("organizations.csv", b"x" * 100_000)))
    real, small = (100_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert refused(bytes(content.replace(real, small))) == "broken_zip"


def test_a_locked_zip_is_refused() -> None:
    content = bytearray(packed(("organizations.csv", ROW)))
    start = content.index(b"PK\x01\x02")
    content[start + 8] |= 1
    assert refused(bytes(content)) == "locked"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"x" * (LARGEST_UPLOAD + 1), "too_large"),
        (b"PK\x03\x04 and no more", "broken_zip"),
        (packed(("notes.txt", "x")), "no_tables"),
        (packed(("datapackage.json", "{}")), "no_tables"),
        (packed(("organizations.csv", ROW), ("a/organizations.csv", ROW)), "twice"),
        (packed(*((f"{n}.txt", "") for n in range(61))), "too_many_files"),
        (packed(("organizations.csv", "id,name\n1,Pe\xf1a".encode("latin-1"))), "encoding"),
        ('{"name": "Peña"}'.encode("utf-16"), "encoding"),
        (packed(("organizations.csv", "a\x00b")), "encoding"),
    ],
)
def test_a_file_is_refused_with_the_reason(content: bytes, why: str) -> None:
    assert refused(content) == why


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_files, "MOST_ROWS", 2)
    more = "".join(f"{uuid(n)},Pantry,Food\n" for n in range(3))
    assert refused(packed(("organizations.csv", f"id,name,description\n{more}"))) == "too_many_rows"


def test_a_package_cannot_reach_outside_its_folder() -> None:
    away = json.dumps({"resources": [{"name": "organization", "path": "../../etc/passwd"}]})
    content = packed(("datapackage.json", away), ("organizations.csv", ROW))
    with laid_out(content) as folder, pytest.raises(ImportRefused, match="remove the resource"):
        list(rows(folder))
