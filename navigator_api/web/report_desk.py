"""Reads a report for a page, a file or JSON: which months were asked for, and the tables of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import Session

from bot.text.language import Language
from knowledge.guides import FundingWords
from knowledge.workspace import audit, report_counts
from knowledge.workspace.report_periods import Period, fiscal_year, month_number, month_text, quarter
from knowledge.workspace.reports import Report, choosable, report
from navigator_api.clock import CALIFORNIA
from navigator_api.reading import writing
from navigator_api.staff.actor import Actor
from navigator_api.web.report_tables import ReportTable, tables
from navigator_api.web.report_words import Names, Say, names

DOOR = "reports"
OWN_MONTHS = "months"


@dataclass(frozen=True)
class Asked:
    """`period` is "", "fy-2026", "q-2026-07" or "months", which takes `first` and `last` ("2026-07")."""

    period: str = ""
    first: str = ""
    last: str = ""


class NotAPeriod(ValueError):
    """`fields` says of each field why it does not fit: choose or order."""

    def __init__(self, **fields: str) -> None:
        super().__init__("Ask for fy-YEAR, q-YEAR-MONTH, or months with first and last, within the log.")
        self.fields = fields


class NoSuchTable(LookupError):
    """The report of this period has nothing for such a table."""


@dataclass(frozen=True)
class Seen:
    """A report with its names and tables. `within` are the months that may be asked for."""

    asked: Asked
    within: Period
    report: Report
    names: Names
    tables: tuple[ReportTable, ...]

    def table(self, table_id: str) -> ReportTable | None:
        """One of its tables; None when the report has nothing for it."""
        return next((one for one in self.tables if one.id == table_id), None)

    @property
    def selected(self) -> str:
        """The choice that is shown as made."""
        return self.asked.period or f"fy-{fiscal_year(self.within.last).first // 12}"

    @property
    def first_month(self) -> str:
        """What the choice of the first month shows."""
        return self.asked.first or month_text(self.report.period.first)

    @property
    def last_month(self) -> str:
        """The same of the last month."""
        return self.asked.last or month_text(self.report.period.last)

    @property
    def months(self) -> list[tuple[str, str]]:
        """(value, name) of each month that may be asked for, the newest first."""
        every = range(self.within.last, self.within.first - 1, -1)
        return [(month_text(month), self.names.month(month)) for month in every]

    @property
    def query(self) -> dict[str, str]:
        """What asks for this report again."""
        return {"period": self.asked.period, "first": self.asked.first, "last": self.asked.last}

    @property
    def file_name(self) -> str:
        """The months, as part of a file's name."""
        return f"{month_text(self.report.period.first)}-{month_text(self.report.period.last)}"


class ReportDesk:
    """Every read fixes first what is due, so that a report never tells of a quarter that may change."""

    def __init__(self, engine: Engine, now: Callable[[], datetime], funding: FundingWords) -> None:
        self._engine = engine
        self._now = now
        self._funding = funding

    def seen(self, asked: Asked, language: Language, say: Say) -> Seen:
        """The report that was asked for. Raises NotAPeriod."""
        with self._open() as session:
            return self._seen(session, asked, language, say)

    def exported(
        self, asked: Asked, actor: Actor, language: Language, say: Say, table_id: str | None = None
    ) -> Seen:
        """The same for a file, of one table or of all, with a row in the audit log.

        Raises NotAPeriod, and NoSuchTable before anything is written down.
        """
        with self._open() as session:
            found = self._seen(session, asked, language, say)
            if table_id is not None and found.table(table_id) is None:
                raise NoSuchTable
            period = found.report.period
            audit.record(
                session,
                at=self._now(),
                account=actor.account,
                action="report.export",
                entity="report",
                entity_id=table_id or "",
                detail={"first": month_text(period.first), "last": month_text(period.last)},
            )
            return found

    @contextmanager
    def _open(self) -> Iterator[Session]:
        with writing(self._engine, DOOR) as session:
            report_counts.fix(session, self._today())
            yield session

    def _seen(self, session: Session, asked: Asked, language: Language, say: Say) -> Seen:
        today = self._today()
        within = choosable(session, today)
        found = report(session, chosen(asked, within), today)
        called = names(session, language, say, self._funding)
        return Seen(asked, within, found, called, tables(found, called))

    def _today(self) -> date:
        return self._now().astimezone(CALIFORNIA).date()


def chosen(asked: Asked, within: Period) -> Period:
    """The months that were asked for; of nothing, this fiscal year so far. Raises NotAPeriod."""
    if asked.period == OWN_MONTHS:
        return _own(asked, within)
    found = _named(asked.period, within)
    inside = found.within(within) if found else None
    if inside is None:
        raise NotAPeriod(period="choose")
    return inside


def _named(name: str, within: Period) -> Period | None:
    if not name:
        return fiscal_year(within.last)
    kind, _, rest = name.partition("-")
    try:
        if kind == "fy":
            return fiscal_year(month_number(f"{rest}-07"))
        return _quarter(rest) if kind == "q" else None
    except ValueError:
        return None


def _quarter(first: str) -> Period | None:
    found = quarter(month_number(first))
    return found if month_text(found.first) == first else None


def _own(asked: Asked, within: Period) -> Period:
    wrong, months = {}, {}
    for field in ("first", "last"):
        try:
            months[field] = month_number(getattr(asked, field))
        except ValueError:
            months[field] = -1
        if not within.first <= months[field] <= within.last:
            wrong[field] = "choose"
    if wrong:
        raise NotAPeriod(**wrong)
    if months["first"] > months["last"]:
        raise NotAPeriod(last="order")
    return Period(months["first"], months["last"])
