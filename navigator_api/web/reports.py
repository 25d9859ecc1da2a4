"""`/navigator/reports`: what was done, in numbers that tell of nobody, on the page, as CSV and as PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Security
from markupsafe import Markup
from sqlalchemy import Engine
from starlette.responses import HTMLResponse, Response

from knowledge.guides import FundingWords
from knowledge.workspace.referral_codes import referral_codes
from knowledge.workspace.report_periods import month_number
from navigator_api.errors import Problem
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.charts import Bar, bars, columns
from navigator_api.web.csv_export import csv_response
from navigator_api.web.report_desk import Asked, NoSuchTable, NotAPeriod, ReportDesk, Seen
from navigator_api.web.report_paper import how_to_read, paper
from navigator_api.web.report_tables import PARTS, Cell, Part, ReportTable, cell
from navigator_api.web.report_words import Names
from navigator_api.web.site import Site
from navigator_api.web.sources import dated, source_lines

PATH = "/navigator/reports"
READ, EXPORT = "reports.read", "reports.export"
LONGEST = 20

Text = Annotated[str, Query(max_length=LONGEST)]


def asked_for(period: Text = "", first: Text = "", last: Text = "") -> Asked:
    """The period in the address."""
    return Asked(period, first, last)


AskedFor = Annotated[Asked, Depends(asked_for)]


def router(
    site: Site, guard: Guard, engine: Engine, now: Callable[[], datetime], funding: FundingWords
) -> APIRouter:
    """The report's page, and its files. `funding` has the Spanish of contract lines."""
    routes = APIRouter(tags=["workspace"], default_response_class=HTMLResponse)
    desk = ReportDesk(engine, now, funding)
    may_read = Security(guard.page, scopes=[READ])
    _add_files(routes, site, desk, Security(guard.page, scopes=[EXPORT]), now)

    @routes.get(PATH, summary="The report of a period")
    def get_report(
        request: Request, asked: AskedFor, part: Part = "referrals", actor: Actor = may_read
    ) -> Response:
        language = site.language(request, actor)
        say = site.words(language)
        errors: dict[str, str] = {}
        try:
            seen = desk.seen(asked, language, say)
        except NotAPeriod as wrong:
            errors = {field: say(f"reports.error.{why}") for field, why in wrong.fields.items()}
            seen = replace(desk.seen(Asked(), language, say), asked=asked)
        return site.html(
            request,
            "reports/report.html",
            status=422 if errors else 200,
            actor=actor,
            seen=seen,
            names=seen.names,
            part=part,
            parts=PARTS,
            errors=errors,
            notes=how_to_read(seen),
            chart=lambda table: chart(table, seen.names),
            figure=lambda found: cell(found).text,
            rule=referral_codes().clock,
            dated=lambda found: dated(found, language, say),
            source_lines=lambda found: source_lines(found, language, say),
        )

    return routes


def _add_files(
    routes: APIRouter, site: Site, desk: ReportDesk, may_export: Actor, now: Callable[[], datetime]
) -> None:
    def exported(request: Request, asked: Asked, actor: Actor, table_id: str | None = None) -> Seen:
        language = site.language(request, actor)
        try:
            return desk.exported(asked, actor, language, site.words(language), table_id)
        except NotAPeriod as wrong:
            raise Problem(422, str(wrong)) from None
        except NoSuchTable:
            raise Problem(404, "The report of this period has no such table.") from None

    @routes.get(f"{PATH}/report.pdf", summary="The report of a period as PDF", response_class=Response)
    def get_pdf(request: Request, asked: AskedFor, actor: Actor = may_export) -> Response:
        seen = exported(request, asked, actor)
        headers = {
            "Content-Disposition": f'attachment; filename="report-{seen.file_name}.pdf"',
            "Cache-Control": "no-store",
        }
        return Response(paper(seen, now()), media_type="application/pdf", headers=headers)

    @routes.get(f"{PATH}/tables/{{table_id}}.csv", summary="One table as CSV", response_class=Response)
    def get_csv(request: Request, table_id: str, asked: AskedFor, actor: Actor = may_export) -> Response:
        seen = exported(request, asked, actor, table_id)
        table = seen.table(table_id)
        assert table is not None
        rows = [
            [row.label, *(cell.text if cell.value is None else cell.value for cell in row.cells)]
            for row in table.all_rows
        ]
        return csv_response(f"{table.id}-{seen.file_name}", table.head, rows)


def chart(table: ReportTable, names: Names) -> Markup:
    """The picture of a table with one column of numbers; its total is no bar of it."""
    key = f"chart-{table.id}"
    if table.chart == "columns":
        months = [_bar(names.short_month(month_number(row.id)), row.cells[0]) for row in table.rows]
        return columns(key, table.title, months)
    return bars(key, table.title, [_bar(row.label, row.cells[0]) for row in table.rows])


def _bar(label: str, cell: Cell) -> Bar:
    return Bar(label, cell.text, cell.at_least or 0, whole=cell.value is not None)
