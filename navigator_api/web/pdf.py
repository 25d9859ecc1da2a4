"""A page on paper: flowing text, headings, lists, a table, a QR code, lines to fill in by hand.

The one place that knows fpdf2. Its built-in fonts hold Latin-1, which Spanish fits into; the few other signs
that facts use are set as the nearest one. The title, the language and an outline go into the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Final

import segno
from fpdf import FPDF, FontFace
from fpdf.enums import MethodReturnValue, XPos, YPos

_FONT: Final = "helvetica"
_MARGIN: Final = 18.0  # millimetres, like all lengths here
_FOOT: Final = 22.0
_FOOT_LINES: Final = 3
_BODY: Final = 10.5  # points, like all sizes
_HEADINGS: Final = {1: 17.0, 2: 12.5, 3: 11.0}
_LINE: Final = 1.35
_POINT: Final = 25.4 / 72
_QR_SIDE: Final = 30.0
_NEAREST: Final = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "−": "-",
        "…": "...",
        "•": "·",
        "\u00a0": " ",
        "\u202f": " ",
        "→": ">",
        "≥": ">=",
        "≤": "<=",
        "☐": "[ ]",
    }
)


class Paper:
    """One document, filled from the top down and taken out by `done`.

    `footer` stands on every page with the number, three lines of it at most; `page_word` names
    that number ("Page {} of {}", filled in that order).
    """

    def __init__(
        self, *, title: str, language: str, footer: str, page_word: str, made: datetime | None = None
    ) -> None:
        self._pdf = _Sheets(_plain(footer), _plain(page_word))
        self._pdf.set_title(_plain(title))
        self._pdf.set_lang(language)
        self._pdf.set_creator("Puente")
        if made is not None:
            self._pdf.set_creation_date(made)
        self._pdf.set_margins(_MARGIN, _MARGIN, _MARGIN)
        self._pdf.set_auto_page_break(True, _FOOT)
        self._pdf.add_page()

    def heading(self, text: str, level: int = 2) -> None:
        """A heading, which the outline of the file lists too; it never stands alone at a page's end."""
        size = _HEADINGS[level]
        if self._pdf.will_page_break(size * _POINT * 5):
            self._pdf.add_page()
        if level > 1:
            self._pdf.ln(2)
        self._pdf.set_font(_FONT, "B", size)
        self._pdf.start_section(_plain(text), level - 1)
        self._flow(text, size)
        self._pdf.ln(0.8)

    def text(self, text: str, *, bold: bool = False, small: bool = False) -> None:
        """A paragraph."""
        size = _BODY - 1.5 if small else _BODY
        self._pdf.set_font(_FONT, "B" if bold else "", size)
        self._flow(text, size)
        self._pdf.ln(0.8)

    def items(self, texts: Sequence[str], *, numbered: bool = False, tick: bool = False) -> None:
        """A list: with bullets, numbers, or squares to tick by hand."""
        self._pdf.set_font(_FONT, "", _BODY)
        for number, text in enumerate(texts, 1):
            self._item(f"{number}." if numbered else "" if tick else "·", text, tick=tick)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        """A table with a head that is repeated on each page; `widths` are shares of the page's width."""
        self._pdf.set_font(_FONT, "", _BODY - 1)
        bold = FontFace(emphasis="BOLD")
        with self._pdf.table(
            col_widths=tuple(widths), headings_style=bold, text_align="LEFT", line_height=5, padding=1
        ) as table:
            for cells in (head, *rows):
                table.row([_plain(cell) for cell in cells])
        self._pdf.ln(2)

    def qr(self, content: str, caption: str) -> None:
        """A QR code with what it holds in words beside it."""
        if self._pdf.will_page_break(_QR_SIDE + 2):
            self._pdf.add_page()
        top, left = self._pdf.get_y() + 1, self._pdf.l_margin
        modules = tuple(segno.make(content, micro=False, error="m").matrix)
        side = _QR_SIDE / len(modules)
        self._pdf.set_fill_color(0)
        for row, line in enumerate(modules):
            for column, width in _dark_runs(line):
                self._pdf.rect(left + column * side, top + row * side, width * side, side, style="F")
        self._pdf.set_xy(left + _QR_SIDE + 4, top + _QR_SIDE / 2 - 4)
        self._pdf.set_font(_FONT, "", _BODY)
        self._flow(caption, _BODY)
        self._pdf.set_xy(left, top + _QR_SIDE + 2)

    def blanks(self, label: str, lines: int = 1) -> None:
        """A label with empty lines under it, to be filled in by hand."""
        height = 8.0
        if self._pdf.will_page_break(height * (lines + 1)):
            self._pdf.add_page()
        self.text(label, bold=True)
        self._pdf.set_draw_color(110)
        for _ in range(lines):
            self._pdf.ln(height)
            level = self._pdf.get_y() - 1.5
            self._pdf.line(self._pdf.l_margin, level, self._pdf.w - self._pdf.r_margin, level)
        self._pdf.ln(1.5)

    def done(self) -> bytes:
        """The file."""
        return bytes(self._pdf.output())

    def _item(self, mark: str, text: str, *, tick: bool) -> None:
        indent, height = 7.0, _BODY * _POINT * _LINE
        if self._pdf.will_page_break(height):
            self._pdf.add_page()
        if tick:
            self._pdf.rect(self._pdf.l_margin + 0.5, self._pdf.get_y() + 0.9, 3.4, 3.4)
        self._pdf.cell(indent, height, mark)
        self._pdf.multi_cell(0, height, _plain(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self._pdf.ln(0.6)

    def _flow(self, text: str, size: float) -> None:
        height = size * _POINT * _LINE
        self._pdf.multi_cell(0, height, _plain(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


class _Sheets(FPDF):
    """Letter paper with a footer."""

    def __init__(self, foot: str, page_word: str) -> None:
        super().__init__(format="letter")
        self._foot = foot
        self._page_word = page_word

    def footer(self) -> None:
        self.set_y(-_FOOT + 3)
        self.set_font(_FONT, "", 8)
        lines = self.multi_cell(0, 3.6, self._foot, align="L", dry_run=True, output=MethodReturnValue.LINES)
        assert isinstance(lines, list)
        for line in lines[:_FOOT_LINES]:
            self.cell(0, 3.6, str(line), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        # fpdf2 puts the number of all pages in the place of "{nb}" when the file is made.
        self.cell(0, 3.6, self._page_word.format(self.page_no(), "{nb}"), align="R")


def _dark_runs(line: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where dark modules of a row begin, and how many there are: one bar each, without hairlines between."""
    for dark, run in groupby(enumerate(line), key=lambda module: bool(module[1])):
        if dark:
            columns = [column for column, _ in run]
            yield columns[0], len(columns)


def _plain(text: str) -> str:
    """The text in the letters of the fonts; a letter that they lack becomes a question mark."""
    return text.translate(_NEAREST).encode("latin-1", "replace").decode("latin-1")
