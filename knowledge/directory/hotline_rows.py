"""Rows for lines, other numbers, numbers that are held, and which line may not stand alone."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.directory import fact_models as facts
from knowledge.directory import tables
from knowledge.directory.file_models import Facts
from knowledge.directory.statement_rows import open_points, statements
from knowledge.directory.tables import DirectoryTable
from knowledge.directory.verification_rows import checked_row
from knowledge.directory.way_rows import way_rows

# Kinds of lines whose numbers stay in sight however old their check is.
_CRISIS = {"emergency", "crisis"}
_TOPICS = ("languages", "confidentiality", "warnings", "withdrawn_statements")


def hotline_rows(loaded: Facts) -> Iterator[DirectoryTable]:
    lines = loaded.hotlines
    for position, hotline in enumerate(lines.hotlines):
        yield from _hotline(hotline, position, loaded)
    for position, other in enumerate(lines.other_numbers, start=len(lines.hotlines)):
        yield tables.Hotline(
            id=other.id,
            name=other.name_en,
            name_es=other.name_es,
            kind="office",
            answered_by=other.answered_by,
            reaches_law_enforcement=other.reaches_law_enforcement,
            position=position,
        )
        yield from _numbers(other)
    for n, held in enumerate(lines.held_until_called):
        yield from way_rows(held, n, "held", status="hold_until_called", note=f"{held.name}: {held.why}")
    for rule in lines.never_alone:
        for n, other_id in enumerate(rule.pair_with):
            yield tables.HotlinePair(hotline_id=rule.line, pair_with_id=other_id, position=n)


def _hotline(item: facts.Hotline, position: int, loaded: Facts) -> Iterator[DirectoryTable]:
    area = next(area for area in loaded.taxonomy.areas if area.id == item.area_served)
    order = loaded.hotlines.advocate_first_order
    alone = next((rule for rule in loaded.hotlines.never_alone if rule.line == item.id), None)
    yield tables.Hotline(
        id=item.id,
        organization_id=item.organization,
        name=item.name_en,
        name_es=item.name_es,
        kind=item.kind,
        area=area.label_en,
        area_es=area.label_es,
        hours=item.hours.value,
        hours_es=item.hours.value_es,
        answered_by=item.answered_by,
        reaches_law_enforcement=item.reaches_law_enforcement,
        who_answers=item.who_answers_en,
        who_answers_es=item.who_answers_es,
        status=item.status,
        status_reason=item.status_reason,
        verification_status=item.verification_status,
        offer_to=",".join(item.offer_to) or None,
        offer_note=item.offer_note,
        advocate_rank=order.index(item.id) if item.id in order else None,
        never_alone_because=alone.why_en if alone else None,
        never_alone_because_es=alone.why_es if alone else None,
        position=position,
    )
    yield from _numbers(item)
    yield checked_row("hotline", item.id, "hours", item.hours.checked, item.hours.verified)
    yield from statements("hotline", item.id, "hours", (item.hours,))
    for topic in _TOPICS:
        yield from statements("hotline", item.id, topic, getattr(item, topic))
    yield from open_points("hotline", item)


def _numbers(item: facts.OtherNumber) -> Iterator[DirectoryTable]:
    crisis = isinstance(item, facts.Hotline) and item.kind in _CRISIS
    kind = "crisis_phone" if crisis else "phone"
    for n, number in enumerate(item.numbers):
        yield from way_rows(number, n, f"hotline.{item.id}", kind, hotline_id=item.id)
