"""Who sent this: Twilio's signature over the public address and the form exactly as it came.

Fails closed: the helper's validator raises on hostile input, accepts a tampered JSON body when given a
dict, and joins names and values without separators; so only a plain form with each name once is looked at.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request
from twilio.request_validator import RequestValidator

from navigator_api.settings import Settings

HEADER = "X-Twilio-Signature"
FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 200


class Refused(Exception):
    """The request is not Twilio's, or not in a form that can be checked; nothing of it is repeated."""


class SignatureCheck:
    """Checks requests against the auth token; with no token nothing passes."""

    def __init__(self, settings: Settings) -> None:
        self._token = settings.twilio_auth_token.get_secret_value()
        self._public_url = settings.public_url

    async def fields(self, request: Request) -> Mapping[str, str]:
        """The form of a genuine request. Raises Refused for every other."""
        try:
            form = _parse(request.headers.get("content-type", ""), await request.body())
            signature = request.headers[HEADER]
            genuine = bool(self._token) and RequestValidator(self._token).validate(
                self._signed_url(request), form, signature
            )
        except Exception:
            # Whatever a stranger's input does to a parser, the answer is the same 403.
            raise Refused from None
        if not genuine:
            raise Refused
        return form

    def _signed_url(self, request: Request) -> str:
        """The address as Twilio called it; behind a proxy ours differs, so it is configured."""
        if self._public_url is None:
            return str(request.url)
        query = f"?{request.url.query}" if request.url.query else ""
        return f"{self._public_url}{request.url.path}{query}"


def _parse(content_type: str, body: bytes) -> dict[str, str]:
    """Values are kept blank and untrimmed, as they were signed. Raises ValueError."""
    if content_type.split(";")[0].strip().lower() != FORM:
        raise ValueError("not a form")
    text = body.decode("ascii")
    pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    form = dict(pairs)
    if len(form) != len(pairs):
        raise ValueError("a name is repeated")
    return form
