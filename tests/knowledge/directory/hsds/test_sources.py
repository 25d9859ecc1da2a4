"""Which files are read as HSDS, and what is said of the others."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import Session

from knowledge.directory.hsds.import_rows import import_rows
from knowledge.directory.hsds.report import ImportRefused, Report
from knowledge.directory.hsds.sources import rows
from tests.knowledge.directory.hsds import foreign as foreign

Take = Callable[..., Report]


@pytest.mark.parametrize("broken", ["{", "[1]", '"text"', "[{}]", "\xff"])
def test_a_file_that_is_no_hsds_at_all_is_refused_with_its_name(
    empty: Session, tmp_path: Path, broken: str
) -> None:
    file = tmp_path / "broken.json"
    file.write_bytes(broken.encode("latin-1"))

    with pytest.raises(ImportRefused, match=r"broken\.json"):
        import_rows(empty, rows(file), "pantry")


def test_a_folder_without_hsds_is_refused(empty: Session, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="holds no HSDS"):
        import_rows(empty, rows(tmp_path), "pantry")


def test_a_package_cannot_make_us_read_outside_its_folder(empty: Session, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text(f"id,name,description\n{foreign.ORGANIZATION},A,B\n", encoding="utf-8")
    inside = tmp_path / "package"
    inside.mkdir()
    resources = [{"name": "organization", "path": "../outside.csv"}]
    (inside / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")

    with pytest.raises(ImportRefused, match="organization"):
        import_rows(empty, rows(inside), "pantry")


def test_a_page_a_list_and_a_single_object_are_read_alike(take: Take) -> None:
    single = take(foreign.old_service()).taken
    listed = take([foreign.old_service()]).taken
    page = take({"total_items": 1, "contents": [foreign.old_service()]}).taken

    assert single == listed == page
    assert single["service"] == 1
