"""From facts to rows: which row each fact becomes. Pure; the order of the facts is kept in `position`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from knowledge.directory import fact_models as facts
from knowledge.directory import tables
from knowledge.directory.file_models import Facts
from knowledge.directory.hotline_rows import hotline_rows
from knowledge.directory.organization_rows import organization_rows
from knowledge.directory.schedule_rows import schedule_rows
from knowledge.directory.service_rows import service_rows
from knowledge.directory.statement_rows import remarks, statement, statement_row
from knowledge.directory.tables import DirectoryTable
from knowledge.directory.team_rows import team_rows
from knowledge.directory.term_rows import term_rows
from knowledge.directory.verification_rows import checked_row
from knowledge.directory.way_rows import citations


def rows(loaded: Facts) -> Iterator[DirectoryTable]:
    """Every row of the directory, in no order that the keys between tables would need."""
    counted = count()
    for row in _rows(loaded):
        if isinstance(row, tables.Statement):
            row.position = next(counted)
        yield row


def _rows(loaded: Facts) -> Iterator[DirectoryTable]:
    yield from term_rows(loaded.taxonomy)
    yield from organization_rows(loaded)
    yield from service_rows(loaded)
    yield from hotline_rows(loaded)
    yield from schedule_rows(loaded)
    yield from team_rows(loaded)
    position = 0
    for group in loaded.answers:
        for answer in group.entries:
            yield from _answer(answer, group.audience, position)
            position += 1
    yield from _guidance(loaded)
    yield from _expiry(loaded)


def newest_check(loaded: Facts) -> str:
    """The newest date on which anything in the facts was checked."""
    files = [loaded.organizations.checked, loaded.services.checked, loaded.hotlines.checked]
    files += [loaded.taxonomy.checked, loaded.collaboratives.checked, loaded.expiry.checked]
    return max(*files, *(answers.checked for answers in loaded.answers))


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
    yield checked_row("answer", item.id, "answer", item.checked, item.verified)
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


def _expiry(loaded: Facts) -> Iterator[DirectoryTable]:
    for position, kind in enumerate(loaded.expiry.kinds):
        yield tables.ExpiryPolicy(
            field_kind=kind.id,
            flag_after_days=kind.flag_after_days,
            hide_after_days=kind.hide_after_days,
            reason=kind.reason_en,
            reason_es=kind.reason_es,
            position=position,
        )
