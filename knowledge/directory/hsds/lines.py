"""Help lines in HSDS: it has no line of its own, so a line's numbers stand among its services' phones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import select
from sqlmodel import Session

from knowledge.directory.hsds.extras import attribute, extra_attributes
from knowledge.directory.hsds.public import public, table_of
from knowledge.directory.hsds.rows import Row, chunks, rows, wire_row
from knowledge.directory.hsds.shape import LINE_EXTRAS
from knowledge.directory.hsds_ids import wire_id

Json = dict[str, Any]


class _Tags(Protocol):
    def expect_made(self, id: str, wire: Json, attributes: Iterable[Json]) -> None: ...


def hang(session: Session, services: Sequence[tuple[Mapping[str, Any], Json]], tags: _Tags) -> None:
    """Add the numbers of the lines by which each service is reached, the service's own numbers apart.

    Each gets an id of its own, made of service and number, since an HSDS phone belongs to one service.
    """
    by_service = _numbers(session, [row["id"] for row, _ in services])
    for row, wire in services:
        taken = {_digits(phone["number"]) for phone in wire.get("phones", ())}
        for number in by_service.get(row["id"], ()):
            if _digits(number["number"]) not in taken:
                wire.setdefault("phones", []).append(_phone(row, number, tags))


def _numbers(session: Session, service_ids: Sequence[str]) -> dict[str, list[Row]]:
    link, line, phone = table_of("service_hotline"), table_of("hotline"), table_of("phone")
    said = [line.c[name].label(f"line_{name}") for name in ("name", *LINE_EXTRAS)]
    found: dict[str, list[Row]] = defaultdict(list)
    for chunk in chunks(service_ids):
        query = (
            select(phone, link.c.service_id.label("for_service"), *said)
            .join(link, link.c.hotline_id == phone.c.hotline_id)
            .join(line, line.c.id == phone.c.hotline_id)
            .where(link.c.service_id.in_(chunk), line.c.status.is_(None), *public("phone"))
            .order_by(link.c.position, phone.c.position, phone.c.uuid)
        )
        for row in rows(session, query):
            found[row["for_service"]].append(row)
    return found


def _phone(service: Mapping[str, Any], number: Row, tags: _Tags) -> Json:
    uuid = wire_id("phone", f"{service['id']}/{number['id']}")
    said = number["description"]
    description = f"{number['line_name']}: {said}" if said else number["line_name"]
    own = {"uuid": uuid, "service_id": service["id"], "organization_id": None, "description": description}
    wire = wire_row("phone", {**number, **own})
    attributes = list(extra_attributes("phone", uuid, number))
    for column in LINE_EXTRAS:
        attributes += attribute("phone", uuid, column, number[f"line_{column}"])
    tags.expect_made(uuid, wire, attributes)
    return wire


def _digits(number: str) -> str:
    """What tells two writings of one number alike: the digits, without the country's 1."""
    digits = re.sub(r"\D", "", number)
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits
