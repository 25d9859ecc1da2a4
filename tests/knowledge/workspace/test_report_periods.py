from datetime import date

import pytest

from knowledge.workspace.report_periods import (
    Period,
    first_day,
    fiscal_year,
    fixed_through,
    month_number,
    month_of,
    month_text,
    named_fiscal_year,
    quarter,
)


def months(first: str, last: str) -> Period:
    return Period(month_number(first), month_number(last))


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [
        ("2026-06", "2025-07", "2026-06"),
        ("2026-07", "2026-07", "2027-06"),
        ("2026-12", "2026-07", "2027-06"),
        ("2027-01", "2026-07", "2027-06"),
    ],
)
def test_a_fiscal_year_is_july_to_june(month: str, first: str, last: str) -> None:
    assert fiscal_year(month_number(month)) == months(first, last)


def test_quarters_begin_in_january_april_july_and_october() -> None:
    firsts = {
        month_text(quarter(month).first) for month in range(month_number("2026-01"), month_number("2027-01"))
    }
    assert firsts == {"2026-01", "2026-04", "2026-07", "2026-10"}


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 10, 30), "2026-06"),
        (date(2026, 10, 31), "2026-09"),
        (date(2026, 11, 22), "2026-09"),
        (date(2027, 1, 29), "2026-09"),
        (date(2027, 1, 30), "2026-09"),
        (date(2027, 1, 31), "2026-12"),
    ],
)
def test_a_quarter_is_fixed_thirty_days_after_it_ends(today: date, last: str) -> None:
    assert month_text(fixed_through(today)) == last


@pytest.mark.parametrize("text", ["2026-13", "2026-7", "", "2026-07-01", "٢٠٢٦-٠٧", "26-07"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no month"):
        month_number(text)


def test_a_month_reads_back() -> None:
    number = month_of(date(2026, 7, 31))
    assert (month_text(number), first_day(number)) == ("2026-07", date(2026, 7, 1))
    assert month_number("2026-07") == number


@pytest.mark.parametrize(
    "name", ["2022-2023", "2025", "FY 2022", "not stated", "FY 2022-24", "FY 2022-23 plus"]
)
def test_only_county_fiscal_years_have_months(name: str) -> None:
    assert named_fiscal_year(name) is None


def test_a_fiscal_year_by_name_has_its_months() -> None:
    assert named_fiscal_year("FY 2022-23") == months("2022-07", "2023-06")
    assert named_fiscal_year("FY 1999-00") == months("1999-07", "2000-06")


def test_two_periods_share_the_months_of_both() -> None:
    assert months("2026-01", "2026-06").within(months("2026-05", "2026-09")) == months("2026-05", "2026-06")
    assert months("2026-01", "2026-04").within(months("2026-05", "2026-09")) is None
