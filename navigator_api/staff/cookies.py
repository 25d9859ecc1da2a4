"""The two cookies of the workspace: the session id, and the mark of a browser that knows an account.

`Secure` also in development: Chromium and Firefox keep such a cookie of http://127.0.0.1 and localhost.
`__Host-`: browsers then take it from this host alone, for every path.
"""

from fastapi import Request
from starlette.responses import Response

from knowledge.workspace import devices

NAME = "__Host-puente"
DEVICE = "__Host-puente-device"


def read(request: Request) -> str:
    """The session id that the browser sent; empty for none."""
    return request.cookies.get(NAME, "")


def put(response: Response, session_id: str) -> None:
    """Hand out a session id; the browser forgets it as it closes, or when the session ends here."""
    response.set_cookie(NAME, session_id, path="/", secure=True, httponly=True, samesite="strict")


def drop(response: Response) -> None:
    """Ask the browser to forget it."""
    response.delete_cookie(NAME, path="/", secure=True, httponly=True, samesite="strict")


def read_device(request: Request) -> str:
    """The mark of the browser, for whomever it is; empty for none."""
    return request.cookies.get(DEVICE, "")


def put_device(response: Response, mark: str) -> None:
    """Hand out the mark; unlike the session it outlives the closing of the browser, and a sign-out."""
    longest = int(devices.LONGEST.total_seconds())
    response.set_cookie(
        DEVICE, mark, max_age=longest, path="/", secure=True, httponly=True, samesite="strict"
    )


def drop_device(response: Response) -> None:
    """Ask the browser to forget the mark."""
    response.delete_cookie(DEVICE, path="/", secure=True, httponly=True, samesite="strict")
