"""Charts as SVG: bars that lie, and columns that stand for months. One colour, the page's own.

Each is one picture to a screen reader, with a title and the numbers in words. Every number is printed at its
bar; a bar that is a floor ("27+") is drawn open with a broken line. Made for 320 pixels and wider.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from markupsafe import Markup, escape

WIDTH = 320
_BAR_WIDTH = 250
_LABEL_SIZE, _VALUE_SIZE = 14, 14
_LETTERS = 42
_COLUMNS_A_STRIP = 6
_COLUMN_HEIGHT, _STRIP_HEIGHT = 90, 150


@dataclass(frozen=True)
class Bar:
    """`text` is printed at the bar, as long as `value`; one that is not `whole` is at least so long."""

    label: str
    text: str
    value: int
    whole: bool = True


def bars(key: str, title: str, items: Sequence[Bar]) -> Markup:
    """Bars one beneath the other, each under its label. `key` is unique on the page."""
    most = max((bar.value for bar in items), default=0)
    drawn: list[str] = []
    level = 0
    for bar in items:
        for line in wrap(bar.label, _LETTERS) or [""]:
            level += 18
            drawn.append(_text(0, level, line, _LABEL_SIZE))
        width = _share(bar.value, most, _BAR_WIDTH)
        drawn += _rectangle(0, level + 5, width, 16, bar)
        drawn.append(_text(width + 6 if width else 0, level + 18, bar.text, _VALUE_SIZE, bold=True))
        level += 30
    return _picture(key, title, items, level, drawn)


def columns(key: str, title: str, items: Sequence[Bar]) -> Markup:
    """Columns side by side, in strips that share one scale."""
    most = max((bar.value for bar in items), default=0)
    drawn: list[str] = []
    for number, bar in enumerate(items):
        strip, place = divmod(number, _COLUMNS_A_STRIP)
        left, foot = place * WIDTH // _COLUMNS_A_STRIP, strip * _STRIP_HEIGHT + _COLUMN_HEIGHT + 22
        middle = left + WIDTH // _COLUMNS_A_STRIP / 2
        height = _share(bar.value, most, _COLUMN_HEIGHT)
        drawn += _rectangle(left + 8, foot - height, 36, height, bar)
        drawn.append(_text(middle, foot - height - 5, bar.text, _VALUE_SIZE, bold=True, middle=True))
        for line, words in enumerate(bar.label.split("\n")):
            drawn.append(_text(middle, foot + 16 + 15 * line, words, _LABEL_SIZE, middle=True))
    strips = -(-len(items) // _COLUMNS_A_STRIP)
    return _picture(key, title, items, strips * _STRIP_HEIGHT + 8, drawn)


def _share(value: int, most: int, length: int) -> int:
    """The length of a bar; one that is more than 0 can be seen."""
    return max(2, value * length // most) if value else 0


def _picture(key: str, title: str, items: Iterable[Bar], height: int, drawn: Iterable[str]) -> Markup:
    said = "; ".join(f"{bar.label.replace(chr(10), ' ')}: {bar.text}" for bar in items)
    return Markup(
        f'<svg class="chart" role="img" aria-labelledby="{escape(key)}-title {escape(key)}-desc" '
        f'viewBox="0 0 {WIDTH} {max(height, 1)}" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{escape(key)}-title">{escape(title)}</title>'
        f'<desc id="{escape(key)}-desc">{escape(said)}</desc>{"".join(drawn)}</svg>'
    )


def _rectangle(left: float, top: float, width: int, height: int, bar: Bar) -> Iterator[str]:
    if bar.value:
        paint = 'fill="currentColor"' if bar.whole else 'fill="none" stroke="currentColor" stroke-width="2"'
        broken = "" if bar.whole else ' stroke-dasharray="5 3"'
        yield f'<rect x="{left}" y="{top}" width="{width}" height="{height}" {paint}{broken}/>'


def _text(x: float, y: float, words: str, size: int, *, bold: bool = False, middle: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    anchor = ' text-anchor="middle"' if middle else ""
    place = f'x="{x:g}" y="{y:g}" font-size="{size}"{weight}{anchor}'
    return f'<text {place} fill="currentColor">{escape(words)}</text>'
