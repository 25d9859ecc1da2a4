"""What a rule is made of: leaves that test one field, groups of them, and what is said beside them.

All of it is frozen and read once from knowledge/facts/eligibility; docs/rules.md tells the language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.words import Words

ALWAYS_ASK = "always_ask"
OPEN_TO_ALL = "open_to_all"


@dataclass(frozen=True)
class Citation:
    """Where a criterion was read: a title, a page, or both; `checked` is the ISO date of our check."""

    title: str | None
    url: str | None
    as_of: str
    checked: str


@dataclass(frozen=True)
class Said:
    """A text with its sources; `go_to` and `ask` are service ids, in the order to offer them."""

    text: Words
    citations: tuple[Citation, ...] = ()
    topic: str | None = None
    always_show: bool = False
    go_to: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()


@dataclass(frozen=True)
class Test:
    """One question put to one field, base or derived; `value` as in the file, a list as a tuple."""

    field: str | None
    op: str
    value: bool | int | str | tuple[str, ...] | None = None


@dataclass(frozen=True)
class Leaf:
    """A criterion. `asks` is the field that answers it, which for a derived field is the one it is made of.

    `index` is its place among all leaves of the rules. `lenient`: a clear contrary answer leaves it unknown.
    `confirm_by` names who confirms a leaf that holds back nothing while nobody has answered it.
    """

    test: Test
    index: int
    asks: str | None
    lenient: bool
    text: Words
    citations: tuple[Citation, ...] = ()
    confirm_by: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Group:
    """`all`, `any`, `not` (one part) or `at_least` (`count` of the parts)."""

    kind: Literal["all", "any", "not", "at_least"]
    parts: tuple[Node, ...]
    count: int = 0


Node = Leaf | Group


@dataclass(frozen=True)
class Turn:
    """What is said, and where to go, when `when` is true; `unless` spares from it (see screen)."""

    when: Node
    unless: Node | None
    said: Said


@dataclass(frozen=True)
class Version:
    """A rule as it stands from `effective_from` on; None where the sources give no date."""

    number: int
    effective_from: date | None
    checked: date
    who: Words
    rule: Node | None
    open_to_all: bool
    withdrawn: bool
    instead_if: tuple[Turn, ...]
    ask_first_if: tuple[Turn, ...]
    show: tuple[Said, ...]
    proof: tuple[Said, ...]
    documents: tuple[Said, ...]
    gives: tuple[Said, ...]
    duration: tuple[Said, ...]
    ends_when: tuple[Said, ...]
    warnings: tuple[Said, ...]
    unsure: tuple[Said, ...]
    if_not: Said
    unclear_if: tuple[Turn, ...] = ()
    status_reason: str | None = None


@dataclass(frozen=True)
class Program:
    """The rule of one service, its versions from the oldest to the newest."""

    service: str
    versions: tuple[Version, ...]

    def on(self, day: date) -> Version:
        """The version in force; before the first known one, that one, as the older text is not held."""
        started = [one for one in self.versions if one.effective_from is None or one.effective_from <= day]
        return (started or self.versions[:1])[-1]


def leaves(node: Node | None) -> Iterator[Leaf]:
    """Every leaf of a node, in the order of the file."""
    if isinstance(node, Leaf):
        yield node
    elif node is not None:
        for part in node.parts:
            yield from leaves(part)
