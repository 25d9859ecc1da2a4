"""Send a text to the running server as Twilio would, and print the answer with its size.

`python -m navigator_api.sms.simulate TEXT --from +19255550100`
"""

import argparse
import secrets
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence

import httpx
from twilio.request_validator import RequestValidator

from bot.text.segments import measure
from navigator_api import settings
from navigator_api.settings import Settings
from navigator_api.sms.signature import HEADER

DEFAULT_NUMBER = "+19255550100"
TWILIO_SECONDS = 15.0


class SimulationError(Exception):
    """The text got no TwiML; the message says why and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the reply and its size. Exit code 1 when there was none to read."""
    parser = argparse.ArgumentParser(prog="python -m navigator_api.sms.simulate", description=__doc__)
    parser.add_argument("text")
    parser.add_argument("--from", dest="number", default=DEFAULT_NUMBER, metavar="NUMBER")
    given = parser.parse_args(arguments)
    try:
        reply = send(settings.load(), given.text, given.number)
    except (SimulationError, settings.SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    print(describe(reply))
    return 0


def send(chosen: Settings, text: str, number: str) -> str:
    """The text that the person would get, empty for none. Raises SimulationError."""
    address = f"http://127.0.0.1:{chosen.port}/sms"
    form = {"MessageSid": f"SM{secrets.token_hex(16)}", "From": number, "Body": text, "NumMedia": "0"}
    signed_url = f"{chosen.public_url}/sms" if chosen.public_url else address
    token = chosen.twilio_auth_token.get_secret_value()
    headers = {HEADER: RequestValidator(token).compute_signature(signed_url, form)}
    try:
        response = httpx.post(address, data=form, headers=headers, timeout=TWILIO_SECONDS, trust_env=False)
    except httpx.HTTPError as error:
        raise SimulationError(
            f"Nobody answers at {address} ({type(error).__name__}): start the server with `make run`."
        ) from None
    return _read(response)


def describe(reply: str) -> str:
    """The reply with its size, as `text\\n(1 segment, GSM-7)`."""
    if not reply:
        return "(no reply)"
    size = measure(reply)
    return f"{reply}\n({size.parts} segment{'s' if size.parts != 1 else ''}, {size.encoding})"


def _read(response: httpx.Response) -> str:
    if response.status_code == httpx.codes.FORBIDDEN:
        raise SimulationError(
            "The server refused the signature: PUENTE_TWILIO_AUTH_TOKEN or PUENTE_PUBLIC_URL differ between "
            "this shell and the server. Run both from the same folder, with the same .env."
        )
    if response.status_code != httpx.codes.OK:
        raise SimulationError(f"The server answered {response.status_code}: look at its log.")
    return "\n".join(message.text or "" for message in ET.fromstring(response.text).iter("Message"))


if __name__ == "__main__":
    sys.exit(main())
