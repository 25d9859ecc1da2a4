"""The page that tells what the screen misses tells what it misses now."""

import pytest

from knowledge.safety.book import CLASSES, LANGUAGES
from tests.knowledge.safety.card import PAGE, Share, messages, missed, own_tables


def test_the_page_holds_what_is_measured() -> None:
    assert own_tables() in PAGE.read_text(encoding="utf-8"), "the screen has changed: run `make card`"


def test_the_page_lists_every_miss() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [text for language in LANGUAGES for text in missed(language) if f"- {text}" not in page] == []


def test_the_messages_are_many_in_each_class_and_language() -> None:
    for language in LANGUAGES:
        rows = messages(language)
        assert min(sum(row["safety"] == cls for row in rows) for cls in CLASSES) >= 60
        assert sum(row["kind"] == "hard_negative" for row in rows) >= 150


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"), [(50, 50, 0.929, 1.0), (0, 50, 0.0, 0.071), (45, 50, 0.786, 0.957)]
)
def test_the_interval_is_wilsons(hits: int, count: int, low: float, high: float) -> None:
    assert Share(hits, count).interval() == pytest.approx((low, high), abs=0.001)
