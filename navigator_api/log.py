"""Logs that cannot hold what a person wrote: only named fields with plain values get through.

An allow-list, because texts and numbers hide in exception texts and URLs as well as in messages. Library
loggers lose everything but their name, their level and the type of the error.
"""

import json
import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, TextIO, cast

import structlog

ALLOWED = frozenset(
    {"event", "level", "component", "method", "path", "status", "ms", "door", "kind", "classes"}
    | {"language", "outcome", "count", "parts", "error"}
)
_PLAIN = re.compile(r"[A-Za-z/][A-Za-z0-9_./{}:+-]{0,63}")
_MANY_DIGITS = re.compile(r"\d{7}")
_LARGEST = 999_999


def _is_plain(value: object) -> bool:
    """Whether a value is a name or a small number: no sentence fits in one, nor a phone number."""
    if isinstance(value, bool) or value is None:
        return True
    if isinstance(value, int | float):
        return abs(value) <= _LARGEST
    if isinstance(value, tuple):
        return all(_is_plain(part) for part in value)
    return isinstance(value, str) and bool(_PLAIN.fullmatch(value)) and not _MANY_DIGITS.search(value)


def keep_allowed(_logger: object, _method: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """A structlog processor that drops every field not on the list, and every value that is not plain."""
    return {name: value for name, value in fields.items() if name in ALLOWED and _is_plain(value)}


def _stamp(_logger: object, level: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    fields["timestamp"] = datetime.now(UTC).isoformat(timespec="milliseconds")
    fields["level"] = level
    return fields


class _Output:
    """Standard output, whose loss must not cost anybody an answer (a full disk, a reader that died)."""

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            sys.stdout.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            sys.stdout.flush()


class LibraryFormatter(logging.Formatter):
    """Formats a library's record without its message, arguments, stack or exception text."""

    def format(self, record: logging.LogRecord) -> str:
        level = record.levelname.lower()
        fields: dict[str, Any] = {"event": "library", "component": record.name, "level": level}
        if record.exc_info and record.exc_info[0]:
            fields["error"] = record.exc_info[0].__name__
        return json.dumps(keep_allowed(None, "", fields))


def configure() -> None:
    """Route every logger of this process through the allow-list. Call it once, at start."""
    structlog.configure(
        processors=[keep_allowed, _stamp, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(cast(TextIO, _Output())),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LibraryFormatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    # A failing handler would print the message and its arguments.
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    for name in list(logging.root.manager.loggerDict):
        _route_to_root(logging.getLogger(name))


def _route_to_root(logger: logging.Logger) -> None:
    logger.handlers.clear()
    logger.propagate = True
    logger.setLevel(logging.CRITICAL + 1 if logger.name == "uvicorn.access" else logging.NOTSET)


def logger() -> structlog.typing.FilteringBoundLogger:
    """The logger of the doors: `logger().info("sms_answered", status=200, ms=12)`."""
    return cast(structlog.typing.FilteringBoundLogger, structlog.get_logger())
