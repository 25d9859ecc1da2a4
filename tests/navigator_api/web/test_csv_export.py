import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator_api.web.csv_export import csv_response, csv_text, neutral

SIGNS = ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
BLANK = ["", " ", "   ", "\t", "\r", "\n", "\r\n", "\u00a0", "\u200b", "\ufeff", "\x00"]
BEFORE = [*BLANK, '"', "'", ' "', "\u201c"]


@pytest.mark.parametrize("before", BEFORE, ids=repr)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_formula_becomes_text_whatever_stands_before_its_sign(sign: str, before: str) -> None:
    cell = f'{before}{sign}HYPERLINK("x")'
    guarded = neutral(cell)
    assert isinstance(guarded, str)
    assert guarded.startswith("'")
    assert guarded.replace("'", "") == cell.replace("'", "")


@pytest.mark.parametrize("start", ["\t", "\r", "\n"], ids=repr)
def test_a_cell_that_starts_with_a_tab_or_a_line_break_is_guarded_without_a_sign_too(start: str) -> None:
    assert neutral(f"{start}words") == f"'{start}words"


@pytest.mark.parametrize("separator", [";", "\t", "\n", "\r\n"], ids=repr)
def test_a_formula_after_what_another_country_splits_at_is_guarded(separator: str) -> None:
    assert neutral(f"open{separator}=1+1") == f"open{separator}'=1+1"


@pytest.mark.parametrize(
    "plain", ["", "Family Justice Center", "2026-11-22", "800-670-6880", "a+b@c", "<10", "—", "sí", "9 - 5"]
)
def test_plain_text_is_left_alone(plain: str) -> None:
    assert neutral(plain) == plain


@pytest.mark.parametrize("number", [-5, 0, 12, -1.5, None])
def test_numbers_stay_numbers(number: float | None) -> None:
    assert neutral(number) is number


@given(st.lists(st.sampled_from([*SIGNS, *BEFORE, ";", "a"])).map("".join))
def test_no_cell_starts_with_a_sign_once_blanks_are_passed_over(text: str) -> None:
    (cell,) = list(csv.reader(io.StringIO(csv_text(["h"], [[text]]), newline="")))[1]
    seen = cell.lstrip("".join(BLANK) + '"\u201c')
    assert seen[:1] not in SIGNS


def test_reads_back_what_was_written() -> None:
    rows = [["A, B", 3], ['say "x"', 0], ["two\nlines", None], ["¿Qué?", -4]]
    read = list(csv.reader(io.StringIO(csv_text(["name", "count"], rows), newline="")))
    assert read == [["name", "count"], ["A, B", "3"], ['say "x"', "0"], ["two\nlines", ""], ["¿Qué?", "-4"]]


def test_formulas_in_the_header_are_guarded() -> None:
    assert csv_text(["=1"], []) == '"\'=1"\r\n'


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="row 2 has 1 cells, the header 2"):
        csv_text(["a", "b"], [["1", "2"], ["3"]])


def test_the_download_opens_as_unicode_and_is_kept_nowhere() -> None:
    response = csv_response("referrals-2026-07", ["mes"], [["sí"]])
    assert response.body == b"\xef\xbb\xbf" + '"mes"\r\n"sí"\r\n'.encode()
    assert response.headers["content-disposition"] == 'attachment; filename="referrals-2026-07.csv"'
    assert response.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", ["", "../x", 'a"b', "a\r\nSet-Cookie: b", "report.csv", "Á"])
def test_a_file_name_that_could_break_the_header_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no file name of a download"):
        csv_response(name, ["a"], [])
