"""Rows for opening hours: HSDS's columns from those of schedules.yaml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from knowledge.directory import tables
from knowledge.directory.file_models import Facts
from knowledge.directory.schedule_facts import OpeningHours
from knowledge.directory.tables import DirectoryTable
from knowledge.directory.verification_rows import checked_row
from knowledge.directory.way_rows import citations

# What both have under the same name; `timezone` is a name in the facts and an offset from UTC in HSDS.
_SAME = frozenset(tables.Schedule.model_fields) & frozenset(OpeningHours.model_fields) - {"timezone"}


def schedule_rows(loaded: Facts) -> Iterator[DirectoryTable]:
    places: Counter[str] = Counter()
    for item in loaded.schedules.schedules:
        whose = f"hotline.{item.whose.hotline}" if item.whose.hotline else f"service.{item.whose.service}"
        identity, position = f"{whose}.{places[whose]}", places[whose]
        places[whose] += 1
        yield tables.Schedule(
            id=identity,
            hotline_id=item.whose.hotline,
            service_id=item.whose.service,
            timezone_name=item.timezone,
            notes=item.note,
            notes_es=item.note_es,
            position=position,
            **item.model_dump(include=set(_SAME)),
        )
        yield from citations("schedule", identity, item)
        yield checked_row("schedule", identity, "hours", item.checked, item.verified)
