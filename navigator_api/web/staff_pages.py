"""How the pages about accounts are shown: their times, their choices, and what is wrong in a form."""

from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse

from bot.text.language import LANGUAGES
from navigator_api.staff.actor import Actor
from navigator_api.web.moments import local
from navigator_api.web.site import Site

# The id of the field that is wrong, and the page word that says what is.
Wrong = tuple[str, str] | None


class StaffPages:
    """Renders the templates in staff/."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def html(
        self,
        request: Request,
        template: str,
        /,
        *,
        actor: Actor | None = None,
        wrong: Wrong = None,
        status: int = 422,
        **values: Any,
    ) -> HTMLResponse:
        """The page staff/`template`.html; with something `wrong` it says so, under `status`."""
        say = self.site.words(self.site.language(request, actor))
        errors = [(wrong[0], say(wrong[1]))] if wrong else []
        return self.site.html(
            request,
            f"staff/{template}.html",
            status=status if wrong else 200,
            actor=actor,
            errors=errors,
            error=dict(errors),
            local=local,
            language_options=[(one, say(f"language.{one}")) for one in LANGUAGES],
            **values,
        )
