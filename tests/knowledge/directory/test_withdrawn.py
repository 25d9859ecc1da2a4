"""What is withdrawn as a whole is not given, even where each of its numbers still looks good."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from knowledge.directory import queries
from knowledge.directory.build import build
from knowledge.directory.engine import engine

SMALL = Path(__file__).resolve().parents[1] / "facts_broken" / "base"


def small_directory(tmp_path: Path, file: str, old: str, new: str) -> Session:
    folder, url = tmp_path / "facts", f"sqlite:///{tmp_path / 'small.sqlite3'}"
    shutil.copytree(SMALL, folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    build(url, folder)
    return Session(engine(url))


@pytest.fixture
def without_line(tmp_path: Path) -> Iterator[Session]:
    marked = "  - id: help_line\n    status: withdrawn\n    status_reason: It is closed.\n"
    with small_directory(tmp_path, "hotlines.yaml", "  - id: help_line\n", marked) as opened:
        yield opened


@pytest.fixture
def without_service(tmp_path: Path) -> Iterator[Session]:
    marked = "  - id: pantry_food\n    status: withdrawn\n"
    with small_directory(tmp_path, "services.yaml", "  - id: pantry_food\n", marked) as opened:
        yield opened


def test_a_service_is_reached_through_its_line(tmp_path: Path) -> None:
    with small_directory(tmp_path, "sources.yaml", "A plan.", "The plan.") as opened:
        hits = queries.services_for_needs(opened, ["food"])
        assert [(hit.id, [way.printed for way in hit.phones]) for hit in hits] == [
            ("pantry_food", ["925-555-0101"])
        ]
        assert queries.answers(opened, ["s_food"])[0].hotline_ids == ("help_line",)


def test_a_withdrawn_line_is_not_given_nor_what_is_reached_through_it(without_line: Session) -> None:
    assert queries.hotline(without_line, "help_line") is None
    assert queries.services_for_needs(without_line, ["food"]) == []
    assert queries.answers(without_line, ["s_food"])[0].hotline_ids == ()


def test_a_withdrawn_service_is_not_given(without_service: Session) -> None:
    assert queries.services_for_needs(without_service, ["food"]) == []
    assert queries.answers(without_service, ["s_food"])[0].service_ids == ()
    assert queries.answers(without_service, ["s_food"])[0].hotline_ids == ("help_line",)
