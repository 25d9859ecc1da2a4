"""What the two kinds of entry of the partner log are made of: lists (partner_log_codes.yaml) and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.words import Words
from knowledge.workspace.partner_log_tables import Outreach, PartnerEntry, Training

FILE = Path(__file__).with_suffix(".yaml")

Choices = Mapping[str, Words]


@dataclass(frozen=True)
class Kind:
    """A kind of entry: its table, the list of each field that is chosen, the most of each number."""

    id: str
    table: type[PartnerEntry]
    choices: Mapping[str, Choices]
    numbers: Mapping[str, int]


@cache
def kinds() -> Mapping[str, Kind]:
    """The kinds by id, read once."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    lists = {name: {one["id"]: Words(one["en"], one["es"]) for one in items} for name, items in found.items()}
    training = {
        "audience": lists["audiences"],
        "topic": lists["topics"],
        "language": lists["languages"],
        "format": lists["formats"],
    }
    outreach = {"setting": lists["settings"], "language": lists["languages"]}
    return {
        "training": Kind("training", Training, training, {"people": 5_000}),
        "outreach": Kind("outreach", Outreach, outreach, {"contacts": 5_000, "materials": 50_000}),
    }
