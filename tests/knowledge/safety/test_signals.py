"""Every signal against the examples that stand beside it in its file."""

from collections import Counter

import pytest

from knowledge.safety.book import CLASSES, HERE, SignalEntry, load_book, read_yaml
from knowledge.safety.screen import screen_by_patterns

SIGNALS = load_book().signals


def fired(entry: SignalEntry, text: str) -> bool:
    return any(signal.id == entry.id and not signal.lowered for signal in screen_by_patterns(text).signals)


@pytest.mark.parametrize("entry", SIGNALS, ids=lambda entry: entry.id)
def test_fires_on_its_examples(entry: SignalEntry) -> None:
    assert len(entry.fires) >= 3
    assert [text for text in entry.fires if entry.cls not in screen_by_patterns(text).classes] == []


@pytest.mark.parametrize("entry", SIGNALS, ids=lambda entry: entry.id)
def test_spares_its_near_misses(entry: SignalEntry) -> None:
    assert len(entry.spares) >= 2
    assert [text for text in entry.spares if fired(entry, text)] == []


def test_every_class_has_signals_in_both_languages() -> None:
    counted = Counter((entry.cls, entry.language) for entry in SIGNALS)
    assert {(cls, language) for cls in CLASSES for language in ("en", "es")} == counted.keys()


def test_no_signal_has_the_name_of_another() -> None:
    assert [name for name, count in Counter(entry.id for entry in SIGNALS).items() if count > 1] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_idiom_is_no_cue(language: str) -> None:
    examples = [text for entry in read_yaml(HERE / "idioms.yml")[language] for text in entry["examples"]]
    assert len(examples) >= 5
    assert [
        (text, screen_by_patterns(text).classes) for text in examples if screen_by_patterns(text).classes
    ] == []
