"""Rows for funding: HSDS's row for whoever is paid and for what is paid for, and the contract line itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.directory import fact_models as facts
from knowledge.directory import tables
from knowledge.directory.tables import DirectoryTable
from knowledge.directory.way_rows import citations

_AMOUNT = re.compile(r"\$([\d,]+)(?:\s*(K|mil))?")
_TIMES = {None: 1, "K": 1_000, "mil": 1_000_000}


def dollars(amount: str) -> int | None:
    """The figure in a printed amount: "up to $226,000" is 226000, "$2 mil" is 2000000, else None."""
    found = _AMOUNT.search(amount)
    return int(found[1].replace(",", "")) * _TIMES[found[2]] if found else None


def funding_rows(line: facts.Funding, organization_id: str, position: int) -> Iterator[DirectoryTable]:
    identity = f"{organization_id}.{position}"
    source = f"{line.bureau}, {line.fiscal_year}"
    yield tables.Funding(id=identity, organization_id=organization_id, source=source)
    yield tables.ContractLine(
        funding_id=identity,
        bureau=line.bureau,
        purpose=line.purpose,
        amount=line.amount,
        amount_usd=dollars(line.amount),
        fiscal_year=line.fiscal_year,
        is_total=line.is_total,
        note=line.note,
        position=position,
    )
    yield from citations("funding", identity, line)
    for service_id in line.service_ids:
        yield tables.Funding(id=f"{identity}.{service_id}", service_id=service_id, source=source)
        yield from citations("funding", f"{identity}.{service_id}", line)
