"""The XML that Twilio turns into a text."""

import re

from twilio.twiml.messaging_response import MessagingResponse

MEDIA_TYPE = "application/xml"

# Everything that XML 1.0 (section 2.2) cannot hold, lone surrogates included.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def message(text: str) -> str:
    """TwiML that sends `text` as one message."""
    response = MessagingResponse()
    response.message(_NOT_XML.sub("", text))
    return str(response)


def silence() -> str:
    """TwiML that sends nothing."""
    return str(MessagingResponse())
