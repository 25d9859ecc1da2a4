"""Replies into one text that keeps to its number of segments.

What is cut, in this order: the offered options, then whole replies from the end, then sentences from the
end. A phone number is never cut: half a number is worse than none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.text.responses import Option, Reply
from bot.text.segments import measure
from navigator_api.chat.turn import Kind, Turn

SEGMENTS: Mapping[Kind, int] = {"keyword": 1, "crisis": 1, "fallback": 1, "answer": 2, "list": 3}
MOST_SEGMENTS = 3
LONGEST_SEGMENT = 160

_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|(?=\n)")
_SPACE = re.compile(r"(?=\s)")
_NUMBER = re.compile(r"\+?\(?\d[\d ().-]{3,}\d")


@dataclass(frozen=True)
class Fitted:
    """`options`: those shown, numbered from 1. `has_optional`: whether the extra line fitted."""

    text: str
    options: tuple[Option, ...]
    has_optional: bool


def fit(turn: Turn, optional: Reply | None = None) -> Fitted:
    """The turn as one text; `optional` is added where its segments still hold it.

    Pinned replies may take one segment more, never above three.
    """
    budget = SEGMENTS[turn.kind]
    if turn.pinned:
        budget = min(budget + 1, MOST_SEGMENTS)
    shown = _first_that_fits(turn, budget)
    text = _render(shown)
    options = tuple(option for reply in shown for option in reply.options)
    if optional is not None and _parts(f"{text}\n{optional.text}") <= budget:
        return Fitted(f"{text}\n{optional.text}", options, has_optional=True)
    return Fitted(text, options, has_optional=False)


def _first_that_fits(turn: Turn, budget: int) -> Sequence[Reply]:
    for candidate in _candidates(turn.replies):
        whole = (*candidate, *turn.pinned)
        if _parts(_render(whole)) <= budget:
            return whole
    pinned = "".join(f"\n{reply.text}" for reply in turn.pinned)
    return (Reply(_cut(turn.replies[0].text, budget, pinned)), *turn.pinned)


def _candidates(replies: Sequence[Reply]) -> Iterator[Sequence[Reply]]:
    """Ever shorter: all, all without options, then fewer."""
    yield replies
    bare = [Reply(reply.text) for reply in replies]
    for length in range(len(bare), 0, -1):
        yield bare[:length]


def _render(replies: Sequence[Reply]) -> str:
    """One line a reply and a numbered line an option, counted through."""
    lines: list[str] = []
    number = 0
    for reply in replies:
        lines.append(reply.text)
        for option in reply.options:
            number += 1
            lines.append(f"{number} {option.title}")
    return "\n".join(lines)


def _cut(text: str, budget: int, tail: str) -> str:
    """The longest beginning that fits with `tail`: to a sentence's end, else a word's, else a letter's."""
    numbers = [match.span() for match in _NUMBER.finditer(text)]
    longest = min(len(text), budget * LONGEST_SEGMENT)
    for ends in (_ends(_SENTENCE_END, text), _ends(_SPACE, text), range(longest, 0, -1)):
        for end in ends:
            if end <= longest and not _splits(numbers, end) and _parts(text[:end].rstrip() + tail) <= budget:
                return text[:end].rstrip()
    return ""


def _ends(pattern: re.Pattern[str], text: str) -> list[int]:
    """Where `pattern` ends in `text`, the last place first."""
    return [match.end() for match in pattern.finditer(text) if match.end() > 0][::-1]


def _splits(numbers: Sequence[tuple[int, int]], end: int) -> bool:
    return any(start < end < stop for start, stop in numbers)


def _parts(text: str) -> int:
    return measure(text).parts
