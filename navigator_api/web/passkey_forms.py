"""What a form with a passkey needs, and the QR code of an authenticator app."""

import segno
from fastapi import Request
from markupsafe import Markup

from navigator_api.staff.place import Place, Relying

# The form's field that passkey.js fills with the browser's answer.
ANSWER = "answer"


def relying(request: Request, place: Place) -> Relying | None:
    """Whose passkeys work at the address that the browser shows; None where there can be none."""
    return place.relying(request.url.hostname)


def qr_code(address: str, title: str) -> Markup:
    """An inline SVG, black on white also in dark mode, with the white border that cameras need."""
    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(scale=4, border=4, dark="#000", light="#fff", title=title, svgclass="qr"))
