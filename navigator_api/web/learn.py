"""`/learn`: what people wrongly think about forced work, and the signs, each with its source."""

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import HTMLResponse

from knowledge.directory import queries
from knowledge.directory.results import AnswerEntry
from knowledge.guides import LaborGuide
from navigator_api.web.public import TAG, Public, Values

# The reviewed answers of this page, by the part they stand in.
SIGNS = ("e_signs_labor", "c_forced_crime")
FIGURES = ("c_youth_studies",)
DO = ("c_what_do", "c_claim_fear")


def router(public: Public, guide: LaborGuide) -> APIRouter:
    """`GET /learn`."""
    routes = APIRouter(tags=[TAG], default_response_class=HTMLResponse)

    @routes.get("/learn", summary="Misconceptions and signs of forced work")
    def get_learn(request: Request) -> HTMLResponse:
        return public.from_directory(request, "learn.html", lambda session: _read(session, guide))

    return routes


def _read(session: Session, guide: LaborGuide) -> Values:
    myths = [one.answer for one in guide.misconceptions]
    found = {one.id: one for one in queries.answers(session, [*myths, *SIGNS, *FIGURES, *DO])}

    def of(ids: tuple[str, ...]) -> list[AnswerEntry]:
        return [found[one] for one in ids if one in found]

    return {
        "guide": guide,
        "myths": [(one, found[one.answer]) for one in guide.misconceptions if one.answer in found],
        "signs": of(SIGNS),
        "figures": of(FIGURES),
        "do": of(DO),
        "share_sources": guide.citations(["slides"]),
    }
