import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from knowledge.directory import build as module
from knowledge.directory.build import build, main
from knowledge.directory.engine import engine

BROKEN = Path(__file__).resolve().parents[1] / "facts_broken"


def test_the_module_builds_the_database_it_is_given(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'p.sqlite3'}"
    command = [sys.executable, "-m", "knowledge.directory.build", url]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=Path(module.__file__).parents[2]
    )
    assert done.stdout.startswith("directory loaded: 69 organization, 58 service, 24 hotline")
    assert done.stdout.count("\n") == 1


def test_facts_that_did_not_change_are_not_filled_again(empty_url: str) -> None:
    assert build(empty_url).startswith("directory loaded")
    with engine(empty_url).begin() as connection:
        connection.exec_driver_sql("DELETE FROM alias")
    assert build(empty_url).startswith("directory unchanged")
    with engine(empty_url).begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM alias").scalar_one() == 0


def test_facts_that_changed_are_filled_again(empty_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    shutil.copytree(BROKEN / "base", folder)
    build(empty_url, folder)
    path = folder / "organizations.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("The Pantry", "The Larder"))
    assert build(empty_url, folder).startswith("directory loaded: 2 organization")


def test_refused_facts_are_told_and_end_the_build(
    empty_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(BROKEN / "base", tmp_path / "facts")
    shutil.copytree(BROKEN / "dangling_hotline", tmp_path / "facts", dirs_exist_ok=True)
    assert main([empty_url], tmp_path / "facts") == 1
    assert "services.yaml:13: hotline_ids 'night_line' is not an id of hotlines" in capsys.readouterr().err


def test_a_broken_rule_is_told_and_leaves_the_old_directory(
    empty_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "facts"
    shutil.copytree(BROKEN / "base", folder)
    build(empty_url, folder)
    path = folder / "organizations.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("The Pantry", "The Larder"))
    fields = folder / "situation_fields.yaml"
    fields.write_text(fields.read_text(encoding="utf-8").replace("field: hungry", "field: angry"))
    assert main([empty_url], folder) == 1
    assert "situation_fields.yaml:19: 'is_fed' is worked out from 'angry'" in capsys.readouterr().err
    fields.unlink()
    assert main([empty_url], folder) == 1
    assert "situation_fields.yaml:1: the file is missing" in capsys.readouterr().err
    with engine(empty_url).begin() as connection:
        names = connection.exec_driver_sql("SELECT name FROM organization").scalars().all()
    assert "The Pantry" in names


def test_postgresql_takes_all_the_facts_twice(postgres_url: str) -> None:
    assert build(postgres_url).startswith("directory loaded: 69 organization, 58 service, 24 hotline")
    assert build(postgres_url).startswith("directory unchanged: 69 organization")


def test_the_day_of_a_build_dates_the_history(empty_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    shutil.copytree(BROKEN / "base", folder)
    build(empty_url, folder)
    path = folder / "organizations.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("The Pantry", "The Larder"))
    build(empty_url, folder, date(2026, 12, 24))
    with engine(empty_url).connect() as connection:
        dates = connection.exec_driver_sql("SELECT last_action_date FROM metadata").scalars().all()
    assert dates == ["2026-12-24"]


def test_a_broken_file_leaves_the_directory_of_before(
    empty_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "facts"
    shutil.copytree(BROKEN / "base", folder)
    build(empty_url, folder)
    shutil.copytree(BROKEN / "number_that_cannot_be", folder, dirs_exist_ok=True)
    assert main([empty_url], folder) == 1
    assert "organizations.yaml:10: this is no number that can be dialled" in capsys.readouterr().err
    with engine(empty_url).connect() as connection:
        kept = connection.exec_driver_sql("SELECT number FROM phone WHERE organization_id = 'pantry'")
        assert kept.scalar_one() == "925-555-0100"


def test_the_setting_names_the_database(
    empty_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(module.URL_SETTING, empty_url)
    assert main([]) == 0
    assert Path(empty_url.removeprefix("sqlite:///")).exists()
    assert "directory loaded" in capsys.readouterr().out
