"""A report as tables: the one form from which the page, the CSV, the PDF and the JSON are made.

So that the four say the same numbers, and nothing else than what knowledge.workspace.reports lets out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from knowledge.workspace.report_book import Division
from knowledge.workspace.report_periods import month_text
from knowledge.workspace.reports import Paid, Report, Work
from knowledge.workspace.suppression import Figure
from navigator_api.web.report_words import Names
from navigator_api.web.sources import source_lines

Part = Literal["referrals", "outcomes", "partners", "contracts"]
PARTS: tuple[Part, ...] = ("referrals", "outcomes", "partners", "contracts")
ChartKind = Literal["", "bars", "columns"]

HIDDEN = "—"
UNDER = "<10"
# Lists whose rows are few and all known: each is named. Of the others only rows with a number are.
_CLOSED = frozenset({"language", "result", "reached", "unmet", "ended", "in_time"})
_NOTED = frozenset({"result", "unmet", "unmet_need", "in_time", "contact_partner"})
OTHERS = "others"


@dataclass(frozen=True)
class Cell:
    """`value` is the number where it is told, `at_least` its floor; a text has neither."""

    text: str
    value: int | None = None
    at_least: int | None = None


@dataclass(frozen=True)
class Row:
    id: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class ReportTable:
    """`head` names the column of the labels first, then each of the cells."""

    id: str
    part: Part
    title: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    notes: tuple[str, ...] = ()
    chart: ChartKind = ""

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """The rows and their total."""
        return (*self.rows, self.total) if self.total else self.rows


def cell(figure: Figure) -> Cell:
    """A figure as it is printed: 35, 27+ for 27 or more, <10, or a dash."""
    if figure.exact:
        return Cell(f"{figure.least:,}", figure.least, figure.least)
    if figure.under:
        return Cell(UNDER)
    return Cell(f"{figure.least:,}+", None, figure.least) if figure.least else Cell(HIDDEN)


def tables(report: Report, names: Names) -> tuple[ReportTable, ...]:
    """Every table that the report has something for."""
    found = (
        *_referrals(report, names),
        *_outcomes(report, names),
        *_partners(report, names),
        _contracts(report, names),
    )
    return tuple(table for table in found if table.rows)


def _referrals(report: Report, names: Names) -> Iterator[ReportTable]:
    say = names.say
    months = tuple(
        Row(month_text(month), names.month(month), (cell(one),)) for month, one in report.months.items()
    )
    yield ReportTable(
        "month", "referrals", say("reports.table.month"), _head(names, "month"), months, chart="columns"
    )
    for subject in ("need", "partner", "language"):
        yield _divided(report, names, subject, "referrals")


def _outcomes(report: Report, names: Names) -> Iterator[ReportTable]:
    for subject in ("result", "reached", "unmet", "unmet_need", "ended"):
        yield _divided(report, names, subject, "outcomes")
    yield _unanswered(report, names)
    yield _connections(report, names)
    share = report.share_in_time
    note = names.say("reports.in_time.share") % {"share": share} if share is not None else ""
    yield _divided(report, names, "in_time", "outcomes", note)


def _partners(report: Report, names: Names) -> Iterator[ReportTable]:
    by_partner = {name: (names.organization(name), work) for name, work in report.work_by_partner.items()}
    by_month = {month_text(month): (names.month(month), work) for month, work in report.work_by_month.items()}
    yield _work("work_partner", names, by_partner)
    yield _work("work_month", names, by_month)
    yield _divided(report, names, "contact_partner", "partners")


def _divided(report: Report, names: Names, subject: str, part: Part, *notes: str) -> ReportTable:
    division = report.divisions[subject]
    rows = _rows(division, names, subject)
    total = Row("total", names.say("reports.total"), (cell(division.total),)) if rows else None
    said = [names.say(f"reports.note.{subject}")] if subject in _NOTED else []
    return ReportTable(
        subject,
        part,
        names.say(f"reports.table.{subject}"),
        _head(names, subject),
        rows,
        total,
        tuple(note for note in (*said, *notes) if note),
        "bars",
    )


def _rows(division: Division, names: Names, subject: str) -> tuple[Row, ...]:
    """None where there is nothing to divide."""
    if division.total == Figure(0, True):
        return ()
    if subject in _CLOSED:
        found = [(row, figure) for row, figure in division.rows.items()]
    else:
        found = [(row, figure) for row, figure in division.rows.items() if figure.least]
    named = [Row(row, names.row(subject, row), (cell(figure),)) for row, figure in _biggest_first(found)]
    if any(not one.exact and not one.least for one in division.rows.values()) and subject not in _CLOSED:
        named.append(Row(OTHERS, names.say("reports.others"), (Cell(HIDDEN),)))
    return tuple(named)


def _biggest_first(found: list[tuple[str, Figure]]) -> list[tuple[str, Figure]]:
    return sorted(found, key=lambda pair: -pair[1].least)


def _unanswered(report: Report, names: Names) -> ReportTable:
    found = [(row, figure) for row, figure in report.unanswered.items() if figure.least]
    rows = [Row(row, names.topic(row), (cell(figure),)) for row, figure in _biggest_first(found)]
    if len(found) < len(report.unanswered):
        rows.append(Row(OTHERS, names.say("reports.others"), (Cell(HIDDEN),)))
    title, note = names.say("reports.table.unanswered"), names.say("reports.note.unanswered")
    return ReportTable(
        "unanswered", "outcomes", title, _head(names, "unanswered"), tuple(rows), None, (note,), "bars"
    )


def _connections(report: Report, names: Names) -> ReportTable:
    rows = tuple(
        Row(
            f"{month_text(one.span.first)}/{month_text(one.span.last)}",
            names.heading(one.span),
            tuple(cell(Figure(hours, True)) for hours in one.hours) if one.hours else (Cell(HIDDEN),) * 3,
        )
        for one in report.connections
    )
    say = names.say
    hours = (say(f"reports.hours.{name}") for name in ("first", "half", "third"))
    head = (say("reports.head.period"), *hours)
    note = say("reports.note.first_connection")
    return ReportTable(
        "first_connection", "outcomes", say("reports.table.first_connection"), head, rows, None, (note,)
    )


def _work(table: str, names: Names, work: Mapping[str, tuple[str, Work]]) -> ReportTable:
    say = names.say
    columns = ("trainings", "people", "sessions", "materials")
    rows = tuple(Row(key, label, _work_cells(one)) for key, (label, one) in work.items())
    total = sum((one for _, one in work.values()), Work())
    return ReportTable(
        table,
        "partners",
        say(f"reports.table.{table}"),
        (say(f"reports.head.{table}"), *(say(f"reports.work.{column}") for column in columns)),
        rows,
        Row("total", say("reports.total"), _work_cells(total)) if rows else None,
        (say("reports.note.work"),),
    )


def _work_cells(work: Work) -> tuple[Cell, ...]:
    numbers = (work.trainings, work.people, work.sessions, work.materials)
    return tuple(cell(Figure(number, True)) for number in numbers)


def _contracts(report: Report, names: Names) -> ReportTable:
    columns = ("bureau", "purpose", "amount", "year", "source", "referrals", "trainings", "sessions", "match")
    say = names.say
    return ReportTable(
        "contracts",
        "contracts",
        say("reports.table.contracts"),
        tuple(say(f"reports.contract.{column}") for column in ("payee", *columns)),
        tuple(row for paid in report.paid for row in _contract_rows(paid, names)),
        None,
        (say("reports.note.contracts"),),
    )


def _contract_rows(paid: Paid, names: Names) -> Iterator[Row]:
    done = (cell(paid.referrals), *(_work_cells(paid.work)[at] for at in (0, 2)))
    for at, line in enumerate(paid.lines):
        sources = source_lines(line.sources, names.language, names.say)
        source = "; ".join(f"{one.title or one.url}, {one.dated}" for one in sources)
        words = (names.funding(one) for one in (line.bureau, line.purpose, line.amount, line.fiscal_year))
        match = Cell(names.say(f"reports.match.{'same_year' if at in paid.same_year else 'other_year'}"))
        cells = (*(Cell(text) for text in (*words, source)), *done, match)
        yield Row(f"{paid.organization_id}.{at}", names.organization(paid.organization_id), cells)


def _head(names: Names, subject: str) -> tuple[str, str]:
    return names.say(f"reports.head.{subject}"), names.say("reports.head.count")
