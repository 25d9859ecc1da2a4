"""The workspace with the report's doors, over logs of two fiscal years with small numbers in them."""

import pytest
from sqlmodel import Session

from knowledge import guides
from navigator_api.api import reports as report_json
from navigator_api.web import partner_log, reports
from tests.knowledge.workspace.report_log import CVS, JAL, reach_out, refer, train
from tests.navigator_api.web.conftest import Workspace


@pytest.fixture
def doors(workspace: Workspace) -> Workspace:
    """The log's router stands before the report's, as in the application."""
    shared = (workspace.site, workspace.guard, workspace.engine, workspace.now)
    workspace.app.include_router(partner_log.router(*shared))
    workspace.app.include_router(reports.router(*shared, guides.funding_words()))
    workspace.app.include_router(report_json.router(*shared, guides.funding_words()))
    return workspace


@pytest.fixture
def logged(doors: Workspace) -> Workspace:
    with Session(doors.engine) as session:
        for month, small in (
            ("2025-07", 4),
            ("2025-10", 14),
            ("2026-01", 15),
            ("2026-04", 16),
            ("2026-07", 6),
        ):
            refer(session, month, small, need="legal_immigration", service_id=JAL, language="tl")
            refer(session, month, 30, need="food", service_id=CVS, language="es", outcome="waitlisted")
            refer(session, month, 20, need="emergency_shelter", service_id=CVS, emergency=True, hours=5)
        train(session, "2026-09-14", 24)
        reach_out(session, "2026-08-04", 40, 300)
        reach_out(session, "2026-11-04", 3, 50, organization_id="fjc")
    return doors
