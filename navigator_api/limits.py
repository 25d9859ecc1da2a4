"""What is refused before anything is parsed: large bodies, slow bodies, compressed bodies."""

import asyncio

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from navigator_api.errors import Problem, problem_response

LARGEST_BODY = 64 * 1024
LARGEST_API_BODY = 2 * 1024 * 1024
IMPORTS = "/navigator/care/imports"
LARGEST_IMPORT = LARGEST_API_BODY + LARGEST_BODY  # the file, and the form around it
SLOWEST_BODY = 10.0


class BodyLimits:
    """Reads the whole body within 10 s and hands it on in one piece.

    At most 64 KiB; under /api/ and for a file to import 2 MiB.
    """

    def __init__(self, app: ASGIApp, slowest: float = SLOWEST_BODY) -> None:
        self._app = app
        self._slowest = slowest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            body = await _read(Headers(scope=scope), receive, _largest(scope["path"]), self._slowest)
        except Problem as refused:
            # The rest of the body is never read, so the connection cannot be used again.
            answer = problem_response(refused.status_code, refused.detail, headers={"Connection": "close"})
            await answer(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)


def _largest(path: str) -> int:
    if path == IMPORTS:
        return LARGEST_IMPORT
    return LARGEST_API_BODY if path.startswith("/api/") else LARGEST_BODY


async def _read(headers: Headers, receive: Receive, largest: int, slowest: float) -> bytes:
    """Raises Problem 408, 413 or 415."""
    if headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise Problem(415, "Compressed bodies are not accepted: send the body as it is.")
    declared = headers.get("content-length", "0")
    # The length first: int() of a very long number takes long.
    if len(declared) > len(str(largest)) or not declared.isdecimal() or int(declared) > largest:
        raise _too_large(largest)
    try:
        async with asyncio.timeout(slowest):
            return await _read_capped(receive, largest)
    except TimeoutError:
        raise Problem(408, "The body took too long to arrive.") from None


async def _read_capped(receive: Receive, largest: int) -> bytes:
    body = bytearray()
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > largest:
            raise _too_large(largest)
    return bytes(body)


def _too_large(largest: int) -> Problem:
    return Problem(413, f"The body is larger than {largest // 1024} KiB.")


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def replay() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
