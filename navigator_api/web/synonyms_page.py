"""Words of the search: added and taken out by editors, with what the search finds before and after."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request, Security
from pydantic import BaseModel
from sqlalchemy import Engine
from starlette.responses import HTMLResponse, Response

from knowledge.meaning import Encoder
from knowledge.workspace.edit_checks import EditRefused, Source
from knowledge.workspace.synonym_edits import (
    GroupWords,
    Preview,
    Word,
    change_word,
    groups,
    preview,
    removed,
)
from navigator_api.reading import reading, writing
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.web.care_parts import CARE, DOOR, Care, day_or_none, go, text_or_none
from navigator_api.web.site import Site

WORDS = f"{CARE}/words"
LONGEST_ASKED = 80
_SHOWN = 30


class WordForm(BaseModel):
    """What the form sends; `step` is preview or save."""

    group: str = ""
    language: str = "en"
    phrase: str = ""
    change: Literal["add", "remove"] = "add"
    source_title: str = ""
    source_url: str = ""
    source_on: str = ""
    step: str = "preview"

    def word(self) -> Word:
        """The word, on one line."""
        return Word(self.group, self.language, " ".join(self.phrase.split()), self.change)

    def source(self) -> Source:
        """Raises EditRefused for what is no day."""
        on = day_or_none(self.source_on)
        if on is None:
            raise EditRefused("source_on", "source_on")
        return Source(self.source_title.strip(), text_or_none(self.source_url), on, called=False)


def router(
    site: Site,
    guard: Guard,
    engine: Engine,
    now: Callable[[], datetime],
    encode: Callable[[], Encoder],
) -> APIRouter:
    """/navigator/care/words; `encode` opens the model that compares meanings."""
    care = Care(site, guard, engine, now)
    routes = APIRouter(tags=["workspace"], default_response_class=HTMLResponse)

    @routes.get(WORDS, summary="Words that the search knows, in groups")
    def words(
        request: Request,
        actor: Annotated[Actor, Security(guard.page, scopes=["directory.edit"])],
        q: Annotated[str, Query(max_length=LONGEST_ASKED)] = "",
    ) -> HTMLResponse:
        return _page(care, request, actor, WordForm(source_on=care.today().isoformat()), q=q)

    @routes.post(WORDS, summary="Preview a word, or add or take it out")
    def send(
        request: Request,
        actor: Annotated[Actor, Security(guard.page, scopes=["directory.edit"])],
        form: Annotated[WordForm, Form()],
    ) -> Response:
        try:
            if form.step != "save":
                with reading(engine, DOOR) as session:
                    seen = preview(session, form.word(), encode=encode(), on=now())
                return _page(care, request, actor, form, seen=seen)
            with writing(engine, DOOR) as session:
                act = care.act(actor)
                change_word(session, form.word(), form.source(), id=care.new_id(), act=act, encode=encode)
        except EditRefused as refused:
            errors = care.errors(request, actor, [(refused.field, f"care.error.{refused.why}")])
            return _page(care, request, actor, form, errors=errors)
        return go(request, WORDS, done="word", q=form.group)

    return routes


def _page(
    care: Care,
    request: Request,
    actor: Actor,
    form: WordForm,
    *,
    q: str = "",
    seen: Preview | None = None,
    errors: list[tuple[str, str]] | None = None,
) -> HTMLResponse:
    with reading(care.engine, DOOR) as session:
        known = groups(session)
        found: list[GroupWords] = groups(session, q) if q else []
        out = [(row.group_id, row.language, row.phrase) for row in removed(session)]
    return care.html(
        request,
        actor,
        "words",
        status=422 if errors else 200,
        form=form,
        q=q,
        ids=[one.id for one in known],
        found=found[:_SHOWN],
        total=len(found),
        out=out,
        seen=seen,
        errors=errors or [],
        wrong=dict(errors or []),
    )
