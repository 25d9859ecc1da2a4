"""A marker and a number, sent through every path, are looked for in all that the process leaves behind."""

import base64
import logging
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest
import structlog

from navigator_api import log

pytestmark = pytest.mark.anyio

MARKER = "zebraumbrella"
NUMBER = "+19255550188"
NEEDLES = [
    MARKER,
    "9255550188",
    "5550188",
    base64.b64encode(MARKER.encode()).decode().rstrip("="),
    MARKER.encode().hex(),
]


@pytest.fixture(autouse=True)
def _our_logging(capfd) -> Iterator[None]:
    """After capfd, so that what is written can be read."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    log.configure()
    root.setLevel(logging.DEBUG)
    yield
    root.handlers[:], root.level = handlers, level
    logging.raiseExceptions = True
    logging.captureWarnings(False)
    structlog.reset_defaults()


def find(where: str) -> list[str]:
    return [needle for needle in NEEDLES if needle.lower() in where.lower()]


async def write_everywhere(doors, rasa) -> None:
    for body in (
        f"{MARKER} where can i sleep tonight",
        f"he is going to kill me {MARKER}",
        f"he is here cant talk {MARKER}",
        f"im 15 {MARKER}",
        f"/restart {MARKER}",
        "STOP",
        f"{MARKER}",
        "START",
        "DELETE",
    ):
        await doors.text(body, number=NUMBER)
    form = {"MessageSid": MARKER, "From": NUMBER, "Body": MARKER, "NumMedia": "0"}
    await doors.post_sms(form, headers={"X-Twilio-Signature": MARKER})
    await doors.post_sms(form, content=f"Body={MARKER}&Body=%ff")
    await doors.post_sms(form | {"Body": MARKER * 10_000})
    await doors.post_sms(form | {"To": NUMBER}, path=f"/sms/status?{MARKER}")
    answer = await doors.chat(f"{MARKER} {NUMBER} where can i sleep")
    await doors.http.post("/chat/messages", content=f'{{"text": 5, "{MARKER}": "{NUMBER}"}}')
    await doors.http.post("/chat/messages", content=f"{{{MARKER}")
    await doors.http.post("/chat", data={"text": MARKER, "conversation": MARKER, "lang": MARKER})
    await doors.http.post("/chat/end", data={"conversation": answer["conversation"]})
    await doors.http.get(f"/{MARKER}/{NUMBER}?q={MARKER}", headers={"User-Agent": MARKER})
    await doors.http.request(MARKER.upper(), "/chat")


async def test_the_hunter_finds_what_is_planted(capfd) -> None:
    sys.stdout.write(f"text={MARKER} from={NUMBER}")
    assert find(capfd.readouterr().out) == [MARKER, "9255550188", "5550188"]
    assert find(MARKER.encode().hex().upper()) == [NEEDLES[4]]


async def test_no_text_and_no_number_reaches_a_log_or_the_database(open_doors, rasa, capfd, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    async with open_doors(deadline=0.2) as doors:
        await write_everywhere(doors, rasa)
        assert any(MARKER in text for text in rasa.texts)
        rasa.raw = b"<html>" + MARKER.encode()
        await write_everywhere(doors, rasa)
        rasa.raw = None
        rasa.hang()
        await write_everywhere(doors, rasa)
        rasa.close()
        await write_everywhere(doors, rasa)
        left = [path.read_bytes() for path in doors.database.parent.glob(f"{doors.database.name}*")]
    output = capfd.readouterr()
    assert '"event": "turn"' in output.out
    assert find(output.out + output.err) == []
    assert left
    assert find("".join(one.decode("latin-1") for one in left)) == []


async def test_no_table_holds_either(open_doors, rasa) -> None:
    async with open_doors(deadline=0.2) as doors:
        await doors.text("STOP", number=NUMBER)
        await write_everywhere(doors, rasa)
        await doors.text("STOP", number=NUMBER)
        with closing(sqlite3.connect(doors.database)) as connection:
            dump = "\n".join(connection.iterdump())
    assert 'INSERT INTO "sms_opt_out"' in dump
    assert find(dump) == []


async def test_nor_does_a_broken_database_tell(open_doors, rasa, capfd) -> None:
    async with open_doors(migrated=False) as doors:
        await write_everywhere(doors, rasa)
    output = capfd.readouterr()
    assert "db_unavailable" in output.out
    assert find(output.out + output.err) == []
