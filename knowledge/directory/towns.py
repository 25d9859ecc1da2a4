"""Where in the county: services with an office or a number in a town, by facts/towns.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from sqlmodel import Session, col, select

from knowledge.directory import tables
from knowledge.directory.place_tables import Address, ServiceAtLocation
from knowledge.words import Words

TOWNS = Path(__file__).resolve().parents[1] / "facts" / "towns.yaml"


@dataclass(frozen=True)
class Town:
    """`name` as it stands in addresses and in the labels of numbers."""

    name: str
    label: Words


@cache
def towns() -> dict[str, Town]:
    """The towns by id; read on first use."""
    read = yaml.safe_load(TOWNS.read_text(encoding="utf-8"))
    return {town: Town(one["name"], Words(one["en"], one["es"])) for town, one in read.items()}


def near(session: Session, ids: Sequence[str], town: str) -> frozenset[str]:
    """Those of the services with a public address in the town, or a number that is named after it."""
    name = towns()[town].name
    phone, at = tables.Phone, ServiceAtLocation
    numbers = select(phone.service_id).where(
        col(phone.service_id).in_(ids),
        col(phone.status).is_(None),
        col(phone.show_to).is_(None),
        phone.description == name,
    )
    offices = (
        select(at.service_id)
        .join(Address, col(Address.location_id) == col(at.location_id))
        .where(col(at.service_id).in_(ids), Address.city == name)
    )
    return frozenset(str(one) for query in (numbers, offices) for one in session.exec(query))
