"""`/assessment`: an agency's own look at the six areas. Answers make a page or a PDF and are kept nowhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from bot.text.language import Language
from knowledge.guides import Area, Question, SelfCheck
from navigator_api.web.pdf import Paper
from navigator_api.web.public import TAG, Public, Values, pdf_response, printed

ANSWERS = ("yes", "partly", "no", "unknown")
# What was left out is a thing to find out, too.
NEXT_FIRST = ("no", "partly", "unknown")
FILE = "info-line-check"


async def _form(request: Request) -> FormData:
    return await request.form()


Form = Annotated[FormData, Depends(_form)]


@dataclass(frozen=True)
class Answered:
    question: Question
    answer: str


@dataclass(frozen=True)
class AreaResult:
    """An area with its questions by answer. No score: the questions do not weigh the same."""

    area: Area
    answered: tuple[Answered, ...]

    def by(self, answer: str) -> tuple[Question, ...]:
        return tuple(one.question for one in self.answered if one.answer == answer)


def router(public: Public, check: SelfCheck, now: Callable[[], datetime]) -> APIRouter:
    """`GET` and `POST /assessment`, `POST /assessment.pdf`."""
    routes = APIRouter(tags=[TAG], default_response_class=HTMLResponse)
    shared: Values = {
        "check": check,
        "citations": check.citations(),
        "number": {key: place for place, key in enumerate(check.sources, 1)},
    }

    @routes.get("/assessment", summary="The questions")
    def get_questions(request: Request) -> HTMLResponse:
        return public.html(request, "assessment.html", answers=ANSWERS, **shared)

    @routes.post("/assessment", summary="What the answers say; nothing is stored")
    def post_answers(request: Request, form: Form) -> HTMLResponse:
        given = _given(form, check)
        return public.html(
            request, "assessment_result.html", results=results(check, given), order=NEXT_FIRST, **shared
        )

    @routes.post("/assessment.pdf", summary="The same as a PDF; nothing is stored")
    def post_pdf(request: Request, form: Form) -> Response:
        given = _given(form, check)
        language = public.language(request)
        return pdf_response(_paper(public, check, results(check, given), language, now()), FILE)

    return routes


def results(check: SelfCheck, given: Mapping[str, str]) -> tuple[AreaResult, ...]:
    """Area by area; a question without an answer counts as not known."""
    return tuple(
        AreaResult(area, tuple(Answered(one, given.get(one.id, "unknown")) for one in area.questions))
        for area in check.areas
    )


def _given(form: FormData, check: SelfCheck) -> dict[str, str]:
    """The answers that fit, by question; whatever else was sent is dropped."""
    asked = [question.id for area in check.areas for question in area.questions]
    found = {one: form.get(one) for one in asked}
    return {one: value for one, value in found.items() if isinstance(value, str) and value in ANSWERS}


def _paper(
    public: Public,
    check: SelfCheck,
    shown: tuple[AreaResult, ...],
    language: Language,
    made: datetime,
) -> bytes:
    say = public.site.words(language)
    paper = Paper(
        title=say("public.assessment.result"),
        language=language,
        footer=say("public.assessment.stores_nothing"),
        page_word=say("public.page_word"),
        made=made,
    )
    paper.heading(say("public.assessment.result"), 1)
    paper.text(say("public.assessment.no_score"))
    for result in shown:
        paper.heading(result.area.name.of(language))
        if done := result.by("yes"):
            paper.text(say("public.assessment.group.yes"), bold=True)
            paper.items([one.of(language) for one in done])
        for answer in NEXT_FIRST:
            if left := result.by(answer):
                paper.text(say(f"public.assessment.group.{answer}"), bold=True)
                paper.items([f"{one.of(language)} {one.next.of(language)}" for one in left], tick=True)
    paper.heading(say("public.sources"))
    for line in public.sources(check.citations(), language):
        paper.text(printed(line, say("layout.checked")), small=True)
    return paper.done()
