"""`/api/v1/reports`: the report of a period as JSON; the same numbers as on the page, and no others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Security
from pydantic import BaseModel, Field
from sqlalchemy import Engine

from bot.text.language import Language
from knowledge.guides import FundingWords
from knowledge.workspace.report_periods import Period, month_text
from navigator_api.errors import Problem
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.report_desk import NotAPeriod, ReportDesk, Seen
from navigator_api.web.report_paper import how_to_read
from navigator_api.web.report_tables import Cell, ReportTable, Row
from navigator_api.web.reports import READ, AskedFor
from navigator_api.web.site import Site

PATH = "/api/v1/reports"


class MonthsOut(BaseModel):
    """Both months are in it, as 2026-07."""

    first: str
    last: str


class CellOut(BaseModel):
    """`text` is what the page prints."""

    text: str
    value: int | None = Field(
        description="The number; null where it is hidden, is words, or only a floor is told."
    )
    at_least: int | None = Field(description="What the number is at least; null where nothing is told.")


class RowOut(BaseModel):
    """`id` is a code, an organization's id, or a month."""

    id: str
    label: str
    cells: list[CellOut]


class TableOut(BaseModel):
    """`head` names the labels first, then the cells. The rows add up to `total` where all are told."""

    id: str
    part: str
    title: str
    head: list[str]
    rows: list[RowOut]
    total: RowOut | None
    notes: list[str]


class ReportOut(BaseModel):
    """`fixed` are the whole quarters that the numbers about referrals are of; null for none."""

    period: MonthsOut
    fixed: MonthsOut | None
    empty: bool
    notes: list[str]
    tables: list[TableOut]


def router(
    site: Site, guard: Guard, engine: Engine, now: Callable[[], datetime], funding: FundingWords
) -> APIRouter:
    """The report that a period asks for; without one, of this fiscal year so far."""
    routes = APIRouter(tags=["workspace"])
    desk = ReportDesk(engine, now, funding)

    @routes.get(PATH, summary="The report of a period")
    def get_report(
        asked: AskedFor,
        lang: Annotated[Language, Query(description="The language of titles and labels.")] = "en",
        actor: Actor = Security(guard.api, scopes=[READ]),
    ) -> ReportOut:
        try:
            return _out(desk.seen(asked, lang, site.words(lang)))
        except NotAPeriod as wrong:
            raise Problem(422, str(wrong)) from None

    return routes


def _out(seen: Seen) -> ReportOut:
    fixed = seen.report.fixed
    return ReportOut(
        period=_months(seen.report.period),
        fixed=_months(fixed) if fixed else None,
        empty=seen.report.is_empty,
        notes=how_to_read(seen),
        tables=[_table(one) for one in seen.tables],
    )


def _months(period: Period) -> MonthsOut:
    return MonthsOut(first=month_text(period.first), last=month_text(period.last))


def _table(table: ReportTable) -> TableOut:
    return TableOut(
        id=table.id,
        part=table.part,
        title=table.title,
        head=list(table.head),
        rows=[_row(row) for row in table.rows],
        total=_row(table.total) if table.total else None,
        notes=list(table.notes),
    )


def _row(row: Row) -> RowOut:
    return RowOut(id=row.id, label=row.label, cells=[_cell(one) for one in row.cells])


def _cell(cell: Cell) -> CellOut:
    return CellOut(text=cell.text, value=cell.value, at_least=cell.at_least)
