"""`/plan`: the five points, and a pledge that is counted and nothing more."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from knowledge.guides import Plan
from knowledge.workspace import pledges
from navigator_api.errors import Problem
from navigator_api.reading import reading, writing
from navigator_api.web.pledge_tokens import PledgeTokens
from navigator_api.web.public import TAG, Public
from navigator_api.web.site import with_query

LONGEST = 200


def router(public: Public, plan: Plan, tokens: PledgeTokens) -> APIRouter:
    """`GET /plan` and `POST /plan`."""
    routes = APIRouter(tags=[TAG], default_response_class=HTMLResponse)

    def page(request: Request, *, status: int = 200, said: str = "") -> HTMLResponse:
        return public.html(
            request,
            "plan.html",
            status=status,
            plan=plan,
            said=said,
            count=_count(public),
            token=tokens.give(),
            citations=plan.citations(),
            number={key: place for place, key in enumerate(plan.sources, 1)},
        )

    @routes.get("/plan", summary="The five points and the pledge")
    def get_plan(request: Request) -> HTMLResponse:
        said = "thanks" if request.query_params.get("done") == "1" else ""
        return page(request, said=said)

    @routes.post("/plan", summary="Take the pledge; one more is counted")
    def post_pledge(request: Request, token: Annotated[str, Form(max_length=LONGEST)] = "") -> Response:
        if not tokens.is_ours(token):
            return page(request, status=422, said="old")
        if tokens.spend(token) and not _counted(public, tokens, token):
            return page(request, status=503, said="down")
        lang = request.query_params.get("lang")
        return RedirectResponse(with_query("/plan", {"lang": lang, "done": "1"}) + "#pledge", 303)

    return routes


def _count(public: Public) -> int | None:
    """The count from ten upward; the page stands without it when the database does not answer."""
    try:
        with reading(public.engine, TAG) as session:
            return pledges.shown(session)
    except Problem:
        return None


def _counted(public: Public, tokens: PledgeTokens, token: str) -> bool:
    """Count it; when that fails the token is good again, so that the person can press once more."""
    try:
        with writing(public.engine, TAG) as session:
            pledges.add(session)
    except Problem:
        tokens.give_back(token)
        return False
    return True
