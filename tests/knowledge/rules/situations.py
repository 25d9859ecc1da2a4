"""Situations for property tests: raw answers to the real fields, as somebody might send them."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from knowledge.rules.fields import SKIPS, Field, Fields

DAY = date(2026, 11, 22)
# Ages and numbers at which some rule turns, so that both sides of a limit are met often.
LIMITS = (0, 1, 2, 11, 12, 13, 15, 17, 18, 19, 20, 21, 22, 27, 54, 55, 65, 120)
YEARS_AGO = (0, 1, 2, 3, 4, 7, 10, 30)


def situations(fields: Fields, names: Collection[str] | None = None) -> st.SearchStrategy[dict[str, Any]]:
    """Answers to any of these fields, or of all: known in full, in part, skipped, or not there."""
    asked = fields.by_id if names is None else {name: fields.by_id[name] for name in names}
    skips = st.sampled_from([None, *sorted(SKIPS)])
    some = {name: answers(field) for name, field in asked.items()}
    often = {name: st.one_of(answer, answer, answer, answer, skips) for name, answer in some.items()}
    return st.fixed_dictionaries({}, optional=often)


def answers(field: Field) -> st.SearchStrategy[Any]:
    """An answer to one field, as JSON has it."""
    if field.type == "boolean":
        return st.booleans()
    if field.type == "enum":
        return st.sampled_from([value for value in field.values if value not in SKIPS])
    if field.type == "set":
        values = st.lists(st.sampled_from(list(field.values)), max_size=9, unique=True)
        return st.one_of(values, st.builds(_complete, values))
    return _numbers(field) if field.type == "number" else _dates()


def _complete(values: list[str]) -> dict[str, Any]:
    return {"values": values, "complete": True}


def _numbers(field: Field) -> st.SearchStrategy[Any]:
    most = field.most if field.most is not None else 10_000
    one = st.one_of(st.sampled_from([limit for limit in LIMITS if limit <= most]), st.integers(0, most))
    return st.one_of(one, st.tuples(one, one).map(sorted))


def _dates() -> st.SearchStrategy[str]:
    near = st.builds(_ago, st.sampled_from(YEARS_AGO), st.integers(-2, 2))
    day = st.one_of(near, st.dates(date(1950, 1, 1), DAY))
    return st.builds(lambda one, size: one.isoformat()[:size], day, st.sampled_from([4, 7, 10]))


def _ago(years: int, days: int) -> date:
    return min(DAY, DAY.replace(year=DAY.year - years) + timedelta(days=days))


def less(field: Field, answer: Any) -> Any:
    """The same answer, known less well: a wider range, a month for a day, a list not said to be whole."""
    if field.type == "number" and isinstance(answer, int):
        return [max(0, answer - 3), min(answer + 3, field.most or 10**9)]
    if field.type == "partial_date" and isinstance(answer, str) and answer not in SKIPS | {answer[:4]}:
        return answer[:-3]
    if isinstance(answer, dict):
        return answer["values"]
    return None
