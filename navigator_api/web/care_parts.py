"""What the pages of the care of the directory share: who acts and when, ids, what was refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fastapi import Request
from sqlalchemy import Engine
from starlette.responses import HTMLResponse, RedirectResponse

from knowledge.workspace.edits import Act
from navigator_api.clock import CALIFORNIA
from navigator_api.staff.actor import Actor
from navigator_api.staff.guard import Guard
from navigator_api.staff.tokens import short_id
from navigator_api.web.site import Site, with_query

CARE = "/navigator/care"
DOOR = "care"
# What a page says after it was done; any other word in the address is not shown.
DONE = frozenset(
    {"proposed", "applied", "approved", "refused", "withdrawn", "confirmed", "reported", "resolved"}
    | {"word", "dropped", "superseded", "busy"}
)


@dataclass(frozen=True)
class Care:
    """The doors' collaborators; `now` gives the aware time."""

    site: Site
    guard: Guard
    engine: Engine
    now: Callable[[], datetime]
    new_id: Callable[[], str] = short_id

    def today(self) -> date:
        """The day in California."""
        return self.now().astimezone(CALIFORNIA).date()

    def act(self, actor: Actor) -> Act:
        """Who does it, and when."""
        return Act(actor.account, self.now(), self.today())

    def html(
        self, request: Request, actor: Actor, name: str, *, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """A page of templates/care; `done` in the address says what was done before."""
        done = request.query_params.get("done", "")
        shown = {"done": done if done in DONE else "", "errors": [], **values}
        return self.site.html(request, f"care/{name}.html", status=status, actor=actor, **shown)

    def errors(
        self, request: Request, actor: Actor, found: Iterable[tuple[str, str]]
    ) -> list[tuple[str, str]]:
        """Pairs of (id of the field, words) for pairs of (id of the field, id of the words)."""
        say = self.site.words(self.site.language(request, actor))
        return [(field, say(word)) for field, word in found]


def go(request: Request, path: str, **query: str | None) -> RedirectResponse:
    """303 to another page, in the language that was asked for."""
    lang = request.query_params.get("lang")
    kept = {"lang": lang if lang in ("en", "es") else None, **query}
    return RedirectResponse(with_query(path, kept), 303)


def text_or_none(given: str) -> str | None:
    """What was typed, on Unix lines and without blanks around it; None for nothing."""
    return given.replace("\r\n", "\n").strip() or None


def day_or_none(given: str) -> date | None:
    """The day that was typed; None for what is none."""
    try:
        return date.fromisoformat(given.strip())
    except ValueError:
        return None
