"""What the pages for people promise exists, and what exists is in them."""

import re
from pathlib import Path

from navigator_api.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_setting_is_in_the_readme_and_the_reverse() -> None:
    named = set(re.findall(r"^\| `(PUENTE_\w+)`", README, re.MULTILINE))
    assert named == {f"PUENTE_{name.upper()}" for name in Settings.model_fields}


def test_every_room_of_the_readme_exists() -> None:
    table = README.split("## The rooms")[1].split("## Settings")[0]
    rooms = re.findall(r"^\| `([\w/]+)` \|", table, re.MULTILINE)
    assert len(rooms) > 8
    assert [room for room in rooms if not (ROOT / room).is_dir()] == []


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"make ([a-z]+)\b", README + CONTRIBUTING))
    commands = named & {"run", "test", "check", "model", "sms", "directory", "lock", "bench", "clean"}
    assert {"run", "test", "check", "sms"} <= commands
    assert commands <= targets


def test_every_file_that_contributing_points_to_exists() -> None:
    paths = re.findall(r"`((?:bot|actions|knowledge|navigator_api|tests|docs)/[\w/.-]+)`", CONTRIBUTING)
    assert len(paths) > 15
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_decision_is_numbered_and_dated() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert re.search(r"^20\d\d-\d\d-\d\d · (accepted|replaced)", text, re.MULTILINE), page.name
        assert "**Decision.**" in text, page.name
