"""A report on paper: the same tables as on the page, one beneath the other."""

from datetime import datetime

from navigator_api.web.local_time import day_and_time
from navigator_api.web.pdf import Paper
from navigator_api.web.report_desk import Seen
from navigator_api.web.report_tables import PARTS, ReportTable

# Shares of the page's width: the label, and each column of numbers.
_LABEL, _NUMBER = 5, 2


def paper(seen: Seen, made: datetime) -> bytes:
    """The PDF of a report."""
    names = seen.names
    say, period = names.say, names.period(seen.report.period)
    title = say("reports.paper.title") % {"period": period}
    sheet = Paper(
        title=title,
        language=names.language,
        footer=say("reports.paper.made") % {"when": day_and_time(made, names.language)},
        page_word=say("reports.paper.page"),
        made=made,
    )
    sheet.heading(title, 1)
    for line in how_to_read(seen):
        sheet.text(line, small=True)
    for part in PARTS:
        found = [table for table in seen.tables if table.part == part]
        if found:
            sheet.heading(say(f"reports.part.{part}"), 2)
        for table in found:
            _put(sheet, table)
    return sheet.done()


def how_to_read(seen: Seen) -> list[str]:
    """What holds for every number of the report, or that there is none."""
    say = seen.names.say
    if seen.report.is_empty:
        return [say("reports.empty"), _through(seen)]
    return [_through(seen), *(say(f"reports.legend.{name}") for name in ("plus", "hidden", "zero", "why"))]


def _through(seen: Seen) -> str:
    if seen.report.fixed is None:
        return seen.names.say("reports.fixed.none")
    return seen.names.say("reports.fixed.through") % {"period": seen.names.period(seen.report.fixed)}


def _put(sheet: Paper, table: ReportTable) -> None:
    sheet.heading(table.title, 3)
    for note in table.notes:
        sheet.text(note, small=True)
    if table.id == "contracts":
        _put_lines(sheet, table)
        return
    rows = [(row.label, *(cell.text for cell in row.cells)) for row in table.all_rows]
    sheet.table(table.head, rows, (_LABEL, *(_NUMBER for _ in table.head[1:])))


def _put_lines(sheet: Paper, table: ReportTable) -> None:
    """A contract line has too many columns for a sheet: each is a list of its own."""
    for row in table.rows:
        sheet.text(row.label, bold=True)
        sheet.items(
            [
                f"{name}: {cell.text}"
                for name, cell in zip(table.head[1:], row.cells, strict=True)
                if cell.text
            ]
        )
