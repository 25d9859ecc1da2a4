import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest
import structlog

from navigator_api import log

MARKER = "zebra umbrella +19255550123"


@pytest.fixture(autouse=True)
def _restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    logging.raiseExceptions = True
    logging.captureWarnings(False)
    structlog.reset_defaults()


def test_named_fields_with_plain_values_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure()
    log.logger().info("turn", kind="crisis", classes=("self_harm",), status=200, path="/chat/messages")
    line = json.loads(capsys.readouterr().out)
    assert line["event"] == "turn"
    assert line["classes"] == ["self_harm"]
    assert line["path"] == "/chat/messages"
    assert line["status"] == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "x"},
        {"kind": "two words"},
        {"kind": "19255550123"},
        {"path": "/chat?x=1"},
        {"path": "/a/19255550123"},
        {"count": 19255550123},
        {"count": float("nan")},
        {"error": ValueError("x")},
        {"classes": ("ok", "not ok")},
        {"kind": "line\nbreak"},
        {"kind": "a" * 65},
    ],
)
def test_everything_else_is_dropped(fields: dict[str, object]) -> None:
    assert log.keep_allowed(None, "info", {"event": "turn", **fields}) == {"event": "turn"}


def test_a_library_can_only_tell_that_it_logged(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure()
    for name in ("uvicorn.error", "httpx", "twilio", "sqlalchemy.engine", "py.warnings", "a.b"):
        try:
            raise ValueError(MARKER)
        except ValueError:
            logging.getLogger(name).exception("%s failed", MARKER, extra={"url": MARKER}, stack_info=True)
    captured = capsys.readouterr()
    assert "zebra" not in captured.out + captured.err
    assert "9255550123" not in captured.out + captured.err
    lines = [json.loads(line) for line in captured.err.splitlines()]
    assert len(lines) == 6
    assert {line["error"] for line in lines} == {"ValueError"}


def test_loggers_that_had_their_own_handlers_are_routed_too(capsys: pytest.CaptureFixture[str]) -> None:
    loud = logging.getLogger("uvicorn.access")
    loud.addHandler(logging.StreamHandler())
    log.configure()
    loud.critical(MARKER)
    logging.getLogger("uvicorn.error").error("%d", MARKER)
    captured = capsys.readouterr()
    assert "zebra" not in captured.out + captured.err


def test_a_log_that_cannot_be_written_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as broken:
        monkeypatch.setattr(sys, "stdout", broken)
        monkeypatch.setattr(sys, "stderr", broken)
        log.configure()
        log.logger().info("turn")
        logging.getLogger("uvicorn.error").error("lost")
        with suppress(OSError):
            broken.close()
        log.logger().info("turn")
    with pytest.raises(ValueError, match="closed"):
        broken.write("it was really broken")
