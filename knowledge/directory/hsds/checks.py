"""Whether a row is HSDS: one pydantic model a table, made from the description and the table's columns.

Error messages name fields and never repeat values: a value may be somebody's number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, create_model
from sqlalchemy import Integer

from knowledge.directory.hsds.public import table_of
from knowledge.directory.hsds.shape import HsdsField, Kind, entities
from knowledge.directory.hsds_ids import is_uuid

# RFC 3986: a scheme, then only the signs that may stand in a URI.
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9!#$%&'()*+,/:;=?@\[\]._~-]+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?")
# What every database of ours can hold in an integer column.
_LARGEST = 2_147_483_647


def checked(table: str, values: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The values as they are stored, and what is wrong with them in words; one of the two is empty.

    Ids come back in lower case, times of change in UTC; everything else as it was written.
    """
    try:
        model = _model(table).model_validate(dict(values))
    except ValidationError as error:
        return {}, [f"{one['loc'][0]} {_said(one['type'], one['msg'])}" for one in error.errors()]
    return model.model_dump(exclude_none=True), []


def _said(kind: str, message: str) -> str:
    if kind == "missing":
        return "is missing"
    return message.removeprefix("Value error, ") if kind == "value_error" else f"is wrong: {message}"


@cache
def _model(table: str) -> type[BaseModel]:
    fields: dict[str, Any] = {}
    for field in entities()[table].fields:
        column = table_of(table).c[field.name]
        typed = _typed(field, whole=isinstance(column.type, Integer))
        # JSON may leave out an organization where the CSV files may not.
        demanded = field.in_tables and (table, field.name) != ("service", "organization_id")
        fields[field.name] = (typed, ...) if demanded or not column.nullable else (typed | None, None)
    return create_model(table, __config__=ConfigDict(extra="ignore", strict=True), **fields)


def _typed(field: HsdsField, *, whole: bool) -> Any:
    if field.kind == "number":
        return Annotated[
            float, Field(ge=-_LARGEST, le=_LARGEST, allow_inf_nan=False), AfterValidator(_number(whole))
        ]
    if field.choices:
        return Annotated[str, AfterValidator(_choice(field.choices))]
    return Annotated[str, AfterValidator(_text), AfterValidator(_CHECKS[field.kind])]


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty")
    if "\x00" in value:
        raise ValueError("has a NUL character in it")
    return value


def _number(whole: bool) -> Callable[[float], float]:
    def check(value: float) -> float:
        if not value.is_integer():
            if whole:
                raise ValueError("is no whole number")
            return value
        return int(value)

    return check


def _choice(choices: tuple[str, ...]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in choices:
            raise ValueError(f"is none of: {', '.join(choices)}")
        return value

    return check


def _uuid(value: str) -> str:
    if not is_uuid(value):
        raise ValueError("is no UUID")
    return value.lower()


def _uri(value: str) -> str:
    if not _URI.fullmatch(value) or (value.startswith(("http:", "https:")) and not _has_host(value)):
        raise ValueError("is no URI")
    return value


def _has_host(value: str) -> bool:
    try:
        return bool(urlsplit(value).hostname)
    except ValueError:
        return False


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise ValueError("is no e-mail address")
    return value


def _date(value: str) -> str:
    try:
        date.fromisoformat(value if _DATE.fullmatch(value) else "")
    except ValueError:
        raise ValueError("is no date as 2026-11-22") from None
    return value


def _time(value: str) -> str:
    if not _TIME.fullmatch(value):
        raise ValueError("is no time as 09:00 or 09:00-08:00")
    return value


def _datetime(value: str) -> str:
    """Without a zone it counts as UTC."""
    try:
        given = datetime.fromisoformat(value if "T" in value or " " in value else "")
    except ValueError:
        raise ValueError("is no time as 2026-11-22T08:00:00Z") from None
    aware = given if given.tzinfo else given.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_CHECKS: Mapping[Kind, Callable[[str], str]] = {
    "text": lambda value: value,
    "uuid": _uuid,
    "uri": _uri,
    "email": _email,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
}
