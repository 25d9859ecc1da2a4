"""One shape for every error over HTTP: RFC 9457 problem details, `application/problem+json`.

`Problem` is raised for an expected failure; `type` is always `about:blank`, so `title` is the status phrase.
Nothing that was sent to us is repeated in an answer, except the names of fields that did not fit.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from navigator_api import log

MEDIA_TYPE = "application/problem+json"


class Problem(HTTPException):
    """An expected failure: `status`, and a `detail` that says what to change."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(status, detail)


def problem_response(
    status: int,
    detail: str | None = None,
    *,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """`{"type", "title", "status"}`, with `detail` and `errors` [{"pointer", "detail"}] where they help."""
    body: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if detail and detail != body["title"]:
        body["detail"] = detail
    if errors:
        body["errors"] = list(errors)
    return JSONResponse(body, status, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Answer every error that the routes raise in the one shape."""
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)


async def _on_http_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problem_response(error.status_code, error.detail, headers=error.headers)


async def _on_invalid_request(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [{"pointer": pointer(e["loc"]), "detail": e["msg"]} for e in error.errors()]
    return problem_response(422, "Some fields do not fit; see errors.", errors=errors)


def pointer(location: Sequence[str | int]) -> str:
    """A JSON pointer (RFC 6901) into the body, or `query/name` for what is not in it."""
    head, *rest = location or ("body",)
    path = "/".join(str(part).replace("~", "~0").replace("/", "~1") for part in rest)
    return f"#/{path}" if head == "body" else f"{head}/{path}"


class LastResort:
    """Outermost but for the headers: whatever goes wrong inside, the caller gets an answer.

    A texter gets the fall-back numbers instead of an error, since Twilio shows nobody a 500.
    """

    def __init__(self, app: ASGIApp, sms_answer: Response, sms_path: str = "/sms") -> None:
        self._app = app
        self._sms_answer = sms_answer
        self._sms_path = sms_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception as error:
            log.logger().error("request_failed", error=type(error).__name__)
            if started or scope["type"] != "http":
                raise
            answer = self._sms_answer if scope["path"] == self._sms_path else problem_response(500)
            await answer(scope, receive, send)
