import xml.etree.ElementTree as ET

import pytest

from navigator_api.sms import twiml


def read(xml: str) -> list[str]:
    return [message.text or "" for message in ET.fromstring(xml).iter("Message")]


@pytest.mark.parametrize("text", ["Food & beds <here>", "¿Qué? ¡Sí!", "a\nb", "]]>", "👩", '"x"'])
def test_a_text_survives_the_xml(text: str) -> None:
    assert read(twiml.message(text)) == [text]


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_left_out(bad: str) -> None:
    assert read(twiml.message(f"a{bad}b")) == ["ab"]


def test_silence_is_a_response_without_a_message() -> None:
    assert read(twiml.silence()) == []
    assert ET.fromstring(twiml.silence()).tag == "Response"
