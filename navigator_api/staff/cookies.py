"""The one cookie of the workspace: the session id.

`Secure` also in development: Chromium and Firefox keep such a cookie of http://127.0.0.1 and localhost.
`__Host-`: browsers then take it from this host alone, for every path.
"""

from fastapi import Request
from starlette.responses import Response

NAME = "__Host-puente"


def read(request: Request) -> str:
    """The session id that the browser sent; empty for none."""
    return request.cookies.get(NAME, "")


def put(response: Response, session_id: str) -> None:
    """Hand out a session id; the browser forgets it as it closes, or when the session ends here."""
    response.set_cookie(NAME, session_id, path="/", secure=True, httponly=True, samesite="strict")


def drop(response: Response) -> None:
    """Ask the browser to forget it."""
    response.delete_cookie(NAME, path="/", secure=True, httponly=True, samesite="strict")
