"""Which question to put next: the one that settles most, sensitive ones last, nothing that was skipped."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Sequence

from knowledge.rules.fields import Fields


def rank(fields: Fields, missing: Sequence[Sequence[str]], skipped: Collection[str]) -> list[str]:
    """Fields worth asking, the best first; `missing` holds the open fields of each service.

    A field that is the only one open in a service settles it, one of three does a third of it. Questions of
    high sensitivity come after all others, and those for professionals after these.
    """
    # Whole numbers, so that equal weights are equal in whatever order the services come.
    whole = math.lcm(*(len(names) for names in missing if names))
    weights: dict[str, int] = defaultdict(int)
    for names in missing:
        for name in names:
            weights[name] += whole // len(names)
    askable = [fields.by_id[name] for name in weights if name not in skipped]
    askable.sort(
        key=lambda field: (
            field.professional,
            field.sensitivity == "high",
            -weights[field.id],
            field.sensitivity == "medium",
            field.position,
        )
    )
    return [field.id for field in askable]


def best(ranked: Sequence[str], missing: Collection[str]) -> str | None:
    """The first of the ranked fields that one service waits for."""
    return next((name for name in ranked if name in missing), None)
