"""`/api/v1/screenings`: which services may fit a situation. Nothing that is sent here is kept or logged."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from knowledge.rules.facts import FactsRefused, read_facts
from knowledge.rules.load import Rules
from knowledge.rules.screen import UnknownServices, screen
from navigator_api.api import answers
from navigator_api.api.schemas import FieldsOut, ScreeningOut, ScreeningRequest
from navigator_api.errors import Problem, pointer, problem_response

PATH = "/api/v1/screenings"
MOST_ERRORS = 50

Today = Callable[[], date]


def router(rules: Rules | None, today: Today) -> APIRouter:
    """The routes over these rules; None, when they could not be loaded, answers 503."""
    routes = APIRouter(prefix=PATH, tags=["screenings"])

    @routes.post("", summary="Screen a situation", responses={200: {"model": ScreeningOut}})
    async def post_screening(request: ScreeningRequest) -> Response:
        return _screen(_demand(rules), request, request.on or today())

    @routes.get("/fields", summary="What may be asked, and how", responses={200: {"model": FieldsOut}})
    async def get_fields() -> Response:
        return JSONResponse(answers.all_fields(_demand(rules).fields))

    return routes


def _demand(rules: Rules | None) -> Rules:
    if rules is None:
        raise Problem(503, "The rules could not be loaded; `make directory` says where they are broken.")
    return rules


def _screen(rules: Rules, request: ScreeningRequest, on: date) -> Response:
    try:
        facts = read_facts(rules.fields, request.facts, on=on)
        found = screen(rules, facts, on=on, services=request.services)
    except FactsRefused as refused:
        return _refusal([_error("facts", one.field, f"{one.what}; {one.mend}") for one in refused.problems])
    except UnknownServices as unknown:
        return _refusal([_error("services", name, "is no service with a rule") for name in unknown.ids])
    return JSONResponse(answers.screening(found, rules.fields))


def _error(part: str, name: str, detail: str) -> dict[str, str]:
    return {"pointer": pointer(("body", part, name)), "detail": f"{name} {detail}."}


def _refusal(errors: Sequence[Mapping[str, str]]) -> Response:
    """At most MOST_ERRORS are told, and how many there were."""
    told = errors[:MOST_ERRORS]
    more = f" The first {len(told)} of {len(errors)} are listed." if len(told) < len(errors) else ""
    return problem_response(422, f"Some facts or services do not fit; see errors.{more}", errors=told)
