"""The one place that writes CSV: for spreadsheets, so with a byte order mark and no cell that would compute.

A spreadsheet reads a cell that starts with = + - @ (or their full-width forms) as a formula, and some do so
after spaces, quotes or a line break, or after a semicolon where that is the country's separator. Such a cell
gets an apostrophe before it, which makes it text (OWASP, "CSV Injection"). Numbers are left as they are.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from starlette.responses import Response

Cell = str | int | float | None

MEDIA_TYPE = "text/csv; charset=utf-8; header=present"

_FILENAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
# What a spreadsheet may pass over before it sees the sign: blanks, what is not printed, and quotation marks.
_PASSED = "\\s\x00-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\"'`\u2018-\u201f\u00ab\u00bb"
_FORMULA = re.compile(f"(^|\r\n|[;\t\r\n])(?=[{_PASSED}]*[{_SIGNS}])")
_BLANK_FIRST = re.compile("[\t\r\n]")


def neutral(cell: Cell) -> Cell:
    """The cell as text that no spreadsheet computes; numbers and nothing (None) stay what they are."""
    if not isinstance(cell, str):
        return cell
    guarded = _FORMULA.sub(r"\1'", cell)
    return "'" + guarded if _BLANK_FIRST.match(guarded) else guarded


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The table as CSV (RFC 4180: CRLF, every text quoted), without the byte order mark.

    Raises ValueError when a row has not as many cells as the header.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for position, row in enumerate([header, *rows]):
        if len(row) != len(header):
            raise ValueError(f"CSV row {position} has {len(row)} cells, the header {len(header)}.")
        writer.writerow([neutral(cell) for cell in row])
    return out.getvalue()


def csv_response(filename: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """The table as a download called `filename` + ".csv": small letters, digits, - and _ only.

    Raises ValueError for another name, and for a row of another length than the header.
    """
    if not _FILENAME.fullmatch(filename):
        raise ValueError(f"{filename!r} is no file name of a download: use a-z, 0-9, - and _, without .csv.")
    headers = {"Content-Disposition": f'attachment; filename="{filename}.csv"', "Cache-Control": "no-store"}
    body = csv_text(header, rows).encode("utf-8-sig")
    return Response(body, headers=headers, media_type=MEDIA_TYPE)
