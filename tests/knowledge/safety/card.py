"""What the crisis screen finds on messages kept apart, with intervals: the tables of docs/crisis_screen.md.

`make card` writes the page, with the classifier's share (tests/bot/model/card.py); a test holds the screen's
own tables to what is measured now.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from knowledge.safety.book import CLASSES, LANGUAGES, read_yaml
from knowledge.safety.cues import CLASSES as EMERGENCIES
from knowledge.safety.screen import screen, screen_by_patterns

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "crisis_screen.md"
NORMAL = 1.96  # 95 %
KINDS = {"hard negatives": "hard_negative", "plain harmless": "plain"}

Row = Mapping[str, str]
Seen = Callable[[Row], frozenset[str]]


@dataclass(frozen=True)
class Share:
    """`hits` of `count`, with the 95 % interval of Wilson (1927)."""

    hits: int
    count: int

    def __str__(self) -> str:
        low, high = self.interval()
        return f"{self.hits / self.count:.3f} ({low:.2f} to {high:.2f}, {self.hits} of {self.count})"

    def interval(self) -> tuple[float, float]:
        share, square = self.hits / self.count, NORMAL**2
        middle = share + square / (2 * self.count)
        reach = NORMAL * sqrt(share * (1 - share) / self.count + square / (4 * self.count**2))
        below = 1 + square / self.count
        return (middle - reach) / below, (middle + reach) / below


@cache
def messages(language: str) -> tuple[Row, ...]:
    """The messages kept apart: text, intent, safety, kind."""
    return tuple(read_yaml(ROOT / "tests" / "conversations" / f"apart.{language}.yml"))


def by_screen(row: Row) -> frozenset[str]:
    return frozenset(screen(row["text"]).classes)


def by_patterns(row: Row) -> frozenset[str]:
    return frozenset(screen_by_patterns(row["text"]).classes)


def recall(language: str, cls: str, seen: Seen) -> Share:
    """An emergency read as another one counts as found: the person gets numbers at once."""
    rows = [row for row in messages(language) if row["safety"] == cls]
    counts = frozenset(EMERGENCIES) if cls in EMERGENCIES else frozenset({cls})
    return Share(sum(not counts.isdisjoint(seen(row)) for row in rows), len(rows))


def alarms(language: str, kind: str, seen: Seen) -> Share:
    rows = [row for row in messages(language) if row["safety"] == "none" and row["kind"] == kind]
    return Share(sum(bool(seen(row)) for row in rows), len(rows))


def table(columns: Mapping[str, Seen]) -> Iterator[str]:
    """Recall by class and language, then false alarms."""
    yield f"| | {' | '.join(columns)} |"
    yield f"|---|{'---|' * len(columns)}"
    for language in LANGUAGES:
        for cls in CLASSES:
            shares = (str(recall(language, cls, seen)) for seen in columns.values())
            yield f"| {cls} {language} | {' | '.join(shares)} |"
        for name, kind in KINDS.items():
            shares = (str(alarms(language, kind, seen)) for seen in columns.values())
            yield f"| false alarms, {name} {language} | {' | '.join(shares)} |"


def own_tables() -> str:
    """The screen's part of the page."""
    return "\n".join(table({"patterns alone": by_patterns, "the screen": by_screen}))


def missed(language: str) -> Sequence[str]:
    """The emergencies that the screen does not see."""
    rows = [row for row in messages(language) if row["safety"] in EMERGENCIES]
    return [f"{row['safety']}: {row['text']}" for row in rows if by_screen(row).isdisjoint(EMERGENCIES)]
