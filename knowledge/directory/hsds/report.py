"""What an import did, and each row that it did not take, with the reason. No value of a row is repeated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from knowledge.directory.hsds.flatten import FlatRow
from knowledge.directory.hsds_ids import is_uuid
from knowledge.errors import KnowledgeError

Why = Literal["shape", "repeated", "taken", "confidential", "dangling"]


class ImportRefused(KnowledgeError):
    """The import as a whole cannot be done; the message says how to mend it."""

    code = "import_refused"


@dataclass(frozen=True)
class Refused:
    """One row that was not taken: where it stands, the kind of reason, and the reason in words."""

    table: str
    id: str | None
    where: str
    why: Why
    detail: str

    def __str__(self) -> str:
        return f"{self.where}: {self.table} refused ({self.why}): {self.detail}"


@dataclass
class Report:
    """`taken` counts rows by table; `ours` counts taxonomy rows that the directory already has itself.

    `unknown` counts properties that HSDS does not name, as "service.color"; `never` names, by UUID, each
    organization and service whose place was not taken, with the reason.
    """

    origin: str
    dry_run: bool
    taken: Counter[str] = field(default_factory=Counter)
    ours: int = 0
    unknown: Counter[str] = field(default_factory=Counter)
    never: dict[str, str] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    _said: set[tuple[str, str | None, str]] = field(default_factory=set, repr=False)

    def refuse(self, row: FlatRow, why: Why, detail: str) -> None:
        """Note that a row is not taken; once, however many objects hold it."""
        id = row.values.get("id")
        shown = id.lower() if isinstance(id, str) and is_uuid(id) else None
        if shown and (row.table, shown, detail) in self._said:
            return
        self._said.add((row.table, shown, detail))
        self.refused.append(Refused(row.table, shown, row.where, why, detail))

    def note_unknown(self, row: FlatRow) -> None:
        """Count the properties of a row that HSDS does not name."""
        self.unknown.update(f"{row.table}.{name}" for name in row.unknown)

    def as_json(self) -> Mapping[str, Any]:
        """The whole report, for a file."""
        return {
            "origin": self.origin,
            "dry_run": self.dry_run,
            "taken": dict(self.taken),
            "ours": self.ours,
            "unknown": dict(self.unknown),
            "never": self.never,
            "refused": [asdict(one) for one in self.refused],
        }
