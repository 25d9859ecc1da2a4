import shutil
import subprocess
import sys
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


def test_the_setting_names_the_database(
    empty_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(module.URL_SETTING, empty_url)
    assert main([]) == 0
    assert Path(empty_url.removeprefix("sqlite:///")).exists()
    assert "directory loaded" in capsys.readouterr().out
