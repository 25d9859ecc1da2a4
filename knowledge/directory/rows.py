"""From facts to rows: which row each fact becomes. Pure; the order of the facts is kept in `position`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from knowledge.directory import fact_models as facts
from knowledge.directory import tables
from knowledge.directory.file_models import Facts
from knowledge.directory.statement_rows import (
    aliases,
    open_points,
    remarks,
    statement,
    statement_row,
    statements,
)
from knowledge.directory.tables import DirectoryTable
from knowledge.directory.term_rows import term_rows
from knowledge.directory.way_rows import citations, way_rows

_AMOUNT = re.compile(r"\$([\d,]+)(?:\s*(K|mil))?")
_TIMES = {None: 1, "K": 1_000, "mil": 1_000_000}
_HOTLINE_TOPICS = ("languages", "confidentiality", "warnings", "withdrawn_statements")


def rows(loaded: Facts) -> Iterator[DirectoryTable]:
    """Every row of the directory, in no order that the keys between tables would need."""
    counted = count()
    for row in _rows(loaded):
        if isinstance(row, tables.Statement):
            row.position = next(counted)
        yield row


def _rows(loaded: Facts) -> Iterator[DirectoryTable]:
    yield from term_rows(loaded.taxonomy)
    for position, organization in enumerate(loaded.organizations.organizations):
        yield from _organization(organization, position)
    for position, service in enumerate(loaded.services.services):
        yield from _service(service, position, loaded)
    yield from _hotlines(loaded)
    for position, collaborative in enumerate(loaded.collaboratives.collaboratives):
        yield from _collaborative(collaborative, position)
    position = 0
    for group in loaded.answers:
        for answer in group.entries:
            yield from _answer(answer, group.audience, position)
            position += 1
    yield from _guidance(loaded)


def dollars(amount: str) -> int | None:
    """The figure in a printed amount: "up to $226,000" is 226000, "$2 mil" is 2000000, else None."""
    found = _AMOUNT.search(amount)
    return int(found[1].replace(",", "")) * _TIMES[found[2]] if found else None


def _organization(item: facts.Organization, position: int) -> Iterator[DirectoryTable]:
    yield tables.Organization(
        id=item.id,
        name=item.name,
        name_es=item.name_es,
        alternate_name=item.aliases[0] if item.aliases else None,
        description=item.what_it_does_en,
        description_es=item.what_it_does_es,
        kind=item.kind,
        **_sms(item.sms),
        position=position,
    )
    yield from aliases("organization", item.id, item.aliases)
    for n, contact in enumerate(item.contacts):
        yield from way_rows(contact, n, f"organization.{item.id}", organization_id=item.id)
    for n, line in enumerate(item.funding):
        yield from _funding(line, item.id, n)
    yield from statements("organization", item.id, "role_in_response", item.role_in_response)
    yield from statements("organization", item.id, "facts", item.facts)
    notes = (item.note,) if item.note else ()
    yield from remarks("organization", item.id, "note", notes)
    yield from open_points("organization", item)


def _sms(words: facts.SmsWords | None) -> dict[str, str]:
    return {"sms_name": words.name, "sms": words.en, "sms_es": words.es} if words else {}


def _funding(line: facts.Funding, organization_id: str, position: int) -> Iterator[DirectoryTable]:
    identity = f"{organization_id}.{position}"
    yield tables.Funding(
        id=identity, organization_id=organization_id, source=f"{line.bureau}, {line.fiscal_year}"
    )
    yield tables.ContractLine(
        funding_id=identity,
        bureau=line.bureau,
        purpose=line.purpose,
        amount=line.amount,
        amount_usd=dollars(line.amount),
        fiscal_year=line.fiscal_year,
        is_total=line.is_total,
        note=line.note,
        position=position,
    )
    yield from citations("funding", identity, line)


def _service(item: facts.Service, position: int, loaded: Facts) -> Iterator[DirectoryTable]:
    yield tables.Service(
        id=item.id,
        organization_id=item.organization,
        name=item.name_en,
        name_es=item.name_es,
        description=item.description_en,
        description_es=item.description_es,
        status="active" if item.status is None else "defunct",
        hidden_because=item.status_reason or item.status,
        application_process=item.first_steps_en,
        application_process_es=item.first_steps_es,
        interpretation_services=item.languages.en,
        interpretation_services_es=item.languages.es,
        kind=item.kind,
        ages=item.ages.en if item.ages else None,
        ages_es=item.ages.es if item.ages else None,
        **_sms(item.sms),
        reaches_law_enforcement=item.reaches_law_enforcement,
        eligibility_id=item.eligibility_id,
        position=position,
    )
    yield from citations("service", item.id, item)
    yield from _service_parts(item, loaded)
    for n, way in enumerate(item.how_to_reach):
        yield from way_rows(way, n, f"service.{item.id}", service_id=item.id)
    for n, hotline_id in enumerate(item.hotline_ids):
        yield tables.ServiceHotline(service_id=item.id, hotline_id=hotline_id, position=n)
    for n, warning in enumerate(item.warnings):
        yield from statement("service", item.id, "warnings", n, warning, warning.en, warning.es)
    yield from statements("service", item.id, "facts", item.facts)
    yield from open_points("service", item)


def _service_parts(item: facts.Service, loaded: Facts) -> Iterator[DirectoryTable]:
    area = next(area for area in loaded.taxonomy.areas if area.id == item.area_served)
    yield tables.ServiceArea(
        id=item.id,
        service_id=item.id,
        name=area.label_en,
        name_es=area.label_es,
        extent=area.id,
        serves_contra_costa=area.serves_contra_costa,
    )
    yield tables.CostOption(id=item.id, service_id=item.id, option=item.cost.en, option_es=item.cost.es)
    for code in item.languages.codes:
        identity = f"{item.id}.{code}"
        note = item.languages.en
        yield tables.Language(id=identity, service_id=item.id, name=code, code=code, note=note)
    links = [("need", "needs", need) for need in item.needs]
    links += [("trafficking_type", "trafficking_types", kind) for kind in item.trafficking_types]
    for link_type, taxonomy_id, code in links:
        yield tables.Attribute(
            id=f"{item.id}.{code}",
            link_id=item.id,
            link_entity="service",
            link_type=link_type,
            taxonomy_term_id=f"{taxonomy_id}:{code}",
        )


def _hotlines(loaded: Facts) -> Iterator[DirectoryTable]:
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
    yield from statements("hotline", item.id, "hours", (item.hours,))
    for topic in _HOTLINE_TOPICS:
        yield from statements("hotline", item.id, topic, getattr(item, topic))
    yield from open_points("hotline", item)


def _numbers(item: facts.OtherNumber) -> Iterator[DirectoryTable]:
    for n, number in enumerate(item.numbers):
        yield from way_rows(number, n, f"hotline.{item.id}", hotline_id=item.id)


def _collaborative(item: facts.Collaborative, position: int) -> Iterator[DirectoryTable]:
    yield tables.Collaborative(
        id=item.id,
        name=item.name,
        purpose=item.purpose_en,
        purpose_es=item.purpose_es,
        reaches_law_enforcement=item.reaches_law_enforcement,
        position=position,
    )
    yield from aliases("collaborative", item.id, item.aliases)
    for n, organization_id in enumerate(item.organization_ids):
        yield tables.CollaborativeMember(
            collaborative_id=item.id, organization_id=organization_id, position=n
        )
    yield from statements("collaborative", item.id, "facts", item.facts)
    yield from open_points("collaborative", item)


def _answer(item: facts.Answer, audience: str, position: int) -> Iterator[DirectoryTable]:
    copied = item.model_dump(include={"id", "topic", "sms_en", "sms_es", "web_en", "web_es", "note"})
    mark = item.reaches_law_enforcement
    yield tables.Answer(audience=audience, reaches_law_enforcement=mark, position=position, **copied)
    for language, questions in (("en", item.questions_en), ("es", item.questions_es)):
        for n, text in enumerate(questions):
            yield tables.AnswerQuestion(answer_id=item.id, language=language, position=n, text=text)
    for n, hotline_id in enumerate(item.related_hotlines):
        yield tables.AnswerHotline(answer_id=item.id, hotline_id=hotline_id, position=n)
    for n, service_id in enumerate(item.related_services):
        yield tables.AnswerService(answer_id=item.id, service_id=service_id, position=n)
    yield from citations("answer", item.id, item)
    yield from remarks("answer", item.id, "sources_disagree", item.sources_disagree)


def _guidance(loaded: Facts) -> Iterator[DirectoryTable]:
    """What holds for the directory as a whole: gaps, open questions, and the rules for reading it."""
    for n, gap in enumerate(loaded.services.gaps):
        yield from statement("need", gap.need, "gap", n, gap, gap.finding, None)
    questions = [f"{question.item}: {question.why}" for question in loaded.hotlines.not_verified]
    yield from remarks("directory", "hotlines", "not_verified", questions)
    yield from remarks("directory", "hotlines", "number_rules", loaded.hotlines.number_rules)
    about, first = loaded.answers_about, loaded.hotlines.read_first
    for entity_id, topic, text, text_es in (
        ("hotlines", "read_first", first.en, first.es),
        ("answers", "disclaimer", about.disclaimer_en, about.disclaimer_es),
    ):
        yield statement_row("directory", entity_id, topic, 0, text, text_es)
    rule = loaded.taxonomy.immigration_ask_rule
    yield from statement("directory", "taxonomy", "immigration_ask_rule", 0, rule, rule.en, rule.es)
