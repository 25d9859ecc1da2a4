"""The hours of the facts: what the file may not say, and that it says what the words of the facts say."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from knowledge.directory.file_models import Facts
from knowledge.directory.load import load_facts
from knowledge.directory.opening import is_open
from knowledge.directory.schedule_facts import OpeningHours
from knowledge.errors import FactsError

BASE = Path(__file__).resolve().parents[1] / "facts_broken" / "base"
ROW = """checked: '2026-11-21'
schedules:
  - for:
      hotline: help_line
    freq: WEEKLY
    byday: MO,TU
    opens_at: '08:00'
    closes_at: '16:00'
    timezone: America/Los_Angeles
    holidays: unknown
    source:
      - title: A leaflet
        as_of: '2026'
    verified: document
"""

MISTAKES = [
    ("    byday: MO,TU", "    bydays: MO,TU", 6, "unknown key 'bydays'"),
    ("opens_at: '08:00'", "opens_at: '8:00'", 3, "opens_at '8:00' is no time of day: write HH:MM"),
    ("byday: MO,TU", "byday: Monday", 3, "byday 'Monday' are no days of the week"),
    ("America/Los_Angeles", "'-8'", 3, "timezone '-8' is no time zone"),
    ("    freq: WEEKLY\n", "", 3, "byday without freq"),
    ("    holidays: unknown\n", "", 3, "an entry of schedules has no 'holidays'"),
    ("      hotline: help_line\n", "      hotline: help_line\n      service: pantry_food\n", 3, "name one"),
    ("      hotline: help_line\n", "      {}\n", 3, "name one hotline or one service"),
    ("hotline: help_line", "hotline: gone_line", 4, "hotline 'gone_line' is not an id of hotlines"),
    ("hotline: help_line", "service: gone", 4, "service 'gone' is not an id of services"),
    ("    source:\n      - title: A leaflet\n        as_of: '2026'\n", "", 3, "has no 'source'"),
    ("    verified: document\n", "", 3, "has no 'verified'"),
    ("timezone: America", "attending_type: visit\n    timezone: America", 9, "'attending_type' cannot be"),
]


def facts_with(text: str, folder: Path) -> Path:
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    (folder / "schedules.yaml").write_text(text, encoding="utf-8")
    return folder


def test_takes_a_row_and_gives_it_the_date_of_the_file(tmp_path: Path) -> None:
    (row,) = load_facts(facts_with(ROW, tmp_path)).schedules.schedules
    assert (row.whose.hotline, row.checked) == ("help_line", "2026-11-21")
    assert row.schedule().opens_at == "08:00"


@pytest.mark.parametrize(("old", "new", "line", "said"), MISTAKES, ids=[row[-1] for row in MISTAKES])
def test_a_mistake_is_refused_with_its_place(
    old: str, new: str, line: int, said: str, tmp_path: Path
) -> None:
    assert ROW.count(old) == 1
    with pytest.raises(FactsError) as refusal:
        load_facts(facts_with(ROW.replace(old, new), tmp_path))
    here = [one for one in refusal.value.problems if (one.file, one.line) == ("schedules.yaml", line)]
    assert any(said in one.what for one in here), str(refusal.value)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


def rows_of(facts: Facts, hotline: str) -> list[OpeningHours]:
    return [row for row in facts.schedules.schedules if row.whose.hotline == hotline]


def test_every_line_that_states_hours_has_a_row_with_their_sources(facts: Facts) -> None:
    for line in facts.hotlines.hotlines:
        stated = "not published" not in line.hours.value and "not confirmed" not in line.hours.value
        rows = rows_of(facts, line.id)
        assert bool(rows) is stated, line.id
        assert all(row.source == line.hours.source for row in rows), line.id


def test_lines_of_24_hours_are_open_at_any_hour_of_any_day(facts: Facts) -> None:
    lines = [line.id for line in facts.hotlines.hotlines if line.hours.value.startswith("24 hours")]
    assert len(lines) >= 10
    for moment in ("2026-12-25T03:00-08:00", "2026-11-01T01:30-08:00", "2026-11-22T23:59-08:00"):
        at = datetime.fromisoformat(moment)
        assert all(is_open([row.schedule() for row in rows_of(facts, line)], at) for line in lines)


def test_hours_told_in_words_beside_a_service_are_its_rows(facts: Facts) -> None:
    words = "Monday to Friday, 8 a.m. to 4 p.m."
    told = {
        one.id for one in facts.services.services for way in one.how_to_reach if words in (way.note or "")
    }
    rows = {row.whose.service: row for row in facts.schedules.schedules if row.attending_type == "phone"}
    assert told
    assert told == set(rows)
    assert {(row.byday, row.opens_at, row.closes_at) for row in rows.values()} == {
        ("MO,TU,WE,TH,FR", "08:00", "16:00")
    }


def test_notes_stand_in_both_languages(facts: Facts) -> None:
    assert all((row.note is None) == (row.note_es is None) for row in facts.schedules.schedules)
