"""The errors of the knowledge room.

KnowledgeError          base, with a `code` that a door can map to an answer
└── FactsError          the facts files do not load; carries every problem of the run
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class KnowledgeError(Exception):
    """Base of every error that this room raises."""

    code = "knowledge_error"


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in a facts file: where it stands (line counted from 1), what is wrong, how to mend it."""

    file: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}. To mend it: {self.mend}."


class FactsError(KnowledgeError):
    """The facts are refused as a whole; `problems` holds every mistake that was found, sorted by place."""

    code = "facts_refused"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        lines = "\n".join(str(problem) for problem in self.problems)
        super().__init__(f"{len(self.problems)} problem(s) in the facts:\n{lines}")
