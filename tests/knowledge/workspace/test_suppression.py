from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.workspace.suppression import (
    Figure,
    Shown,
    figure,
    shown_rows,
    shown_total,
    total_figure,
)
from tests.knowledge.workspace.published import Reader

QUARTERS = st.sampled_from([3, 4, 6, 8])
COUNTS = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 14), st.integers(15, 60))
# The rows of each table: outcomes stand under the total, the reasons under the outcome "unmet".
NEEDS, OUTCOMES, REASONS = ("food", "shelter", "legal", "other"), ("reached", "unmet"), ("full", "refused")


@dataclass(frozen=True)
class Log:
    """Counts by quarter for every table, by month for the total."""

    months: list[int]
    needs: dict[str, list[int]]
    outcomes: dict[str, list[int]]
    reasons: dict[str, list[int]]


@st.composite
def logs(draw: st.DrawFn) -> Log:
    quarters = draw(QUARTERS)
    cells = st.lists(COUNTS, min_size=quarters, max_size=quarters)
    needs = {name: draw(cells) for name in NEEDS}
    totals = [sum(counts) for counts in zip(*needs.values(), strict=True)]
    unmet = [draw(st.integers(0, total)) for total in totals]
    outcomes = {"reached": [all_ - some for all_, some in zip(totals, unmet, strict=True)], "unmet": unmet}
    full = [draw(st.integers(0, some)) for some in unmet]
    reasons = {"full": full, "refused": [some - one for some, one in zip(unmet, full, strict=True)]}
    return Log([month for total in totals for month in _three(draw, total)], needs, outcomes, reasons)


def _three(draw: st.DrawFn, total: int) -> list[int]:
    first = draw(st.integers(0, total))
    second = draw(st.integers(0, total - first))
    return [first, second, total - first - second]


@dataclass(frozen=True)
class Release:
    """What of a log is published, by table and row."""

    total: Shown
    rows: dict[str, dict[str, Shown]]


def release(log: Log) -> Release:
    total = shown_total(log.months)
    outcomes = shown_rows(log.outcomes, total)
    return Release(
        total,
        {
            "needs": shown_rows(log.needs, total),
            "outcomes": outcomes,
            "reasons": shown_rows(log.reasons, outcomes["unmet"]),
        },
    )


def tables(log: Log) -> dict[str, Mapping[str, Sequence[int]]]:
    return {"needs": log.needs, "outcomes": log.outcomes, "reasons": log.reasons}


