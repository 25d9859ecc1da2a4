"""Shows what the guard refused as a page, in the reader's language."""

from fastapi import FastAPI, Request
from starlette.responses import Response

from navigator_api.staff.guard import PageRefused
from navigator_api.web.site import Site


def install(app: FastAPI, site: Site) -> None:
    """Answer every PageRefused with the page that says why, status 403."""

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, PageRefused)
        return site.html(
            request, "staff/refused.html", status=error.status_code, actor=error.actor, word=error.word
        )

    app.add_exception_handler(PageRefused, refused)
