"""Was an unsafe request sent by a page of ours?"""

from fastapi import Request

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD = "form_token"
HEADER = "X-Form-Token"


def sent_from_here(request: Request, origins: frozenset[str]) -> bool:
    """What the browser says of where the request comes from; true for a client that says nothing.

    Our Referrer-Policy makes browsers send `Origin: null` with forms, so null counts where Sec-Fetch-Site
    says the same origin. A browser old enough to send neither header is held by the form token.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin == "null":
        return site is not None
    return origin is None or origin in origins


async def form_token(request: Request) -> str:
    """The hidden field of the form that was sent; empty for none."""
    sent = (await request.form()).get(FIELD)
    return sent if isinstance(sent, str) else ""