def reader_of(log: Log, shown: Release) -> Reader:
    """Somebody who has everything that is published, and knows how the tables hang together."""
    quarters = len(log.months) // 3
    months = [f"total {at}" for at in range(len(log.months))]
    cells = [
        f"{table} {row} {at}" for table, rows in tables(log).items() for row in rows for at in range(quarters)
    ]
    reader = Reader([*months, *cells])
    for at in range(quarters):
        whole = {f"total {month}": -1 for month in range(at * 3, at * 3 + 3)}
        for table, rows in (("needs", NEEDS), ("outcomes", OUTCOMES)):
            reader.learns({**whole, **{f"{table} {row} {at}": 1 for row in rows}}, 0)
        reader.learns({f"outcomes unmet {at}": -1, **{f"reasons {row} {at}": 1 for row in REASONS}}, 0)
    for first, length in shown.total:
        reader.learns(months[first : first + length], sum(log.months[first : first + length]))
    for table, rows in tables(log).items():
        for row, spans in shown.rows[table].items():
            for first, length in spans:
                at = range(first // 3, (first + length) // 3)
                reader.learns([f"{table} {row} {one}" for one in at], sum(rows[row][one] for one in at))
    return reader


def hidden_of(log: Log, shown: Release) -> Iterator[list[str]]:
    """Each number that is not published, as the unknowns that it is the sum of."""
    for at in range(len(log.months)):
        if (at, 1) not in shown.total:
            yield [f"total {at}"]
    spans = [(at, length) for length in (3, 12) for at in range(0, len(log.months) - length + 1, length)]
    for first, length in spans:
        if (first, length) not in shown.total:
            yield [f"total {at}" for at in range(first, first + length)]
    for table, rows in shown.rows.items():
        for row, seen in rows.items():
            for first, length in (span for span in spans if span not in seen):
                yield [f"{table} {row} {at}" for at in range(first // 3, (first + length) // 3)]


@settings(max_examples=40, deadline=None)
@given(logs())
def test_every_hidden_number_may_be_any_of_eleven_for_whoever_has_every_report(log: Log) -> None:
    shown = release(log)
    reader = reader_of(log, shown)
    for sum_of in hidden_of(log, shown):
        least, most = reader.range_of(sum_of)
        assert most - least >= 10 - 1e-6, (sum_of, least, most)


@settings(max_examples=200, deadline=None)
@given(logs())
def test_nothing_under_ten_is_shown_but_zero(log: Log) -> None:
    shown = release(log)
    for first, length in shown.total:
        assert not 0 < sum(log.months[first : first + length]) < 10
    for table, rows in tables(log).items():
        for row, spans in shown.rows[table].items():
            for first, length in spans:
                assert not 0 < sum(rows[row][first // 3 : (first + length) // 3]) < 10


@settings(max_examples=100, deadline=None)
@given(logs())
def test_what_was_published_stays_so_when_later_quarters_come(log: Log) -> None:
    earlier = Log(
        log.months[:-3],
        *({row: counts[:-1] for row, counts in rows.items()} for rows in tables(log).values()),
    )
    before, after = release(earlier), release(log)
    assert before.total <= after.total
    for table, rows in before.rows.items():
        for row, spans in rows.items():
            assert spans <= after.rows[table][row]


@settings(max_examples=100, deadline=None)
@given(logs(), st.data())
def test_reports_whose_periods_overlap_give_no_difference_under_ten(log: Log, data: st.DataObject) -> None:
    """The months filter minus the months filter: the difference of two exact figures is 0, or 10 or more."""
    shown = release(log)
    edges = st.integers(0, len(log.months))
    first, last = sorted((data.draw(edges), data.draw(edges)))
    for table, rows in tables(log).items():
        for row, counts in rows.items():
            spans = shown.rows[table][row]
            whole = figure(counts, 3, spans, first, len(log.months) - 1)
            part = figure(counts, 3, spans, last, len(log.months) - 1)
            if whole.exact and part.exact:
                assert not 0 < whole.least - part.least < 10
    whole = total_figure(log.months, shown.total, first, len(log.months) - 1)
    part = total_figure(log.months, shown.total, last, len(log.months) - 1)
    if whole.exact and part.exact:
        assert not 0 < whole.least - part.least < 10


@settings(max_examples=100, deadline=None)
@given(logs(), st.integers(0, 23), st.integers(0, 23))
def test_a_figure_is_the_truth_or_a_floor_of_it(log: Log, first: int, last: int) -> None:
    first, last = min(first, last, len(log.months) - 1), min(max(first, last), len(log.months) - 1)
    shown = release(log)
    told = total_figure(log.months, shown.total, first, last)
    truth = sum(log.months[first : last + 1])
    assert told.least == truth if told.exact else told.least <= truth
    assert truth < 10 or not told.under


def test_a_small_row_takes_the_smallest_other_with_it() -> None:
    rows = {"food": [30], "shelter": [12], "legal": [4]}
    shown = shown_rows(rows, shown_total([46, 0, 0]))
    assert shown == {"food": {(0, 3)}, "shelter": frozenset(), "legal": frozenset()}


def test_small_rows_that_add_up_to_ten_hide_nothing_else() -> None:
    shown = shown_rows({"food": [30], "legal": [4], "work": [6], "none": [0]}, shown_total([40, 0, 0]))
    assert shown["food"] == {(0, 3)}
    assert shown["none"] == {(0, 3)}
    assert not shown["legal"] | shown["work"]


def test_a_year_is_told_though_each_of_its_quarters_is_too_small() -> None:
    rows = {"food": [40, 41, 42, 43], "legal": [5, 6, 7, 8], "work": [8, 7, 6, 5]}
    totals = [sum(counts) for counts in zip(*rows.values(), strict=True)]
    shown = shown_rows(rows, shown_total([month for total in totals for month in (total, 0, 0)]))
    assert shown["legal"] == {(0, 12)}
    assert figure(rows["legal"], 3, shown["legal"], 0, 11) == Figure(26, True)
    assert figure(rows["legal"], 3, shown["legal"], 0, 5) == Figure(0, False)


def test_a_year_is_not_told_where_one_quarter_of_it_is_hidden() -> None:
    rows = {"food": [40, 41, 42, 43], "legal": [15, 16, 17, 4]}
    totals = [sum(counts) for counts in zip(*rows.values(), strict=True)]
    shown = shown_rows(rows, shown_total([month for total in totals for month in (total, 0, 0)]))
    assert figure(rows["legal"], 3, shown["legal"], 0, 11) == Figure(48, False)


def test_a_month_under_ten_hides_the_months_of_its_quarter_but_not_the_quarter() -> None:
    shown = shown_total([12, 9, 15, 20, 20, 0])
    assert shown == {(0, 3), (3, 3), (3, 1), (4, 1), (5, 1)}


def test_a_total_under_ten_is_said_to_be_so() -> None:
    shown = shown_total([3, 0, 2])
    assert total_figure([3, 0, 2], shown, 0, 2) == Figure(0, False, under=True)
    assert total_figure([3, 0, 2], shown, 0, 1) == Figure(0, False, under=False)
    assert shown_rows({"food": [5], "legal": [0]}, shown) == {"food": frozenset(), "legal": frozenset()}


def test_nothing_at_all_is_shown_as_nothing() -> None:
    shown = shown_total([0] * 12)
    assert total_figure([0] * 12, shown, 0, 11) == Figure(0, True)


def test_rows_that_do_not_add_up_to_their_total_are_refused() -> None:
    with pytest.raises(ValueError, match="hide that total"):
        shown_rows({"food": [4]}, frozenset({(0, 3)}))


def test_rows_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="a number for each quarter"):
        shown_rows({"food": [40], "legal": [40, 10]}, frozenset())
