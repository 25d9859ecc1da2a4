"""`/api/v1/referrals`: the log of referrals as JSON, for staff and for machines with a key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query, Security
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Engine
from starlette.responses import JSONResponse, Response

from knowledge.workspace.case_codes import read_code
from knowledge.workspace.referrals import Event, Filter, Kept, NotInTheList, NotInTime
from navigator_api.api.referral_schemas import NewReferralIn, OutcomeIn, ReferralOut, ReferralsOut
from navigator_api.errors import Problem, problem_response
from navigator_api.reading import reading
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.referral_desk import DOOR, ReferralDesk, Whole
from navigator_api.web.referral_forms import LONGEST, Checked, ReferralForm, check

PATH = "/api/v1/referrals"
READ, WRITE = "referrals.read", "referrals.write"

Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=16,
        max_length=80,
        description="Chosen by you, once for each thing to be made: sent again, nothing is made twice.",
    ),
]


class Asked(BaseModel):
    """The parameters; they add up."""

    model_config = ConfigDict(extra="forbid")

    state: Literal["open", "overdue", "closed", "all"] = "all"
    need: str = Field("", max_length=LONGEST)
    service: str = Field("", max_length=LONGEST)
    case_code: str = Field("", max_length=12)
    page: int = Field(1, ge=1, le=10_000)
    per_page: int = Field(20, ge=1, le=100)


def router(guard: Guard, engine: Engine, now: Callable[[], datetime]) -> APIRouter:
    """List, read, make, and add an outcome."""
    routes = APIRouter(tags=["workspace"])
    desk = ReferralDesk(engine, now)
    _add_reading(routes, guard, desk)
    _add_writing(routes, guard, desk)
    return routes


def _add_reading(routes: APIRouter, guard: Guard, desk: ReferralDesk) -> None:
    may_read = Security(guard.api, scopes=[READ])

    @routes.get(PATH, summary="Referrals, the newest first", responses={200: {"model": ReferralsOut}})
    def get_referrals(asked: Annotated[Asked, Query()], actor: Actor = may_read) -> Response:
        code = (read_code(asked.case_code) or "-") if asked.case_code else ""
        wanted = Filter(asked.state, asked.need, asked.service, code)
        found = desk.page(wanted, asked.page, asked.per_page)
        results = [_out(row) for row in found.rows]
        return JSONResponse(
            {"page": found.page, "pages": found.pages, "total": found.total, "results": results}
        )

    @routes.get(f"{PATH}/{{referral_id}}", summary="One referral", responses={200: {"model": ReferralOut}})
    def get_referral(referral_id: int, actor: Actor = may_read) -> Response:
        return JSONResponse(_whole_out(desk.whole(referral_id)))


def _add_writing(routes: APIRouter, guard: Guard, desk: ReferralDesk) -> None:
    may_write = Security(guard.api, scopes=[WRITE])

    @routes.post(PATH, status_code=201, summary="Make a referral", responses={201: {"model": ReferralOut}})
    def post_referral(sent: NewReferralIn, key: Key, actor: Actor = may_write) -> Response:
        checked = _checked(desk, sent)
        if checked.referral is None:
            errors = [
                {"pointer": f"#/{_FIELDS.get(name, name)}", "detail": _WRONG} for name in checked.errors
            ]
            return problem_response(422, "Some fields do not fit; see errors.", errors=errors)
        made = desk.make(checked.referral, case_code=checked.case_code, key=key, account=actor.account)
        return JSONResponse(_whole_out(desk.whole(made)), 201, {"Location": f"{PATH}/{made}"})

    @routes.post(
        f"{PATH}/{{referral_id}}/outcomes",
        status_code=201,
        summary="Add what became of a referral",
        responses={201: {"model": ReferralOut}},
    )
    def post_outcome(referral_id: int, sent: OutcomeIn, key: Key, actor: Actor = may_write) -> Response:
        try:
            desk.add_outcome(referral_id, sent.outcome, key=key, account=actor.account, at=sent.at)
        except NotInTheList:
            return _refused("#/outcome", _WRONG)
        except NotInTime:
            return _refused("#/at", "Give a time after the referral was made and not later than now.")
        return JSONResponse(_whole_out(desk.whole(referral_id)), 201)


_FIELDS = {"case": "case_code"}
_WRONG = "Use a value of its list; a case code must be one of the log."


def _checked(desk: ReferralDesk, sent: NewReferralIn) -> Checked:
    form = ReferralForm(
        service=sent.service,
        need=sent.need,
        language=sent.language,
        county=sent.county,
        how=sent.how,
        emergency="yes" if sent.emergency else "",
        case=sent.case_code or "",
    )
    with reading(desk.engine, DOOR) as session:
        return check(session, form)


def _refused(pointer: str, detail: str) -> Response:
    errors = [{"pointer": pointer, "detail": detail}]
    return problem_response(422, "Some fields do not fit; see errors.", errors=errors)


def _whole_out(whole: Whole | None) -> dict[str, Any]:
    if whole is None:
        raise Problem(404, "There is no referral with this id; old ones become counts and are deleted.")
    history = [_event(event) for event in whole.history]
    return {**_out(whole.kept), "steps": sorted(whole.steps), "history": history}


def _out(kept: Kept) -> dict[str, Any]:
    """A ReferralOut without history."""
    what, clock = kept.what, kept.clock
    return {
        "id": kept.id,
        "case_code": kept.case_code,
        "service": what.service_id,
        "need": what.need,
        "language": what.language,
        "county": what.county,
        "how": what.how,
        "emergency": what.emergency,
        "made_at": kept.made_at.isoformat(),
        "outcome": kept.outcome.id,
        "open": kept.outcome.open,
        "overdue": kept.overdue,
        "minutes_to_connection": None if kept.to_connection is None else _minutes(kept.to_connection),
        "clock": clock
        and {"state": clock.state, "due": clock.due.isoformat(), "minutes_left": _minutes(clock.left)},
    }


def _event(event: Event) -> dict[str, str]:
    return {"outcome": event.outcome.id, "at": event.at.isoformat()}


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds()) // 60
